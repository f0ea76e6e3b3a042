import { encodeFact, parseFact, type RecordedFact } from "#domain/fact.ts";
import { indexColumnsOf } from "#domain/journal-entry.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { entryCoversFact, SALT_LENGTH } from "#verifier/entry.ts";
import { type Check, concludeCheck, type Finding } from "#verifier/finding.ts";
import { dataKeyColumns, openJoinedSubject } from "./data-key-store.ts";
import { openFromStream } from "./journal-sealing.ts";
import { streamKeyCell } from "./journal-streams.ts";

const CHUNK = 1_000;

/**
 * Opens every blob whose stream still has its key, and checks that it means what was published: commitment, schema,
 * and the index that was drawn from it. Needs the service's keys; facts that were shredded are passed over.
 */
export const verifyMeanings = async (db: Database | Tx, keys: Keys): Promise<Check> => {
  const findings: Finding[] = [];
  let examined = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await readSealedFacts(db, after);
    const last = rows.at(-1);
    if (!last) return concludeCheck("meaning", examined, findings);
    for (const row of rows) findings.push(...(await checkMeaning(keys, row)));
    examined += rows.length;
    after = last.fact_id;
  }
};

type SealedFact = Awaited<ReturnType<typeof readSealedFacts>>[number];

const readSealedFacts = (db: Database | Tx, after: string) =>
  db
    .selectFrom("journal_index")
    .innerJoin("journal_fact", "journal_fact.fact_id", "journal_index.fact_id")
    .innerJoin("journal_stream", "journal_stream.stream", "journal_index.stream")
    .leftJoin("data_key", (join) =>
      join.onRef("data_key.key_id", "=", "journal_stream.key_id").on("data_key.destroyed_at", "is", null),
    )
    .select([
      "journal_index.fact_id",
      "journal_index.type",
      "journal_index.at",
      "journal_index.stream",
      "journal_index.n",
      "journal_index.usager_id",
      "journal_index.mandat_id",
      "journal_index.mesure_id",
      "journal_index.aidant_id",
      "journal_index.structure_id",
      "journal_fact.blob",
      "journal_fact.entry",
      "journal_stream.private_key_sealed",
      ...dataKeyColumns,
    ])
    .where("journal_index.fact_id", ">", after)
    .where((eb) => eb.or([eb("journal_stream.key_id", "is", null), eb("data_key.key_id", "is not", null)]))
    .orderBy("journal_index.fact_id")
    .limit(CHUNK)
    .execute();

const checkMeaning = async (keys: Keys, row: SealedFact): Promise<readonly Finding[]> => {
  const { fact_id: fact } = row;
  const told = (damage: "fact-unreadable" | "meaning-altered", message: string) => [{ damage, fact, message }];
  const plain = await openFromStream(privateKeyOf(keys, row), fact, row.blob).catch(() => null);
  if (!plain) return told("fact-unreadable", `The blob of fact ${fact} does not open with its stream's key.`);
  const canonical = plain.subarray(SALT_LENGTH);
  if (!entryCoversFact(row.entry, plain.subarray(0, SALT_LENGTH), canonical))
    return told("meaning-altered", `Fact ${fact} is not the one to which its entry is committed.`);
  const read = readFact(canonical.toString());
  if (!read) return told("meaning-altered", `Fact ${fact} follows no schema ever released.`);
  return indexTells(row, read) ? [] : told("meaning-altered", `The index says something else than fact ${fact}.`);
};

const readFact = (text: string): RecordedFact | null => {
  try {
    const fact = parseFact(text);
    return encodeFact(fact) === text ? fact : null;
  } catch {
    return null;
  }
};

const indexTells = (row: SealedFact, fact: RecordedFact): boolean => {
  const { usagerId, mandatId, mesureId, aidantId, structureId } = indexColumnsOf(fact);
  return (
    row.fact_id === fact.id &&
    row.type === fact.type &&
    row.stream === fact.stream &&
    row.n === fact.n &&
    row.at.toISOString() === fact.at &&
    row.usager_id === usagerId &&
    row.mandat_id === mandatId &&
    row.mesure_id === mesureId &&
    row.aidant_id === aidantId &&
    row.structure_id === structureId
  );
};

const privateKeyOf = (keys: Keys, row: SealedFact): Buffer => {
  const cell = streamKeyCell(row.stream);
  const { key_id, subject_kind, kek_version, wrapped } = row;
  if (key_id === null || subject_kind === null || kek_version === null || wrapped === null)
    return keys.openForService(cell, row.private_key_sealed);
  return openJoinedSubject(keys, { key_id, subject_kind, kek_version, wrapped }).open(
    "journal",
    cell,
    row.private_key_sealed,
  );
};
