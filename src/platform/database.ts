import type { Kysely, Transaction } from "kysely";
import type { CompteTables } from "./tables/comptes.ts";
import type { ConnexionTables } from "./tables/connexion.ts";
import type { FournisseurIdentiteTables } from "./tables/fournisseur-identite.ts";
import type { FranceConnectTables } from "./tables/franceconnect.ts";
import type { JournalTables } from "./tables/journal.ts";
import type { MandatTables } from "./tables/mandats.ts";
import type { SocleTables } from "./tables/socle.ts";
import type { UsagerTables } from "./tables/usagers.ts";

/** Every table, by family: each family's file says what its rows hold. */
export type Tables = SocleTables &
  CompteTables &
  ConnexionTables &
  UsagerTables &
  MandatTables &
  FranceConnectTables &
  FournisseurIdentiteTables &
  JournalTables;

export type Database = Kysely<Tables>;
/** A transaction: store functions take it first, never a pool (R6). */
export type Tx = Transaction<Tables>;
