import type { Generated } from "kysely";

/** Chapter 04 §3.1. Core tables (fact, leaf, checkpoint) are append-only, held by triggers. */
export type JournalTables = {
  /** One row per aggregate: its counter and its X25519 key pair (W3, K2). `key_id`: the subject key over the private half. */
  journal_stream: {
    stream: string;
    n: Generated<number>;
    public_key: Buffer;
    private_key_sealed: Buffer;
    key_id: string | null;
  };
  journal_fact: { fact_id: string; received_at: Generated<Date>; key_id: string | null; blob: Buffer; entry: Buffer };
  journal_pending: { pos: Generated<number>; fact_id: string; entry: Buffer };
  journal_leaf: { leaf_index: number; fact_id: string; leaf_hash: Buffer; seal: Buffer };
  /** One row, born by an explicit command (T3); only the sequencer touches it. */
  journal_head: {
    singleton: Generated<boolean>;
    size: number;
    root: Buffer;
    seal: Buffer;
    edge: Buffer;
    epoch: number;
    origin: string;
  };
  journal_checkpoint: { size: number; root: Buffer; at: Generated<Date> };
  journal_index: {
    fact_id: string;
    type: string;
    at: Date;
    stream: string;
    n: number;
    usager_id: string | null;
    mandat_id: string | null;
    mesure_id: string | null;
    aidant_id: string | null;
    structure_id: string | null;
  };
};
