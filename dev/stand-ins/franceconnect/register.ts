import type { Citizen } from "./citizens.ts";
import { type Identity, normaliseIdentity, type RegisterIdentity } from "./identity.ts";

export type RegisterPolicy = "registry" | "echo";

export type RegisterCode =
  | "Y010004"
  | "Y010006"
  | "Y010007"
  | "Y010008"
  | "Y010009"
  | "Y010011"
  | "Y010012"
  | "Y010013"
  | "Y010015";

export type RegisterAnswer =
  | { readonly found: true; readonly identity: RegisterIdentity }
  | { readonly found: false; readonly code: RegisterCode };

const forcedCode = (givenName: string) => /_E(0100(?:04|06|07|08|09|11|12|13|15))$/.exec(givenName)?.[1];

const samePersonBut = (nameOf: (identity: Identity) => string | undefined) => (held: Identity, asked: Identity) =>
  nameOf(held)?.normalize().toUpperCase() === asked.family_name.normalize().toUpperCase() &&
  held.given_name.normalize() === asked.given_name.normalize() &&
  held.birthdate === asked.birthdate &&
  held.gender === asked.gender &&
  held.birthcountry === asked.birthcountry &&
  (held.birthplace ?? "") === (asked.birthplace ?? "");

const bySurname = samePersonBut(({ family_name }) => family_name);
const byUsedName = samePersonBut(({ preferred_username }) => preferred_username);

/**
 * The civil register (spec 01 §5.6): dates are compared with their zeros, so a person known as born "in 1955" is not
 * found under "1955-01-01". Under `echo` it accepts whoever it is asked about.
 */
export const askRegister = (policy: RegisterPolicy, citizens: readonly Citizen[], asked: Identity): RegisterAnswer => {
  const forced = forcedCode(asked.given_name);
  if (forced) return { found: false, code: `Y${forced}` as RegisterCode };
  if (policy === "echo") return { found: true, identity: normaliseIdentity(asked) };

  const held = citizens.filter(({ identity }) => bySurname(identity, asked));
  if (held.length > 1) return { found: false, code: "Y010006" };
  const [citizen] = held;
  if (citizen) return { found: true, identity: normaliseIdentity(citizen.identity) };
  return { found: false, code: citizens.some(({ identity }) => byUsedName(identity, asked)) ? "Y010007" : "Y010008" };
};
