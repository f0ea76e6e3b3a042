import type { Actor, Fact, Stream } from "./fact.ts";
import type { Uuid } from "./ids.ts";

/** Whom and what a fact is about: the columns by which pages find it (chapter 04 §3.1, `journal_index`). */
export type IndexColumns = {
  readonly usagerId: Uuid | null;
  readonly mandatId: Uuid | null;
  readonly mesureId: Uuid | null;
  readonly aidantId: Uuid | null;
  readonly structureId: Uuid | null;
};

type Subject = "usager" | "mandat" | "mesure" | "aidant" | "structure";

/**
 * The one place that derives them. For each: the body's key of that name, else the stream, else the actor; a Compte is
 * the aidant of its facts.
 */
export const indexColumnsOf = ({ body, stream, actor }: Pick<Fact, "body" | "stream" | "actor">): IndexColumns => {
  const named = body as { readonly [key: string]: unknown };
  const find = (subject: Subject): Uuid | null =>
    (named[subject] as Uuid | undefined) ?? inStream(stream, subject) ?? asActor(actor, subject);
  const titre = named.titre as { readonly kind: string; readonly id: Uuid } | undefined;
  return {
    usagerId: find("usager"),
    mandatId: find("mandat"),
    mesureId: titre?.kind === "mesure-de-protection" ? titre.id : find("mesure"),
    aidantId: (named.aidant as Uuid | undefined) ?? (named.compte as Uuid | undefined) ?? find("aidant"),
    structureId: find("structure"),
  };
};

const inStream = (stream: Stream, subject: Subject): Uuid | null =>
  stream.startsWith(`${subject}/`) ? (stream.slice(subject.length + 1) as Uuid) : null;

const asActor = (actor: Actor, subject: Subject): Uuid | null => {
  if (subject === "structure") return "structure" in actor ? (actor.structure ?? null) : null;
  return actor.kind === subject ? (actor.id ?? null) : null;
};
