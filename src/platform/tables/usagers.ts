export type UsagerTables = Record<never, never>;
