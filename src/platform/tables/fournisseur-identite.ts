export type FournisseurIdentiteTables = Record<never, never>;
