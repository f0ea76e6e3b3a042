import { createHash } from "node:crypto";

/** Everybody here is invented, and says so: addresses end in `.test`, phone numbers are of the ranges for fiction. */
export type DemoStructure = {
  readonly reference: string;
  readonly nom: string;
  readonly siret: string;
  readonly adresse: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly telephone: string;
};

export const demoStructures = [
  {
    reference: "bourgimag1",
    nom: "France Services de Bourg-Imaginaire",
    siret: "99999999900017",
    adresse: "1 place de la Fiction",
    codePostal: "99001",
    commune: "Bourg-Imaginaire",
    telephone: "+33199005501",
  },
  {
    reference: "valfictif1",
    nom: "CCAS de Val-Fictif",
    siret: "99999999900025",
    adresse: "12 rue du Roman",
    codePostal: "99002",
    commune: "Val-Fictif",
    telephone: "+33199005502",
  },
  {
    reference: "tilleulsx1",
    nom: "Espace des Tilleuls",
    siret: "99999999900033",
    adresse: "3 allée des Tilleuls",
    codePostal: "99003",
    commune: "Conte-sur-Page",
    telephone: "+33199005503",
  },
] as const satisfies readonly DemoStructure[];

export type StructureReference = (typeof demoStructures)[number]["reference"];
export type DemoRole = "aidant" | "référent";

export type Persona = {
  readonly prenom: string;
  readonly nom: string;
  readonly profession: string;
  readonly courriel: string;
  /** What this person is good for in a demonstration. */
  readonly point: string;
  readonly structures: readonly { readonly reference: StructureReference; readonly roles: readonly DemoRole[] }[];
  /** False when the Pix result is still missing: the person may sign in, and may not act. */
  readonly pixReussi: boolean;
};

export const personas = [
  {
    prenom: "Amina",
    nom: "BENALI",
    profession: "conseillère numérique",
    courriel: "amina.benali@bourg-imaginaire.example.test",
    point: "aidante habilitée : prépare un mandat, se connecte pour un usager",
    structures: [{ reference: "bourgimag1", roles: ["aidant"] }],
    pixReussi: true,
  },
  {
    prenom: "Denis",
    nom: "MOREL",
    profession: "travailleur social",
    courriel: "denis.morel@val-fictif.example.test",
    point: "aidant habilité dans deux structures : l’adresse de la page dit laquelle",
    structures: [
      { reference: "valfictif1", roles: ["aidant"] },
      { reference: "tilleulsx1", roles: ["aidant"] },
    ],
    pixReussi: true,
  },
  {
    prenom: "Hélène",
    nom: "GARNIER",
    profession: "responsable d’accueil",
    courriel: "helene.garnier@bourg-imaginaire.example.test",
    point: "référente de sa structure, et aidante",
    structures: [{ reference: "bourgimag1", roles: ["aidant", "référent"] }],
    pixReussi: true,
  },
  {
    prenom: "Sarah",
    nom: "LOPEZ",
    profession: "agente d’accueil",
    courriel: "sarah.lopez@val-fictif.example.test",
    point: "pas encore habilitée : il lui manque la certification Pix",
    structures: [{ reference: "valfictif1", roles: ["aidant"] }],
    pixReussi: false,
  },
] as const satisfies readonly Persona[];

/** The secret of a persona's second factor: fixed and shown, so that anybody may play the persona. */
export const totpSecretOf = ({ courriel }: Pick<Persona, "courriel">): Buffer =>
  createHash("sha256").update(`second facteur de démonstration ${courriel}`).digest().subarray(0, 20);
