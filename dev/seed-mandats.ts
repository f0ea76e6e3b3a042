import type { Deps } from "#deps.ts";
import type { Duree } from "#domain/duree.ts";
import { type IdentitePivot, parseIdentitePivot } from "#domain/identite.ts";
import type { ConclusionId, MandatId, SessionCompteId } from "#domain/ids.ts";
import { answerReading, declarations } from "#features/conclusions/answer-reading.ts";
import { concludeMandat } from "#features/conclusions/conclude-mandat.ts";
import { openConclusion } from "#features/conclusions/open-conclusion.ts";
import { chooseActes, chooseDuree, recordInformed } from "#features/conclusions/prepare-draft.ts";
import { showRecapitulatif } from "#features/conclusions/recapitulatif.query.ts";
import { revoke } from "#features/mandats/revoke.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion, recordUsagerIdentified } from "#store/conclusion-store.ts";
import { recordIdentificationEstablished } from "#store/identification-outcome-store.ts";
import { lockUsagerBySub, recordUsager } from "#store/usager-store.ts";
import { demoStructures, personas, type StructureReference } from "./personas.ts";
import type { Seeded } from "./seed.ts";
import type { Citizen } from "./stand-ins/franceconnect/citizens.ts";
import { normaliseIdentity } from "./stand-ins/franceconnect/identity.ts";
import { pairwiseSub } from "./stand-ins/franceconnect/sub.ts";

/** Base of the `sub` that the simulator gives us: fixed, so that a person seeded is known when she identifies. */
export const SUB_SECRET = "franceconnect-de-demonstration";
const OUR_ENTITY = "entite-ac-fs";
const DAY_MS = 86_400_000;

type DemoMandat = {
  readonly by: string;
  readonly structure: StructureReference;
  readonly citizen: string;
  readonly actes: readonly string[];
  readonly duree: Duree;
  readonly daysAgo: number;
  /** Days between the conclusion and the revocation, when there was one. */
  readonly revokedAfter?: number;
};

const [amina, denis] = personas;

/** Oldest first: the journal tells them in that order. */
const demoMandats: readonly DemoMandat[] = [
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "DIALLO",
    actes: ["social.ameli-consultation"],
    duree: "court",
    daysAgo: 40,
  },
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "MARTIN",
    actes: ["argent.impots-avis", "social.apa"],
    duree: "mois",
    daysAgo: 26,
  },
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "ROUX",
    actes: ["logement.dls-demande"],
    duree: "semestre",
    daysAgo: 20,
    revokedAfter: 6,
  },
  {
    by: denis.courriel,
    structure: "valfictif1",
    citizen: "MERCIER",
    actes: ["travail.ft-actualisation", "logement.caf-logement"],
    duree: "semestre",
    daysAgo: 12,
  },
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "HADJ",
    actes: ["social.caf-dtr", "papiers.cni-predemande"],
    duree: "long",
    daysAgo: 9,
  },
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "FAURE",
    actes: ["transports.amende-consultation"],
    duree: "mois",
    daysAgo: 5,
  },
  {
    by: amina.courriel,
    structure: "bourgimag1",
    citizen: "DUBOIS",
    actes: ["famille.caf-consultation", "logement.caf-logement", "social.ameli-css", "travail.cnav-carriere"],
    duree: "long",
    daysAgo: 2,
  },
];

/** Concludes the mandats of the demonstration by the acts of its pages; FranceConnect's answer alone is played. */
export const seedMandats = async (deps: Deps, seeded: Seeded, citizens: readonly Citizen[]): Promise<void> => {
  const today = deps.clock.now();
  for (const mandat of demoMandats) {
    const then = new Date(today.getTime() - mandat.daysAgo * DAY_MS);
    const mandatId = await seedMandat({ ...deps, clock: { now: () => then } }, seeded, citizens, mandat);
    if (mandat.revokedAfter === undefined) continue;
    const later = new Date(then.getTime() + mandat.revokedAfter * DAY_MS);
    const acting = actingAs(deps, seeded, mandat.by, mandat.structure);
    const asked = { mandatId, object: { kind: "mandat" }, reason: "demande-orale" } as const;
    check(await revoke({ ...deps, clock: { now: () => later } }, acting, asked));
  }
};

const seedMandat = async (
  deps: Deps,
  seeded: Seeded,
  citizens: readonly Citizen[],
  { by, structure, citizen, actes, duree }: DemoMandat,
): Promise<MandatId> => {
  const acting = actingAs(deps, seeded, by, structure);
  const person = citizens.find(({ identity }) => identity.family_name === citizen);
  if (!person) throw new Error(`FranceConnect's simulator knows nobody named ${citizen}.`);
  const conclusionId = await openConclusion(deps, acting, null);
  const sent = async () => ({ conclusionId, version: await versionOf(deps, acting, conclusionId) });
  const chosen = { codes: actes, kept: [], libre: null, action: "continuer" } as const;
  check(await recordInformed(deps, acting, await sent()));
  check(await chooseActes(deps, acting, { ...(await sent()), ...chosen }));
  check(await chooseDuree(deps, acting, { ...(await sent()), duree }));
  await identify(deps, acting, conclusionId, person);
  check(await answerReading(deps, acting, { ...(await sent()), answer: "accepter", declared: declarations }));
  const recap = await showRecapitulatif(deps, acting, conclusionId);
  check(await concludeMandat(deps, acting, { conclusionId, shown: recap?.shown ?? "" }));
  const concluded = await deps.db
    .selectFrom("mandat")
    .select("id")
    .where("conclusion_id", "=", conclusionId)
    .executeTakeFirstOrThrow();
  return concluded.id as MandatId;
};

const actingAs = (deps: Deps, seeded: Seeded, courriel: string, reference: StructureReference): ActingAidant => {
  const persona = personas.find((candidate) => candidate.courriel === courriel);
  const compteId = seeded.comptes.get(courriel);
  const structureId = seeded.structures.get(reference);
  if (!persona || !compteId || !structureId) throw new Error(`The persona ${courriel} was not seeded.`);
  return {
    compteId,
    sessionId: deps.random.uuid() as SessionCompteId,
    proofAt: deps.clock.now(),
    owesCgu: false,
    prenom: persona.prenom,
    nom: persona.nom,
    structureId,
    structure: reference,
    structureNom: demoStructures.find((structure) => structure.reference === reference)?.nom ?? "",
    aidant: true,
    referent: false,
    missing: [],
  };
};

const versionOf = (deps: Deps, { structureId }: ActingAidant, id: ConclusionId): Promise<number> =>
  deps.db.transaction().execute(async (tx) => {
    const conclusion = await lockConclusion(tx, deps.keys, structureId, id);
    if (!conclusion) throw new Error("The journey just opened is not there.");
    return conclusion.version;
  });

/** What the return from FranceConnect writes for this citizen. */
const identify = (deps: Deps, acting: ActingAidant, conclusionId: ConclusionId, citizen: Citizen): Promise<void> =>
  deps.db.transaction().execute(async (tx) => {
    const { structureId, compteId, sessionId } = acting;
    const conclusion = await lockConclusion(tx, deps.keys, structureId, conclusionId);
    if (conclusion?.step !== "porte-choisie") throw new Error("The journey does not wait for an identity.");
    const now = deps.clock.now();
    const { identite, sub } = asFranceConnectGives(citizen);
    const usagerId = (await lockUsagerBySub(tx, deps.keys, sub)) ?? (await recordUsager(tx, deps, identite, sub, now));
    await recordUsagerIdentified(tx, deps, { conclusion, usagerId, identifiedAt: now });
    const identification = { id: deps.random.uuid(), conclusionId, structureId, compteId, sessionId };
    await recordIdentificationEstablished(tx, deps, { identification, usagerId, idToken: null, now });
  });

const asFranceConnectGives = ({ identity, emailDropped }: Citizen): { identite: IdentitePivot; sub: string } => {
  const held = normaliseIdentity(identity);
  const { birthdate, email, preferred_username } = identity;
  const given = { ...held, idp_birthdate: birthdate, preferred_username, ...(emailDropped ? {} : { email }) };
  const parsed = parseIdentitePivot(given);
  if (!parsed.ok) throw new Error(`The simulator's ${identity.family_name} is ${parsed.refusal}.`);
  return { identite: parsed.value, sub: pairwiseSub(OUR_ENTITY, held, SUB_SECRET) };
};

const check = (outcome: { readonly ok: boolean; readonly refusal?: unknown }): void => {
  if (!outcome.ok) throw new Error(`The demonstration's mandat was refused: ${String(outcome.refusal)}.`);
};
