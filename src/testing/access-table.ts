import type { Audience } from "#platform/visitor.ts";
import type { Fields } from "./person.ts";

/** What a route answers, and to whom; the statuses of refusal follow from the audience. */
export type Access = {
  readonly audience: Audience;
  /** Status for a person entitled to it, before her own object: her journey, her mandat, her request. */
  readonly own: number;
  /** Status before an object that is another's or nobody's; 404 when absent. */
  readonly away?: number;
  /** What a plausible form would send. */
  readonly fields?: Fields;
};

const a =
  (audience: Audience) =>
  (own: number, more: Pick<Access, "away" | "fields"> = {}): Access => ({ audience, own, ...more });
const forPrograms = a("protocole");
const forAnybody = a("public");
const forAccounts = a("compte");
const forMembers = a("aidant");
const forHabilites = a("habilite");

const accepted = { majeur: "oui", "sans-mesure": "oui", libre: "oui", lu: "oui" };
const actes = { action: "continuer", "acte-logement": "logement.caf-logement" };
const lost = { away: 400 };

const protocol = {
  "GET /assets/:hash/theme.css": forPrograms(200),
  "GET /assets/:hash/favicon.svg": forPrograms(200),
  "GET /assets/:hash/fonts/atkinson-latin.woff2": forPrograms(200),
  "GET /assets/:hash/fonts/atkinson-latin-ext.woff2": forPrograms(200),
  "GET /sante": forPrograms(200),
  "GET /sante/vivant": forPrograms(200),
};

const site = {
  "GET /": forAnybody(200),
  "GET /accessibilite": forAnybody(200),
  "GET /mentions-legales": forAnybody(200),
  "GET /donnees-personnelles": forAnybody(200),
  "GET /status": forAnybody(200),
};

const connexion = {
  "GET /connexion": forAnybody(200),
  "POST /connexion": forAnybody(422),
  "GET /connexion/attente": forAnybody(303),
  "POST /connexion/attente": forAnybody(410),
  "GET /connexion/lien/:jeton": forAnybody(410),
  "POST /connexion/lien/:jeton": forAnybody(410),
  "GET /connexion/second-facteur": forAnybody(303),
  "POST /connexion/second-facteur": forAnybody(410),
  "GET /verification": forAnybody(303),
  "POST /verification": forAnybody(303),
  "GET /verification/reprendre": forAnybody(303),
  "POST /verification/reprendre": forAnybody(303),
  "GET /deconnexion": forAnybody(200),
  "POST /deconnexion": forAnybody(303),
  "GET /conditions-generales": forAccounts(200),
  "POST /conditions-generales": forAccounts(303),
};

const returnsFromFranceConnect = {
  "GET /franceconnect/callback": forAnybody(400),
  "GET /callbackv2/": forAnybody(400),
  "GET /franceconnect/deconnexion": forAnybody(303),
  "GET /franceconnect/logout-callback": forAnybody(200),
  "GET /logout-callback/": forAnybody(200),
};

/** The request of FranceConnect is bound to the browser that brought it: elsewhere it is lost, with our page. */
const demande = {
  "GET /demande/:uid": forAnybody(303, lost),
  "GET /demande/:uid/identification-en-cours": forAnybody(200, lost),
  "POST /demande/:uid/identification-en-cours": forAnybody(303, lost),
  "GET /demande/:uid/retour": forAnybody(200, lost),
  "POST /demande/:uid/retour": forAnybody(303, lost),
  "GET /demande/:uid/structure": forAccounts(303, lost),
  "POST /demande/:uid/structure": forAccounts(303, { ...lost, fields: { structure: ":foreignStructureId" } }),
  "GET /demande/:uid/usager": forAccounts(200, lost),
  "POST /demande/:uid/usager": forAccounts(303, { ...lost, fields: { usager: ":usagerId" } }),
  "GET /demande/:uid/acte": forAccounts(303, lost),
  "POST /demande/:uid/acte": forAccounts(303, { ...lost, fields: { acte: ":acteId" } }),
  "GET /demande/:uid/confirmation": forAccounts(303, lost),
  "POST /demande/:uid/confirmation": forAccounts(303, { ...lost, fields: { posture: "presence" } }),
};

const structure = "/espace-aidant/:structure";
const espaceAidant = {
  "GET /espace-aidant": forAccounts(303),
  [`GET ${structure}`]: forMembers(200),
};

const conclusion = `${structure}/conclusions/:conclusionId`;
/** Pages of a journey: the page where it stands opens; a stray is sent there. */
const conclusions = {
  [`POST ${structure}/conclusions`]: forHabilites(303),
  [`GET ${conclusion}`]: forHabilites(303),
  [`GET ${conclusion}/porte`]: forHabilites(303, { away: 303 }),
  [`GET ${conclusion}/fin`]: forHabilites(303),
  [`GET ${conclusion}/information`]: forHabilites(200),
  [`POST ${conclusion}/information`]: forHabilites(303, { fields: { version: "1" } }),
  [`GET ${conclusion}/actes`]: forHabilites(200),
  [`POST ${conclusion}/actes`]: forHabilites(303, { fields: { version: "1", ...actes } }),
  [`GET ${conclusion}/duree`]: forHabilites(200),
  [`POST ${conclusion}/duree`]: forHabilites(303, { fields: { version: "1", duree: "mois" } }),
  [`GET ${conclusion}/identite`]: forHabilites(200),
  [`POST ${conclusion}/identite`]: forHabilites(303),
  [`GET ${conclusion}/lecture`]: forHabilites(303),
  [`POST ${conclusion}/lecture`]: forHabilites(303, { fields: { version: "1", reponse: "accepter", ...accepted } }),
  [`GET ${conclusion}/recapitulatif`]: forHabilites(303),
  [`POST ${conclusion}/recapitulatif`]: forHabilites(303, { fields: { remplace: "x", perte: "oui" } }),
  [`GET ${conclusion}/abandonner`]: forHabilites(200),
  [`POST ${conclusion}/abandonner`]: forHabilites(303),
  [`POST ${conclusion}/franceconnect`]: forHabilites(503),
  [`GET ${conclusion}/meme-personne`]: forHabilites(303, { away: 303 }),
  [`POST ${conclusion}/meme-personne`]: forHabilites(303, { away: 303, fields: { reponse: "oui" } }),
};

const mandat = `${structure}/mandats/:mandatId`;
const byMistake = { fields: { raison: "erreur" } };
const mandats = {
  [`GET ${structure}/mandats`]: forHabilites(200),
  [`GET ${structure}/usagers/:usagerId`]: forHabilites(200),
  [`GET ${mandat}`]: forHabilites(200),
  [`GET ${mandat}/document`]: forHabilites(200),
  [`GET ${mandat}/revoquer`]: forHabilites(200),
  [`POST ${mandat}/revoquer`]: forHabilites(303, byMistake),
  [`GET ${mandat}/autorisations/:autorisationId/revoquer`]: forHabilites(200),
  [`POST ${mandat}/autorisations/:autorisationId/revoquer`]: forHabilites(303, byMistake),
  [`GET ${mandat}/actes/:acteId/revoquer`]: forHabilites(200),
  [`POST ${mandat}/actes/:acteId/revoquer`]: forHabilites(303, byMistake),
  [`GET ${mandat}/actes/:acteId/fait`]: forHabilites(200),
  [`POST ${mandat}/actes/:acteId/fait`]: forHabilites(303),
};

/** Every route of the service and who may see it (chapter 02 §18, lines 1 to 3). A route missing here fails the tests. */
export const accessTable: Readonly<Record<string, Access>> = {
  ...protocol,
  ...site,
  ...connexion,
  ...espaceAidant,
  ...conclusions,
  ...mandats,
  ...returnsFromFranceConnect,
  ...demande,
};

/** A declared route as the table names it: the folder of files that never change bears their hash. */
export const routeName = ({ method, url }: { readonly method: string; readonly url: string }): string =>
  `${method} ${url.replace(/^\/assets\/[0-9a-f]{16}\//, "/assets/:hash/")}`;

/** Statuses before the object is even looked for; null where the audience admits this visitor. */
export type Refusals = {
  readonly stranger: number | null;
  /** Of another structure, or no longer of this one. */
  readonly outsider: number | null;
  /** Of the structure, without all that is needed to act for an usager. */
  readonly notHabilite: number | null;
};

/** What the guard of each audience answers to whoever may not enter. */
export const refusals: Record<Audience, Refusals> = {
  public: { stranger: null, outsider: null, notHabilite: null },
  protocole: { stranger: null, outsider: null, notHabilite: null },
  demonstration: { stranger: null, outsider: null, notHabilite: null },
  compte: { stranger: 303, outsider: null, notHabilite: null },
  aidant: { stranger: 303, outsider: 404, notHabilite: null },
  habilite: { stranger: 303, outsider: 404, notHabilite: 403 },
};

const hasObject = (name: string): boolean => /:(?!structure|jeton|hash)\w+/.test(name);

/** Status before an object that is another's or nobody's; null for a route that names none. */
export const awayOf = (name: string, { away = 404 }: Access): number | null => (hasObject(name) ? away : null);

/** The table as a page of documentation. */
export const accessAsMarkdown = (): string => {
  const cell = (status: number | null) => (status === null ? "–" : String(status));
  const rows = Object.entries(accessTable).map(([name, access]) => {
    const { stranger, outsider, notHabilite } = refusals[access.audience];
    const statuses = [access.own, stranger, outsider, notHabilite, awayOf(name, access)].map(cell);
    return `| \`${name}\` | ${access.audience} | ${statuses.join(" | ")} |`;
  });
  return [
    "# Every route, and who may enter",
    "",
    "Written by `src/every-route.test.ts`, which plays each cell and reads the database before and after. A dash: the visitor is admitted, or the route names no object. 303 to a stranger leads to sign-in. A POST without the token of the form, with another's, or from another origin is 403 on every route.",
    "",
    "| Route | Audience | Entitled | Nobody signed in | Another structure, former member | Not habilitated | Another's object, or none |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
};
