import type { Deps } from "#deps.ts";
import { type ActeLibreRefusal, parseActeLibre } from "#domain/acte-libre.ts";
import { catalogue } from "#domain/catalogue-actes.ts";
import { type Draft, isUnderWay, type JourneyPage } from "#domain/conclusion.ts";
import type { Demarche } from "#domain/demarche.ts";
import type { Duree } from "#domain/duree.ts";
import { ACTES_MAX, type ActeChoisi, decideActes, decidePortee, type PorteeRefusal } from "#domain/portee.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { recordDraft } from "#store/conclusion-store.ts";
import { type JourneyRefusal, lockOwnConclusion, type Sent } from "./own-conclusion.ts";

type Step = "brouillon" | "porte-choisie";
type Change<R> = (draft: Draft) => Result<{ readonly draft: Draft; readonly step: Step }, R>;

const prepare = <R>(
  { db, keys, clock }: Deps,
  acting: ActingAidant,
  sent: Sent,
  page: JourneyPage,
  change: Change<R>,
): Promise<Result<Draft, R | JourneyRefusal>> =>
  db.transaction().execute(async (tx) => {
    const locked = await lockOwnConclusion(tx, keys, acting, sent, page);
    if (!locked.ok) return locked;
    if (!isUnderWay(locked.value)) return refuse("elsewhere");
    const changed = change(locked.value.draft);
    if (!changed.ok) return changed;
    await recordDraft(tx, { keys }, locked.value, { ...changed.value, now: clock.now() });
    return accept(changed.value.draft);
  });

/** The information was read together. */
export const recordInformed = (deps: Deps, acting: ActingAidant, sent: Sent) =>
  prepare<never>(deps, acting, sent, "information", (draft) =>
    accept({ draft: { ...draft, informed: true }, step: "brouillon" }),
  );

export type ActesSent = Sent & {
  readonly codes: readonly string[];
  /** Positions of the actes worded by hand that are kept. */
  readonly kept: readonly number[];
  /** A new acte worded by hand, when one was typed. */
  readonly libre: { readonly demarche: Demarche; readonly service: string; readonly libelle: string } | null;
  /** `continuer` leaves for the next page, and asks for a complete choice. */
  readonly action: "continuer" | "rechercher" | "ajouter";
};

/** Chooses the actes. Changing them sends the journey back to its draft: a door chosen before is chosen again. */
export const chooseActes = (deps: Deps, acting: ActingAidant, sent: ActesSent) =>
  prepare<PorteeRefusal | ActeLibreRefusal>(deps, acting, sent, "actes", (draft) => {
    const libre = sent.libre && parseActeLibre(sent.libre);
    if (libre && !libre.ok) return libre;
    const added: readonly ActeChoisi[] =
      sent.libre && libre ? [{ kind: "libre", demarche: sent.libre.demarche, ...libre.value }] : [];
    const actes = [...keptActes(draft, sent), ...added];
    if (actes.length > ACTES_MAX) return refuse("too-many-actes" as const);
    if (sent.action === "continuer") {
      const decided = decideActes(actes, catalogue);
      if (!decided.ok) return decided;
    }
    return accept({ draft: { ...draft, actes }, step: "brouillon" });
  });

const keptActes = (draft: Draft, { codes, kept }: ActesSent): readonly ActeChoisi[] => {
  const known = [...new Set(codes)].filter((code) => catalogue.find(code)?.etat === "actif");
  const libres = draft.actes.filter((acte) => acte.kind === "libre").filter((_, rank) => kept.includes(rank));
  return [...known.map((code): ActeChoisi => ({ kind: "catalogue", code })), ...libres];
};

/** Chooses the duration; with the one door open today, the usager may then identify. */
export const chooseDuree = (deps: Deps, acting: ActingAidant, sent: Sent & { readonly duree: Duree | null }) =>
  prepare<PorteeRefusal>(deps, acting, sent, "duree", (draft) => {
    const changed = { ...draft, duree: sent.duree };
    const portee = decidePortee(changed, catalogue);
    return portee.ok ? accept({ draft: changed, step: "porte-choisie" }) : portee;
  });
