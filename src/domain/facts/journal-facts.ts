import { codeField, defineFact, enumOf, hashField, integer, optional, uuid } from "../fact-schema.ts";

/** The journal's own life, on the stream `systeme/journal` (chapter 04 §2.3). */
export const journalFacts = [
  /** First fact of a log; after the loss of a key, holds the last head of the former log (T7). */
  defineFact("JournalEpochOpened", 1, {
    epoch: integer(1),
    originHash: hashField(),
    previousSize: optional(integer()),
    previousRoot: optional(hashField()),
  }),
  defineFact("SchemaChanged", 1, { migration: codeField(), scriptHash: hashField() }),
  defineFact("KeyDestroyed", 1, {
    key: uuid(),
    reason: enumOf("term", "erasure-asked", "draft-abandoned"),
    rule: codeField(),
  }),
] as const;
