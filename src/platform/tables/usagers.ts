export type UsagerTables = {
  usager: {
    id: string;
    key_id: string;
    /** JSON of the IdentitePivot without its contact, as FranceConnect gave it. */
    identite_sealed: Buffer;
    /** JSON `{ email }`. */
    contact_sealed: Buffer | null;
    sub_index: Buffer | null;
    courriel_index: Buffer | null;
    identified_at: Date;
    created_at: Date;
  };
  /** Blind tokens of the first letters of names, one set per structure that holds a mandat (chapter 04 B2). */
  usager_jeton: { structure_id: string; token: Buffer; usager_id: string };
};
