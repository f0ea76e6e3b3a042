import { normalizeWords } from "./name-search.ts";
import { accept, type Result, refuse } from "./result.ts";
import { holdsSecret } from "./secret-text.ts";

/** An acte worded by hand (chapter 03 §3.2): its service and what is done there, in one sentence. */
export type ActeLibre = { readonly service: string; readonly libelle: string };
export type ActeLibreRefusal =
  | "service-length"
  | "acte-length"
  | "acte-too-generic"
  | "acte-forbidden"
  | "secret-detected";

const SERVICE = { min: 3, max: 80 };
const LIBELLE = { min: 20, max: 160 };

/** Words and phrases that make a mandate general, wherever they stand (chapter 03 §3.2). */
const generic: readonly string[] = [
  ...["tout", "toute", "toutes", "tous", "divers", "diverse", "diverses", "autre", "autres", "etc"],
  ...["general", "generale", "generaux", "generales", "global", "globale", "globaux", "globales", "ensemble"],
  ...["quelconque", "quelconques", "necessaire", "necessaires", "si besoin", "n importe", "demarches administratives"],
];

/** Objects that say nothing when they stand alone. */
const emptyObjects = new Set([
  "mes papiers",
  "mes comptes",
  "mon dossier",
  "ses papiers",
  "ses comptes",
  "son dossier",
]);

/** Verbs that say nothing without an object of two words. */
const emptyVerbs: readonly string[] = ["gerer", "s occuper", "accompagner", "aider", "suivre"];

const linkWords = new Set(
  ["a", "au", "aux", "avec", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "en"]
    .concat(["et", "l", "la", "le", "les", "leur", "leurs", "mes", "mon", "ma", "ou", "par", "pour", "qu", "que", "sa"])
    .concat(["ses", "son", "sur", "un", "une", "personne", "usager"]),
);

/** Acts that no mandate may hold, as they are usually worded (chapter 03 §3.2). */
const forbidden: readonly RegExp[] = [
  /\b(se|s) (marier|pacser|remarier)\b|\bmariage\b|\bpacs\b|\bpacser\b/,
  /\bdivorc\w*|\btestament\w*|\btester\b/,
  /\b(reconnaitre|reconnaissance|adopter|adoption)\b.*\benfants?\b|\badoption\b/,
  /\bvoter\b|\bvote (a la place|pour)\b|\bmettre (le|un) bulletin\b/,
  /\b(creer|activer|ouvrir|creation|activation)\b.*\bidentite (numerique|electronique)\b|\bfranceconnect\b|\bfrance identite\b/,
  /\bbanque en ligne\b|\bespace bancaire\b|\bcomptes? (bancaires?|courants?|epargne)\b|\bcompte en banque\b|\bvirements?\b/,
  /\bcredits?\b(?! d impot)|\bemprunt\w*|\bprets? (bancaire|personnel|immobilier)s?\b|\bdecouvert\b/,
  /\bparis? (sportifs?|hippiques?)\b|\bcasino\b|\bloto\b|\bjeux? d argent\b|\bpoker\b/,
  /\bsign(er|ature)\b.*\b(a sa place|a la place|au nom|en son nom|pour elle|pour lui)\b|\bsigner (la|une|sa) (declaration|attestation) sur l honneur\b/,
  /\bmots? de passe\b|\bcodes? (secrets?|d acces|confidentiels?|pin)\b|\bidentifiants?\b/,
];

const infinitive = /^(se |s )?\p{L}+(er|ir|re|oir)$/u;
const startsWithInfinitive = (words: readonly string[]): boolean => {
  const reflexive = words[0] === "se" || words[0] === "s";
  return infinitive.test(words.slice(0, reflexive ? 2 : 1).join(" "));
};

const holdsPhrase = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `);
const objectOf = (words: readonly string[]): readonly string[] => {
  const reflexive = words[0] === "se" || words[0] === "s";
  return words.slice(reflexive ? 2 : 1);
};

const isGeneric = (words: readonly string[]): boolean => {
  const text = words.join(" ");
  const object = objectOf(words);
  const named = object.filter((word) => !linkWords.has(word));
  const isEmptyVerb = emptyVerbs.some((verb) => text === verb || text.startsWith(`${verb} `));
  return (
    !startsWithInfinitive(words) ||
    generic.some((phrase) => holdsPhrase(text, phrase)) ||
    emptyObjects.has(object.join(" ")) ||
    named.length < (isEmptyVerb ? 2 : 1)
  );
};

const tidy = (text: string): string => text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
const isWithin = ({ length }: string, { min, max }: typeof SERVICE): boolean => length >= min && length <= max;

/** Reads an acte worded by hand: precise, permitted, and without any secret (chapter 03 §§3.2, 19). */
export const parseActeLibre = (typed: ActeLibre): Result<ActeLibre, ActeLibreRefusal> => {
  const service = tidy(typed.service);
  const libelle = tidy(typed.libelle);
  if (holdsSecret(`${service} ${libelle}`)) return refuse("secret-detected");
  if (!isWithin(service, SERVICE)) return refuse("service-length");
  const words = normalizeWords(libelle);
  if (forbidden.some((form) => form.test(words.join(" ")))) return refuse("acte-forbidden");
  if (isGeneric(words)) return refuse("acte-too-generic");
  if (!isWithin(libelle, LIBELLE)) return refuse("acte-length");
  return accept({ service, libelle });
};
