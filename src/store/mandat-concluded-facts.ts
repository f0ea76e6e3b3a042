import type { FactNamed } from "#domain/fact.ts";
import { hashOf, instantOf, toCode, toDay } from "#domain/fact-schema.ts";
import type { Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import { wordingHash } from "./acte-wording.ts";
import { byAidant } from "./conclusion-store.ts";
import { appendToJournal } from "./journal-store.ts";
import type { DrawnAutorisation, NewMandat } from "./new-mandat.ts";

type Written = { readonly autorisations: readonly DrawnAutorisation[]; readonly sha256: Buffer };

/** Tells the mandat on its stream, and on each former mandat's what it takes the place of. */
export const appendMandatFacts = async (tx: Tx, random: Random, mandat: NewMandat, written: Written): Promise<void> => {
  const { id, conclusion, replaced, now } = mandat;
  const envelope = { v: 1, actor: byAidant(conclusion), at: instantOf(now), cause: random.uuid() } as const;
  const body = concludedBody(mandat, written);
  await appendToJournal(tx, { ...envelope, stream: `mandat/${id}`, type: "MandatConcluded", body });
  for (const former of new Set(replaced.map(({ mandatId }) => mandatId)))
    await appendToJournal(tx, {
      ...envelope,
      stream: `mandat/${former}`,
      type: "MandatReplaced",
      body: {
        mandat: former,
        autorisations: replaced.filter(({ mandatId }) => mandatId === former).map((autorisation) => autorisation.id),
        successor: id,
      },
    });
};

const concludedBody = (
  { id, conclusion, concluded, document, term }: NewMandat,
  { autorisations, sha256 }: Written,
): FactNamed<"MandatConcluded">["body"] => ({
  mandat: id,
  conclusion: conclusion.id,
  usager: concluded.usagerId,
  structure: conclusion.structureId,
  porte: document.porte,
  level: document.level,
  duree: concluded.duree,
  termDay: toDay(term.termDay),
  documentHash: hashOf(sha256),
  autorisations: autorisations.map((autorisation) => ({
    id: autorisation.id,
    demarche: autorisation.demarche,
    actes: autorisation.actes.map((acte) => ({
      id: acte.id,
      ...(acte.code ? { code: toCode(acte.code) } : {}),
      libelleHash: wordingHash(acte.salt, acte),
    })),
  })),
});
