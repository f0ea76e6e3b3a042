import type { Identity } from "./identity.ts";

export type Citizen = {
  readonly identity: Identity;
  /** What this person is good for in a test. */
  readonly point: string;
  /** FranceConnect passes no e-mail on for this person, although the identity provider gave one. */
  readonly emailDropped?: true;
};

type Row = readonly [
  given: string,
  family: string,
  birthdate: string,
  gender: Identity["gender"],
  place: string,
  country: string,
  point: string,
];

const rows: readonly Row[] = [
  ["Angela Claire Louise", "DUBOIS", "1962-08-24", "female", "75107", "99100", "identité de test bien connue"],
  ["Pierre", "MERCIER", "1969-03-17", "male", "95277", "99100", "nom d’usage DUBOIS"],
  ["Joséphine", "MARTIN", "1948-12-25", "female", "2A004", "99100", "née en Corse"],
  ["Fatima", "HADJ", "1955-00-00", "female", "", "99352", "jour et mois de naissance inconnus"],
  ["Mamadou", "DIALLO", "1960-05-00", "male", "", "99341", "jour de naissance inconnu"],
  ["Jean-Marc Élie", "LE GOFF", "1971-07-02", "male", "29019", "99100", "trait d’union, accent, espace"],
  ["Camille", "ROUX", "1990-11-30", "unspecified", "97411", "99100", "née à La Réunion, sexe non précisé"],
  ["Lucien", "FAURE", "1951-02-09", "male", "63113", "99100", "aucune adresse électronique transmise"],
  ["Paul_E010015", "DEFUNT", "1930-01-01", "male", "13055", "99100", "déclaré décédé au registre"],
];

const ascii = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");

const toCitizen = ([given, family, birthdate, gender, birthplace, birthcountry, point]: Row): Citizen => {
  const sub = ascii(`${given}-${family}`);
  const email = `${ascii(given.split(" ")[0] ?? given)}.${ascii(family)}@example.test`;
  const usage = family === "MERCIER" ? { preferred_username: "DUBOIS" } : {};
  return {
    identity: {
      sub,
      given_name: given,
      family_name: family,
      birthdate,
      gender,
      birthplace,
      birthcountry,
      email,
      ...usage,
    },
    point,
    ...(family === "FAURE" ? { emailDropped: true as const } : {}),
  };
};

/** The demonstration citizens of spec 01 §5.10. All are invented; the minors' dates follow the given instant. */
export const demoCitizens = (now: Date): readonly Citizen[] => {
  const seventeenYearsAgo = `${now.getUTCFullYear() - 17}${now.toISOString().slice(4, 10)}`.replace("-02-29", "-02-28");
  const minors: readonly Row[] = [
    ["Léo", "BERNARD", seventeenYearsAgo, "male", "69123", "99100", "mineur de 17 ans"],
    ["Inès", "PETIT", `${now.getUTCFullYear() - 18}-00-00`, "female", "", "99352", "majeure le 31 décembre seulement"],
  ];
  return [...rows, ...minors].map(toCitizen);
};
