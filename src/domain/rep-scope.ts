import { type Demarche, demarches, repScopes } from "./demarche.ts";

/**
 * How a client wants the démarche spelled (chapter 01 §3.8): `auto`, as it asked; `franceconnect`, FranceConnect's
 * value; `cles`, our key; `off`, not at all.
 */
export type RepScopeSpelling = "auto" | "franceconnect" | "cles" | "off";

const demarcheOf = new Map<string, Demarche>(
  demarches.flatMap((demarche) => [
    [demarche, demarche],
    [repScopes[demarche].normalize("NFC"), demarche],
  ]),
);

/** The démarche that a value names, in either vocabulary, whatever its Unicode form; null for an unknown value. */
export const demarcheNamed = (value: string): Demarche | null => demarcheOf.get(value.normalize("NFC")) ?? null;

/** The démarches that a public service accepts: all of them when it sent no list. */
export const demarchesAsked = (asked: readonly string[]): readonly Demarche[] =>
  asked.length === 0
    ? demarches
    : demarches.filter((demarche) => asked.some((value) => demarcheNamed(value) === demarche));

export const isWithinRepScope = (demarche: Demarche, asked: readonly string[]): boolean =>
  asked.length === 0 || asked.some((value) => demarcheNamed(value) === demarche);

/** The array to answer for the chosen démarche alone; null when the claim must be absent. */
export const spellRepScope = (
  demarche: Demarche,
  asked: readonly string[],
  spelling: RepScopeSpelling,
): readonly string[] | null => {
  if (spelling === "off") return null;
  if (spelling === "cles") return [demarche];
  const asSent = asked.filter((value) => demarcheNamed(value) === demarche);
  return spelling === "auto" && asSent.length > 0 ? asSent : [repScopes[demarche]];
};
