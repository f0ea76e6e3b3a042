/** One damage: what it is, where, and a sentence for whoever must act on it. */
export type Finding = {
  readonly damage: Damage;
  readonly message: string;
  /** Position of the leaf, or size of the checkpoint. */
  readonly index?: number;
  readonly fact?: string;
  readonly stream?: string;
};

export type Damage =
  | "leaf-missing"
  | "leaf-repeated"
  | "leaf-altered"
  | "leaf-moved"
  | "seal-altered"
  | "entry-altered"
  | "entry-malformed"
  | "blob-altered"
  | "fact-missing"
  | "checkpoint-altered"
  | "checkpoint-missing"
  | "head-missing"
  | "head-altered"
  | "head-behind-checkpoint"
  | "head-behind-leaves"
  | "pending-without-fact"
  | "pending-altered"
  | "fact-unsequenced"
  | "fact-unannounced"
  | "fact-pending-and-sequenced"
  | "fact-sequenced-twice"
  | "stream-gap"
  | "stream-missing"
  | "index-missing"
  | "index-without-fact"
  | "fact-unreadable"
  | "meaning-altered"
  | "pending-late";

/** One check of chapter 04 §9 and its outcome. A warning does not make the journal invalid. */
export type Check = {
  readonly check: string;
  readonly result: "valid" | "warning" | "invalid";
  /** How many rows were looked at. */
  readonly examined: number;
  /** The first findings; `found` counts them all. */
  readonly findings: readonly Finding[];
  readonly found: number;
};

const SHOWN = 50;

export const concludeCheck = (
  check: string,
  examined: number,
  findings: readonly Finding[],
  severity: "warning" | "invalid" = "invalid",
): Check => ({
  check,
  result: findings.length === 0 ? "valid" : severity,
  examined,
  findings: findings.slice(0, SHOWN),
  found: findings.length,
});

export const isValid = (checks: readonly Check[]): boolean => checks.every(({ result }) => result !== "invalid");
