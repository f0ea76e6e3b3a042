import { type CanonicalValue, encodeCanonical, parseCanonical } from "./canonical-json.ts";
import { type BodyOf, checkForm, type FactKind, FactRefused, type Instant, sortSets } from "./fact-schema.ts";
import { compteFacts } from "./facts/compte-facts.ts";
import { journalFacts } from "./facts/journal-facts.ts";
import { mandatFacts } from "./facts/mandat-facts.ts";
import { structureFacts } from "./facts/structure-facts.ts";
import { usagerFacts } from "./facts/usager-facts.ts";
import { useFacts } from "./facts/use-facts.ts";
import { isUuid, type Uuid } from "./ids.ts";

const families = [
  ...journalFacts,
  ...structureFacts,
  ...compteFacts,
  ...usagerFacts,
  ...mandatFacts,
  ...useFacts,
] as const;

/** Every kind ever released, by type and version. */
export const factKinds: readonly FactKind[] = families;

export const streamKinds = [
  "mandat",
  "usager",
  "aidant",
  "structure",
  "demande",
  "mesure",
  "conclusion",
  "connexion",
] as const;
/** The aggregate that changed. A Compte's stream is `aidant/<compte id>`. */
export type Stream = `${(typeof streamKinds)[number]}/${Uuid}` | "systeme/journal";

export const personKinds = [
  "usager",
  "aidant",
  "referent",
  "demandeur",
  "formateur",
  "instructeur",
  "administrateur-technique",
  "auditeur",
  "mandataire",
] as const;
const anonymousKinds = ["systeme", "public"] as const;

/** Who acted: a role with its identifier; `systeme` and `public` have none to give. */
export type Actor =
  | {
      readonly kind: (typeof personKinds)[number];
      readonly id: Uuid;
      readonly structure?: Uuid;
      readonly onBehalfOf?: Uuid;
    }
  | { readonly kind: (typeof anonymousKinds)[number]; readonly id?: Uuid };

type Envelope<K> =
  K extends FactKind<infer Type, infer V>
    ? {
        readonly type: Type;
        readonly v: V;
        readonly stream: Stream;
        readonly actor: Actor;
        /** The instant of the decision, by the application's clock (F5). */
        readonly at: Instant;
        /** The request or job; shared by all facts of one transaction. */
        readonly cause: Uuid;
        readonly body: BodyOf<K>;
      }
    : never;

/** All that can have happened, as an act hands it over; the journal adds `id` and `n`. */
export type Fact = Envelope<(typeof families)[number]>;
export type FactType = Fact["type"];
/** One kind: `FactNamed<"MandatRevoked">`. */
export type FactNamed<Type extends FactType> = Extract<Fact, { readonly type: Type }>;
/** A fact as it stands in the journal (chapter 04 §2.2). */
export type RecordedFact = Fact & { readonly id: Uuid; readonly n: number };

const byName = new Map(factKinds.map((kind) => [`${kind.type}/${kind.v}`, kind]));
const kindOf = (type: unknown, v: unknown): FactKind => {
  const kind = byName.get(`${String(type)}/${String(v)}`);
  if (!kind) throw new FactRefused(`No fact ${String(type)} of version ${String(v)} was ever released.`);
  return kind;
};

/** Canonical text of the envelope, its sets sorted. @throws FactRefused, NotCanonical when it breaks its schema. */
export const encodeFact = ({ id, n, ...fact }: RecordedFact): string => {
  const body = sortSets(kindOf(fact.type, fact.v).form, fact.body);
  const { type, v, stream, actor, at, cause } = fact;
  const envelope = { type, v, id, at, stream, n, actor: { ...actor }, cause, body };
  checkEnvelope(envelope);
  return encodeCanonical(envelope);
};

/** Reads a fact of any version ever released. @throws FactRefused, NotCanonical */
export const parseFact = (text: string): RecordedFact => {
  const envelope = parseCanonical(text);
  checkEnvelope(envelope);
  return envelope as unknown as RecordedFact;
};

const optionalUuid = { kind: "optional", of: { kind: "uuid" } } as const;
const positive = { kind: "integer", min: 1, max: Number.MAX_SAFE_INTEGER } as const;
const personForm = {
  kind: "record",
  fields: {
    kind: { kind: "enum", values: personKinds },
    id: { kind: "uuid" },
    structure: optionalUuid,
    onBehalfOf: optionalUuid,
  },
} as const;
const anonymousForm = {
  kind: "record",
  fields: { kind: { kind: "enum", values: anonymousKinds }, id: optionalUuid },
} as const;
const members = new Set(["type", "v", "id", "at", "stream", "n", "actor", "cause", "body"]);

const checkEnvelope = (value: CanonicalValue): void => {
  if (typeof value !== "object" || Array.isArray(value)) throw new FactRefused("A fact is a record.");
  const envelope = value as { readonly [key: string]: CanonicalValue | undefined };
  for (const key of Object.keys(envelope)) if (!members.has(key)) throw new FactRefused(`${key}: unknown key.`);
  const { type, v, id, at, stream, n, actor, cause, body } = envelope;
  checkForm({ kind: "uuid" }, id, "id");
  checkForm({ kind: "instant" }, at, "at");
  checkForm({ kind: "uuid" }, cause, "cause");
  checkForm(positive, n, "n");
  if (!isStream(stream)) throw new FactRefused("stream: expected <aggregate>/<uuid> or systeme/journal.");
  checkForm(isAnonymous(actor) ? anonymousForm : personForm, actor, "actor");
  checkForm(kindOf(type, v).form, body, "body");
};

const isAnonymous = (actor: unknown): boolean =>
  (anonymousKinds as readonly unknown[]).includes((actor as { readonly kind?: unknown } | undefined)?.kind);

const isStream = (text: unknown): text is Stream => {
  if (text === "systeme/journal") return true;
  const [kind, id, ...rest] = typeof text === "string" ? text.split("/") : [];
  return rest.length === 0 && (streamKinds as readonly unknown[]).includes(kind) && id !== undefined && isUuid(id);
};
