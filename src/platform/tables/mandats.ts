export type MandatTables = Record<never, never>;
