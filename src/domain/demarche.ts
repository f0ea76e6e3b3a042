/** The ten demarches of a mandat (chapter 03 §2), in the order pages list them. */
export const demarches = [
  "papiers",
  "famille",
  "social",
  "travail",
  "logement",
  "transports",
  "argent",
  "justice",
  "etranger",
  "loisirs",
] as const;
export type Demarche = (typeof demarches)[number];

export const isDemarche = (text: string): text is Demarche => (demarches as readonly string[]).includes(text);

/** Titles, as people read them. */
export const demarcheTitles: Readonly<Record<Demarche, string>> = {
  papiers: "Papiers - Citoyenneté - Élections",
  famille: "Famille - Scolarité",
  social: "Social - Santé",
  travail: "Travail - Formation",
  logement: "Logement",
  transports: "Transports - Mobilité",
  argent: "Argent - Impôts - Consommation",
  justice: "Justice",
  etranger: "Étranger - Europe",
  loisirs: "Loisirs - Sport - Culture",
};

/** FranceConnect's `rep_scope` of each, exact, accents and case included (chapter 03 §2). */
export const repScopes: Readonly<Record<Demarche, string>> = {
  papiers: "Papier-Citoyenneté-Elections",
  famille: "Famille-Scolarité",
  social: "Social-Santé",
  travail: "Travail-Formation",
  logement: "Logement",
  transports: "Transports-Mobilité",
  argent: "Argent-Impots-Consommation",
  justice: "Justice",
  etranger: "Etranger-Europe",
  loisirs: "Loisirs-Sport-Culture",
};
