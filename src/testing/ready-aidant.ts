import type { Browser } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ActeId, MandatId, UsagerId } from "#domain/ids.ts";
import { aMandat } from "./a-mandat.ts";
import { browserOf, type Provider } from "./identity-provider.ts";
import type { Aidant, AidantOptions, TestStructure } from "./world.ts";

/** Known to the register of the simulator. */
export const angela: IdentitePivot = {
  givenName: "Angela Claire Louise",
  givenNameArray: ["Angela", "Claire", "Louise"],
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela.dubois@example.test",
};

/** Known to it too, day and month of birth unknown. */
export const fatima: IdentitePivot = {
  givenName: "Fatima",
  givenNameArray: ["Fatima"],
  familyName: "HADJ",
  birthdate: "1955-01-01",
  idpBirthdate: "1955-00-00",
  gender: "female",
  birthplace: "",
  birthcountry: "99352",
  email: "fatima.hadj@example.test",
};

export const withoutEmail = (identite: IdentitePivot): IdentitePivot => ({ ...identite, email: "" });

type Place = { readonly structure: TestStructure; readonly aidant: Aidant };
export type SignedMandat = {
  readonly usagerId: UsagerId;
  readonly mandatId: MandatId;
  readonly termInstant: Date;
  /** By catalogue code. */
  readonly actes: ReadonlyMap<string, ActeId>;
};

/** A mandat concluded for these catalogue codes, and the identifiers of its parts. */
export const aSignedMandat = async (
  provider: Provider,
  { structure, aidant }: Place,
  identite: IdentitePivot,
  codes: readonly string[],
): Promise<SignedMandat> => {
  const { mandatId, usagerId } = await aMandat(provider, structure, aidant, { identite, actes: codes });
  const rows = await provider.db
    .selectFrom("acte")
    .innerJoin("autorisation", "autorisation.id", "acte.autorisation_id")
    .select(["acte.id", "acte.code", "autorisation.term_instant"])
    .where("autorisation.mandat_id", "=", mandatId)
    .execute();
  const [first] = rows;
  if (!first) throw new Error("The mandat holds no acte.");
  const actes = new Map(rows.map(({ id, code }) => [code ?? "", id as ActeId]));
  return { usagerId, mandatId, termInstant: first.term_instant, actes };
};

type Ready = {
  readonly codes?: readonly string[];
  readonly identite?: IdentitePivot;
  readonly aidant?: AidantOptions;
};

/** An aidant signed in, alone in his structure, holding a mandat for these actes. */
export const aReadyAidant = async (
  provider: Provider,
  { codes = ["famille.caf-consultation"], identite = angela, aidant: options = {} }: Ready = {},
): Promise<Place & { readonly mandat: SignedMandat; readonly browser: Browser }> => {
  const structure = await provider.aStructure();
  const aidant = await structure.anAidant(options);
  const mandat = await aSignedMandat(provider, { structure, aidant }, identite, codes);
  return { structure, aidant, mandat, browser: browserOf(provider, aidant) };
};
