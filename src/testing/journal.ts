import { type FactType, parseFact, type RecordedFact, type Stream } from "#domain/fact.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { findSubject } from "#store/data-key-store.ts";
import { openFromStream } from "#store/journal-sealing.ts";
import { streamKeyCell } from "#store/journal-streams.ts";
import { SALT_LENGTH } from "#verifier/entry.ts";

type Context = { readonly db: Database; readonly keys: Keys };

/** The facts of a stream, opened, oldest first: what a test asserts of the journal. */
export const factsOf = async ({ db, keys }: Context, stream: Stream): Promise<readonly RecordedFact[]> => {
  const rows = await db
    .selectFrom("journal_index")
    .innerJoin("journal_fact", "journal_fact.fact_id", "journal_index.fact_id")
    .select(["journal_index.fact_id", "journal_fact.blob"])
    .where("journal_index.stream", "=", stream)
    .orderBy("journal_index.n")
    .execute();
  const key = await streamKey({ db, keys }, stream);
  return Promise.all(
    rows.map(async ({ fact_id, blob }) => {
      const plain = await openFromStream(key, fact_id, blob);
      return parseFact(plain.subarray(SALT_LENGTH).toString());
    }),
  );
};

/** Their types alone. */
export const factTypesOf = async (context: Context, stream: Stream): Promise<readonly FactType[]> =>
  (await factsOf(context, stream)).map(({ type }) => type);

const streamKey = async ({ db, keys }: Context, stream: Stream): Promise<Buffer> => {
  const { private_key_sealed, key_id } = await db
    .selectFrom("journal_stream")
    .select(["private_key_sealed", "key_id"])
    .where("stream", "=", stream)
    .executeTakeFirstOrThrow();
  const cell = streamKeyCell(stream);
  if (key_id === null) return keys.openForService(cell, private_key_sealed);
  const subject = await findSubject(db, keys, key_id);
  if (!subject) throw new Error(`The stream ${stream} was shredded.`);
  return subject.open("journal", cell, private_key_sealed);
};
