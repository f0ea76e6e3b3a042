export type ConnexionTables = Record<never, never>;
