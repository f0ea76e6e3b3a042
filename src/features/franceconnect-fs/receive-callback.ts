import type { Deps } from "#deps.ts";
import type { Tx } from "#platform/database.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { recordAttemptRefused, recordIdentificationRefused } from "#store/identification-outcome-store.ts";
import {
  type Identification,
  type IdentificationCause,
  type Taken,
  takeIdentification,
} from "#store/identification-store.ts";
import { takeRate } from "#store/rate-limit-store.ts";
import { type Admission, admitIdentite } from "./admit-identite.ts";
import { isPurposeOpen } from "./purpose-open.ts";

/** What comes back from FranceConnect, and who brings it. */
export type Returned = {
  readonly query: URLSearchParams;
  readonly browserId: string;
  readonly signedIn: SignedIn | null;
  /** Network prefix of the browser's address: counted by a keyed hash, never kept. */
  readonly network: string;
};

export type Refused = {
  readonly kind: "refused";
  readonly cause: IdentificationCause;
  readonly identification: Identification | null;
  /** True when FranceConnect's session may still be open, and we can close it. */
  readonly signOut: boolean;
};

/**
 * The return from FranceConnect, in the order of chapter 01 §2.4: the first failure ends the exchange, and nothing is
 * tried twice. The network is spoken to outside any transaction.
 */
export const receiveCallback = async (deps: Deps, returned: Returned): Promise<Refused | Admission> => {
  const taken = await takeState(deps, returned);
  if ("kind" in taken) return taken;
  const { identification, nonce, state } = taken;

  const wrong = refusalOfAnswer(deps.franceConnect.issuer, returned.query);
  if (wrong) return refuseExchange(deps, identification, wrong);
  if (!(await isPurposeOpen(deps, identification, returned.signedIn)))
    return refuseExchange(deps, identification, "purpose-closed");

  const redeemed = await deps.franceConnect.redeem(returned.query, { state, nonce });
  if (!redeemed.ok) return refuseExchange(deps, identification, redeemed.refusal);
  const { idToken, sub, readUserinfo } = redeemed.value;
  const userinfo = await readUserinfo();
  if (!userinfo.ok) return refuseExchange(deps, identification, userinfo.refusal, idToken);

  const { browserId } = returned;
  return admitIdentite(deps, { identification, browserId, idToken, sub, claims: userinfo.value });
};

const takeState = async (deps: Deps, returned: Returned): Promise<Refused | TakenState> => {
  const { query, browserId, signedIn } = returned;
  const state = only(query, "state");
  const now = deps.clock.now();
  return deps.db.transaction().execute(async (tx) => {
    const taken = await takeIdentification(tx, deps.keys, { state: state ?? "", browserId, now });
    if (taken.ok) return { ...taken.value, state: state as string };
    const { cause, identification } = taken.refusal;
    const compteId = signedIn?.compteId ?? null;
    if (identification || compteId || (await isAnonymousAttemptTold(tx, deps, returned)))
      await recordAttemptRefused(tx, deps, { cause, identification, compteId, now });
    return { kind: "refused", cause, identification, signOut: cause === "state-replayed" };
  });
};

/** Anybody may make up a return: beyond a rate, the journal is not lengthened by strangers. */
const isAnonymousAttemptTold = async (tx: Tx, { keys, clock }: Deps, { network }: Returned): Promise<boolean> => {
  const subject = keys.fingerprint("adresse", network);
  const limit = { surface: "retour-franceconnect/adresse", subject, windows: ANONYMOUS_RATE };
  return (await takeRate(tx, limit, clock.now())) === null;
};
const ANONYMOUS_RATE = [{ count: 60, ms: 10 * 60_000 }];

type TakenState = Taken & { readonly state: string };

/** The value of a parameter that came exactly once. */
const only = (query: URLSearchParams, name: string): string | null => {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] as string) : null;
};

const refusalOfAnswer = (issuer: string, query: URLSearchParams): IdentificationCause | null => {
  if (!query.has("iss")) return "issuer-parameter-absent";
  if (only(query, "iss") !== issuer) return "issuer-parameter-wrong";
  if (query.has("error")) return errorCauses.get(query.get("error") as string) ?? "request-refused";
  return only(query, "code") ? null : "code-missing";
};

/** FranceConnect's errors are told apart by `error`, never by its text (§2.8); any other is a fault of our request. */
const errorCauses: ReadonlyMap<string, IdentificationCause> = new Map([
  ["access_denied", "access-denied"],
  ["server_error", "server-error"],
  ["temporarily_unavailable", "temporarily-unavailable"],
]);

const refuseExchange = async (
  deps: Deps,
  identification: Identification,
  cause: IdentificationCause,
  idToken: string | null = null,
): Promise<Refused> => {
  if (cause === "request-refused")
    deps.log.error("FranceConnect refused our request", { component: "franceconnect-fs", err: cause });
  const now = deps.clock.now();
  await deps.db
    .transaction()
    .execute((tx) => recordIdentificationRefused(tx, deps, { identification, cause, idToken, now }));
  return { kind: "refused", cause, identification, signOut: idToken !== null };
};
