import { sql } from "kysely";
import type { IdentitePivot } from "#domain/identite.ts";
import type { UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys, Subject } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { normalizeCourriel } from "./compte-store.ts";
import { createSubject, type DataKeyRow, dataKeyColumns, openJoinedSubject } from "./data-key-store.ts";
import { openJournalStream } from "./journal-streams.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type Contact = { readonly email?: string };

const usagerCell = (column: "identite" | "contact", id: string) => ({ table: "usager", column, row: id });

/** An usager's row as a join with `data_key` brings it. */
export type UsagerRow = DataKeyRow & {
  readonly id: string;
  readonly identite_sealed: Buffer;
  readonly contact_sealed: Buffer | null;
};

/** Columns to select beside a page's rows, from `usager` joined with `data_key` on `key_id`. */
export const usagerColumns = [
  "usager.id",
  "usager.identite_sealed",
  "usager.contact_sealed",
  ...dataKeyColumns,
] as const;

/** The identity of a joined row. A destroyed key opens nothing: its row must have been left out by the query. */
export const openIdentite = (keys: Keys, row: UsagerRow): IdentitePivot => openWith(openJoinedSubject(keys, row), row);

const openWith = (
  subject: Subject,
  row: Pick<UsagerRow, "id" | "identite_sealed" | "contact_sealed">,
): IdentitePivot => {
  const identite = subject.open("identite", usagerCell("identite", row.id), row.identite_sealed);
  const contact = row.contact_sealed && subject.open("contact", usagerCell("contact", row.id), row.contact_sealed);
  return { ...JSON.parse(identite.toString()), ...(contact ? (JSON.parse(contact.toString()) as Contact) : {}) };
};

/**
 * The usager whom FranceConnect knows by this `sub`, or null. Holds the `sub` until the transaction ends, known or not:
 * two first identifications of one person at once make one usager. After a correction of the état civil the same person
 * comes with another `sub` (chapter 01 §2.7): two usagers are then reconciled by people.
 */
export const lockUsagerBySub = async (tx: Tx, keys: Keys, sub: string): Promise<UsagerId | null> => {
  const index = keys.blindIndex("sub", sub);
  await sql`select pg_advisory_xact_lock(${index.readBigInt64BE().toString()}::bigint)`.execute(tx);
  const row = await tx.selectFrom("usager").select("id").where("sub_index", "=", index).forUpdate().executeTakeFirst();
  return row ? (row.id as UsagerId) : null;
};

/**
 * Creates an usager identified by FranceConnect at `now`: her own data key, her identity and contact sealed under it,
 * blind indexes, and her stream in the journal.
 */
export const recordUsager = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  identite: IdentitePivot,
  sub: string,
  now: Date,
): Promise<UsagerId> => {
  const id = random.uuid() as UsagerId;
  const subject = await createSubject(tx, keys, { kind: "usager", id, now });
  await tx
    .insertInto("usager")
    .values({
      id,
      key_id: subject.keyId,
      sub_index: keys.blindIndex("sub", sub),
      ...sealed(keys, subject, id, identite),
      identified_at: now,
      created_at: now,
    })
    .execute();
  await openJournalStream(tx, { stream: `usager/${id}`, subject });
  return id;
};

const sealed = (keys: Keys, subject: Subject, id: UsagerId, { email, ...identite }: IdentitePivot) => ({
  identite_sealed: subject.seal("identite", usagerCell("identite", id), JSON.stringify(identite)),
  contact_sealed: email ? subject.seal("contact", usagerCell("contact", id), JSON.stringify({ email })) : null,
  courriel_index: email ? keys.blindIndex("courriel", normalizeCourriel(email)) : null,
});

/**
 * Replaces the identity of a known usager by the one FranceConnect gave at `now`. What this answer does not say of the
 * same birth is kept: an identity provider may know neither the e-mail nor the unknown parts of the date.
 */
export const recordUsagerIdentifiedAgain = async (
  tx: Tx,
  { keys }: Pick<StoreDeps, "keys">,
  usagerId: UsagerId,
  received: IdentitePivot,
  now: Date,
): Promise<void> => {
  const row = await tx
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .where("usager.id", "=", usagerId)
    .where("data_key.destroyed_at", "is", null)
    .executeTakeFirstOrThrow();
  const subject = openJoinedSubject(keys, row);
  const known = openWith(subject, row);
  await tx
    .updateTable("usager")
    .set({ ...sealed(keys, subject, usagerId, completed(received, known)), identified_at: now })
    .where("id", "=", usagerId)
    .execute();
};

const completed = (received: IdentitePivot, known: IdentitePivot): IdentitePivot => ({
  ...(known.email ? { email: known.email } : {}),
  ...(known.idpBirthdate && known.birthdate === received.birthdate ? { idpBirthdate: known.idpBirthdate } : {}),
  ...received,
});
