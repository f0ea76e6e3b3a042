/** What a fact may be made of (chapter 04 E1): no float, no null; an absent value is an absent key. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

const keyForm = /^[a-z][a-zA-Z0-9]*$/;

/** A value outside the restricted profile of RFC 8785 (E1). */
export class NotCanonical extends Error {
  override name = "NotCanonical";
}

/** RFC 8785 text of `value`. @throws NotCanonical for a float, null, NFD text, lone surrogate or foreign key. */
export const encodeCanonical = (value: CanonicalValue): string => {
  if (typeof value === "string") return encodeText(value);
  if (typeof value === "number") return encodeInteger(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return `[${value.map(encodeCanonical).join(",")}]`;
  if (typeof value !== "object" || value === null) throw new NotCanonical(`A ${typeof value} cannot be encoded.`);
  return encodeRecord(value as { readonly [key: string]: CanonicalValue | undefined });
};

const encodeText = (text: string): string => {
  if (!text.isWellFormed() || text.normalize("NFC") !== text) throw new NotCanonical("A string is not Unicode NFC.");
  return JSON.stringify(text);
};

const encodeInteger = (number: number): string => {
  if (!Number.isSafeInteger(number)) throw new NotCanonical("A number is not an integer within 2^53 - 1.");
  return String(number);
};

const encodeRecord = (record: { readonly [key: string]: CanonicalValue | undefined }): string => {
  const members: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member === undefined) continue;
    if (!keyForm.test(key)) throw new NotCanonical(`The key ${JSON.stringify(key)} is outside the profile.`);
    members.push(`"${key}":${encodeCanonical(member)}`);
  }
  return `{${members.join(",")}}`;
};

/**
 * Reads canonical text back. Whatever does not encode to the same text again is refused: duplicate keys, other orders,
 * blanks, exponents, `-0` (E2). @throws NotCanonical
 */
export const parseCanonical = (text: string): CanonicalValue => {
  const value = parseJson(text);
  if (encodeCanonical(value) !== text) throw new NotCanonical("The text is JSON, not canonical JSON.");
  return value;
};

const parseJson = (text: string): CanonicalValue => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NotCanonical("The text is not JSON.", { cause });
  }
};
