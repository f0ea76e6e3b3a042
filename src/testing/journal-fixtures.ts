import { randomBytes, randomUUID } from "node:crypto";
import type { Fact, Stream } from "#domain/fact.ts";
import { toHash, toInstant } from "#domain/fact-schema.ts";
import type { Uuid } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import { createKeys, type Keys } from "#platform/keys.ts";
import { openJournal } from "#store/journal-birth.ts";
import { appendToJournal } from "#store/journal-store.ts";
import { openJournalStream, serviceOwner } from "#store/journal-streams.ts";

/** Root keys drawn for one test file. */
export const testKeys = (): Keys => {
  const draw = () => randomBytes(32);
  return createKeys({ kek: draw(), index: draw(), cookie: draw(), pseudonyme: draw(), service: draw() });
};

export const anUuid = (): Uuid => randomUUID() as Uuid;

/** A short fact about a mandat, as an act would hand it over. */
export const aDocumentPrinted = (stream: Stream, mandat: Uuid = anUuid()): Fact => ({
  type: "DocumentPrinted",
  v: 1,
  stream,
  actor: { kind: "aidant", id: anUuid(), structure: anUuid() },
  at: toInstant("2026-03-02T12:00:00.000Z"),
  cause: anUuid(),
  body: { mandat, documentHash: toHash("ab".repeat(32)) },
});

/** Opens the log, and streams in it. */
export const aJournal = async (db: Database, keys: Keys) => {
  await db
    .transaction()
    .execute((tx) =>
      openJournal(tx, keys, { origin: "essai.invalid/journal", at: new Date("2026-03-01T00:00:00Z"), cause: anUuid() }),
    );
  const open = (stream: Stream) =>
    db.transaction().execute((tx) => openJournalStream(tx, { stream, subject: serviceOwner(keys) }));
  return {
    open,
    aStream: async (): Promise<Stream> => {
      const stream: Stream = `mandat/${anUuid()}`;
      await open(stream);
      return stream;
    },
    append: (fact: Fact) => db.transaction().execute((tx) => appendToJournal(tx, fact)),
  };
};
