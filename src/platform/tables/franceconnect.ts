export type FranceConnectTables = Record<never, never>;
