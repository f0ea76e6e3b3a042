import type { Generated } from "kysely";

export type SocleTables = {
  schema_migration: { name: string; applied_at: Generated<Date> };
  /** One wrapped data key per subject (chapter 04 K3); `destroyed_at` set means shredded. */
  data_key: {
    key_id: string;
    subject_kind: "usager" | "compte" | "structure" | "demande";
    subject_id: string;
    kek_version: number;
    wrapped: Buffer;
    created_at: Date;
    destroyed_at: Date | null;
  };
  /** Messages that leave after commit (D19). Their content is sealed with the service key. */
  outbox: {
    id: string;
    kind: "courriel" | "sms" | "lettre";
    payload_sealed: Buffer;
    created_at: Date;
    next_attempt_at: Date;
    attempts: Generated<number>;
    sent_at: Date | null;
    failed_at: Date | null;
  };
  /** One row per attempt on a limited surface (chapter 02 §15); `subject` is a keyed hash, never an address in clear. */
  rate_event: { surface: string; subject: Buffer; at: Date };
  /** First outcome of each creating form, by its idempotency key (W5): kept 24 hours. */
  idempotence: { key: Buffer; scope: string; outcome: unknown; created_at: Date };
};
