import type { Generated } from "kysely";
import type { Demarche } from "#domain/demarche.ts";

type Porte = "franceconnect-distance" | "franceconnect-presence" | "code-sms" | "guichet-papier";

export type MandatTables = {
  /** The journey to a mandat (chapter 03 §6). */
  conclusion: {
    id: string;
    structure_id: string;
    compte_id: string;
    kind: "nouveau" | "renouvellement";
    step:
      | "brouillon"
      | "porte-choisie"
      | "identite-etablie"
      | "consentement-donne"
      | "conclue"
      | "refusee"
      | "expiree"
      | "abandonnee"
      | "arretee";
    /** Grows with each change: two tabs cannot overwrite each other. */
    version: Generated<number>;
    /** JSON of the draft, sealed with the service key; gone when the journey is over. */
    draft_sealed: Buffer | null;
    usager_id: string | null;
    identified_at: Date | null;
    consented_at: Date | null;
    stop_cause: string | null;
    created_at: Date;
    updated_at: Date;
  };
  /** Frozen: what was signed never changes (I4). Its state is read from its autorisations. */
  mandat: {
    id: string;
    numero: string;
    structure_id: string;
    usager_id: string;
    conclusion_id: string;
    compte_id: string;
    porte: Porte;
    level: number;
    duree: "acte-unique" | "court" | "mois" | "semestre" | "long";
    /** Paris calendar days `YYYY-MM-DD`. */
    signing_day: string;
    term_day: string;
    /** Usable while now is before it: midnight in Paris after `term_day`. */
    term_instant: Date;
    concluded_at: Date;
    acte_count: number;
  };
  autorisation: {
    id: string;
    mandat_id: string;
    structure_id: string;
    usager_id: string;
    term_instant: Date;
    demarche: Demarche;
    /** Written once. Past its term an open row is expired all the same. */
    ended: Generated<"revoquee" | "remplacee" | "terminee" | "expiree" | null>;
    ended_at: Generated<Date | null>;
    /** The mandat that replaced it. */
    successor: Generated<string | null>;
  };
  acte: {
    id: string;
    autorisation_id: string;
    /** Order in the whole mandat, from 1. */
    position: number;
    /** Catalogue identifier; null for a free-text acte, whose words are in `texte_sealed`. */
    code: string | null;
    service: string | null;
    libelle: string | null;
    /** JSON `{ service, libelle }` under the usager's key. */
    texte_sealed: Buffer | null;
    /** Salt of the `libelleHash` in the fact of the conclusion (chapter 04 F2). */
    libelle_salt: Buffer;
    grade: "ordinaire" | "sensible";
    presence: boolean;
    etat: Generated<"usable" | "fait" | "revoque">;
    ended_at: Generated<Date | null>;
  };
  /** Data of the document as canonical JSON under the usager's key; `sha256` is of its clear text. */
  mandat_document: { mandat_id: string; template_version: string; data_sealed: Buffer; sha256: Buffer };
};
