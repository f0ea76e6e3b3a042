import type { CanonicalValue } from "./canonical-json.ts";
import { encodeCanonical } from "./canonical-json.ts";
import { isUuid, type Uuid } from "./ids.ts";

declare const instant: unique symbol;
declare const day: unique symbol;
declare const hash: unique symbol;
declare const code: unique symbol;
declare const output: unique symbol;

/** RFC 3339 in UTC with three decimals and `Z`. */
export type Instant = string & { readonly [instant]: true };
/** A calendar day, `YYYY-MM-DD`. */
export type Day = string & { readonly [day]: true };
/** SHA-256, 64 lower-case hexadecimal digits. */
export type Hash = string & { readonly [hash]: true };
/** A catalogue code or a version number: `[a-z0-9.-]{1,64}`. */
export type Code = string & { readonly [code]: true };

/** A schema as data: one description for the parser, the generator of tests and whoever reads the journal later. */
export type Form =
  | { readonly kind: "uuid" | "instant" | "day" | "hash" | "code" | "boolean" }
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "set"; readonly of: Form }
  | { readonly kind: "optional"; readonly of: Form }
  | RecordForm;
export type RecordForm = { readonly kind: "record"; readonly fields: { readonly [key: string]: Form } };

/**
 * What a fact's body may hold. Only this module makes one, and it has no builder for a plain string: a fact with free
 * text does not compile (chapter 04 F3).
 */
export type Schema<T> = { readonly form: Form; readonly [output]: T };
type OptionalSchema<T> = Schema<T> & { readonly optional: true };
export type Fields = { readonly [key: string]: Schema<unknown> };
type Output<S> = S extends Schema<infer T> ? T : never;
type OptionalKey<F extends Fields> = { [K in keyof F]: F[K] extends OptionalSchema<unknown> ? K : never }[keyof F];
type Flat<T> = { readonly [K in keyof T]: T[K] };
/** The value described by fields: optional ones may be absent, never `undefined`. */
export type Infer<F extends Fields> = Flat<
  { [K in Exclude<keyof F, OptionalKey<F>>]: Output<F[K]> } & { [K in OptionalKey<F>]?: Output<F[K]> }
>;

const schema = <T>(form: Form): Schema<T> => ({ form }) as unknown as Schema<T>;

export const uuid = <T extends Uuid = Uuid>(): Schema<T> => schema({ kind: "uuid" });
export const instantField = (): Schema<Instant> => schema({ kind: "instant" });
export const dayField = (): Schema<Day> => schema({ kind: "day" });
export const hashField = (): Schema<Hash> => schema({ kind: "hash" });
export const codeField = (): Schema<Code> => schema({ kind: "code" });
export const boolean = (): Schema<boolean> => schema({ kind: "boolean" });
export const integer = (min = 0, max = Number.MAX_SAFE_INTEGER): Schema<number> =>
  schema({ kind: "integer", min, max });
export const enumOf = <const V extends string>(...values: readonly (string extends V ? never : V)[]): Schema<V> =>
  schema({ kind: "enum", values });
/** An array that means a set: written sorted by code unit of its encoding, without duplicates (E1). */
export const setOf = <T>(of: Schema<T>): Schema<readonly T[]> => schema({ kind: "set", of: of.form });
export const optional = <T>(of: Schema<T>): OptionalSchema<T> =>
  ({ form: { kind: "optional", of: of.form }, optional: true }) as unknown as OptionalSchema<T>;
export const record = <F extends Fields>(fields: F): Schema<Infer<F>> => schema(recordForm(fields));

const recordForm = (fields: Fields): RecordForm => ({
  kind: "record",
  fields: Object.fromEntries(Object.entries(fields).map(([key, { form }]) => [key, form])),
});

/** A kind of fact, released once and never edited: a change is a new version `v` (F1). */
export type FactKind<Type extends string = string, V extends number = number, Body = unknown> = {
  readonly type: Type;
  readonly v: V;
  readonly form: RecordForm;
  readonly [output]: Body;
};

export const defineFact = <const Type extends string, const V extends number, F extends Fields>(
  type: Type,
  v: V,
  fields: F,
): FactKind<Type, V, Infer<F>> => ({ type, v, form: recordForm(fields) }) as unknown as FactKind<Type, V, Infer<F>>;

export type BodyOf<K> = K extends FactKind<string, number, infer Body> ? Body : never;

/** A value that its schema does not allow; the path says where. */
export class FactRefused extends Error {
  override name = "FactRefused";
}

const shapes: Record<"uuid" | "instant" | "day" | "hash" | "code", (text: string) => boolean> = {
  uuid: isUuid,
  instant: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && isDate(text, text),
  day: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(`${text}T00:00:00.000Z`, `${text}T00:00:00.000Z`),
  hash: (text) => /^[0-9a-f]{64}$/.test(text),
  code: (text) => /^[a-z0-9.-]{1,64}$/.test(text),
};

const isDate = (text: string, again: string): boolean => {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === again;
};

const make =
  <T extends string>(kind: keyof typeof shapes) =>
  (text: string): T => {
    if (!shapes[kind](text)) throw new FactRefused(`${JSON.stringify(text)} is not of the form ${kind}.`);
    return text as T;
  };

/** @throws FactRefused when `text` has another form. */
export const toInstant = make<Instant>("instant");
export const toDay = make<Day>("day");
export const toHash = make<Hash>("hash");
export const toCode = make<Code>("code");
export const instantOf = (date: Date): Instant => toInstant(date.toISOString());
export const hashOf = (digest: Uint8Array): Hash => toHash(Buffer.from(digest).toString("hex"));

/** Throws unless `value` has the form, its sets sorted and without duplicates. @throws FactRefused naming the path. */
export const checkForm = (form: Form, value: unknown, path: string): void => {
  if (form.kind === "record") checkRecord(form, value, path);
  else if (form.kind === "optional") checkForm(form.of, value, path);
  else if (form.kind === "set") checkSet(form.of, value, path);
  else if (!isLeaf(form, value)) throw new FactRefused(`${path}: expected ${wordsFor(form)}.`);
};

type Leaf = Exclude<Form, { readonly kind: "record" | "set" | "optional" }>;

const isLeaf = (form: Leaf, value: unknown): boolean => {
  if (form.kind === "enum") return form.values.includes(value as string);
  if (form.kind === "boolean") return typeof value === "boolean";
  if (form.kind === "integer")
    return Number.isSafeInteger(value) && (value as number) >= form.min && (value as number) <= form.max;
  return typeof value === "string" && shapes[form.kind](value);
};

const wordsFor = (form: Leaf): string => {
  if (form.kind === "enum") return `one of ${form.values.join(", ")}`;
  return form.kind === "integer" ? `an integer from ${form.min} to ${form.max}` : form.kind;
};

const checkRecord = ({ fields }: RecordForm, value: unknown, path: string): void => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new FactRefused(`${path}: expected a record.`);
  const members = value as { readonly [key: string]: unknown };
  for (const key of Object.keys(members))
    if (!Object.hasOwn(fields, key)) throw new FactRefused(`${path}.${key}: unknown key.`);
  for (const [key, form] of Object.entries(fields)) {
    if (members[key] !== undefined) checkForm(form, members[key], `${path}.${key}`);
    else if (form.kind !== "optional") throw new FactRefused(`${path}.${key}: missing.`);
  }
};

const checkSet = (of: Form, value: unknown, path: string): void => {
  if (!Array.isArray(value)) throw new FactRefused(`${path}: expected a set.`);
  for (const [position, member] of value.entries()) checkForm(of, member, `${path}[${position}]`);
  const encoded = value.map(encodeCanonical);
  for (const [position, text] of encoded.entries())
    if (position > 0 && text <= (encoded[position - 1] as string))
      throw new FactRefused(`${path}: a set is sorted and without duplicates.`);
};

/** The same value with its sets sorted, ready to be checked and encoded; an absent member stays absent. */
export const sortSets = (form: Form, value: unknown): CanonicalValue => {
  if (form.kind === "optional") return sortSets(form.of, value);
  if (form.kind === "set" && Array.isArray(value)) {
    const members = value.map((member) => sortSets(form.of, member));
    return members.sort((a, b) => (encodeCanonical(a) < encodeCanonical(b) ? -1 : 1));
  }
  if (form.kind !== "record" || typeof value !== "object" || value === null) return value as CanonicalValue;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const of = form.fields[key];
      return [key, of && member !== undefined ? sortSets(of, member) : (member as CanonicalValue)];
    }),
  );
};
