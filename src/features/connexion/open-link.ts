import { timingSafeEqual } from "node:crypto";
import type { Deps } from "#deps.ts";
import type { CompteId } from "#domain/ids.ts";
import { isCodeLive, isLinkLive, triesLeftToTell } from "#domain/login-link.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import {
  findLien,
  type LienConnexion,
  lienBrowserHash,
  lienCodeHmac,
  lockLien,
  recordCodeTried,
  recordLienConsumed,
} from "#store/lien-connexion-store.ts";
import { type RateLimit, takeRate } from "#store/rate-limit-store.ts";

export type LinkRefusal = "lien-unusable" | "lien-other-browser";
export type CodeRefusal =
  | "lien-unusable"
  | { readonly wrong: true; readonly triesLeft: number | null; readonly lien: LienConnexion }
  | { readonly waitMs: number };

/** A link, opened where it was asked. `browser` is the value of the cookie `lien`. */
type Opened = { readonly jeton: string; readonly browser: string | undefined };

const judge = (
  keys: Keys,
  lien: LienConnexion | null,
  browser: string | undefined,
  now: Date,
): Result<LienConnexion & { readonly compteId: CompteId }, LinkRefusal> => {
  if (!lien?.compteId || !isLinkLive(lien, now)) return refuse("lien-unusable");
  if (!browser || !timingSafeEqual(lien.browserHash, lienBrowserHash(keys, browser)))
    return refuse("lien-other-browser");
  return accept({ ...lien, compteId: lien.compteId });
};

/** What the GET of a link shows; changes nothing, however often a mail scanner opens it. */
export const lookAtLink = async (
  { db, keys, clock }: { readonly db: Database } & Pick<Deps, "keys" | "clock">,
  { jeton, browser }: Opened,
) => judge(keys, await findLien(db, keys, { token: jeton }), browser, clock.now());

/** Uses the link, once. Answers the new value of the cookie that awaits the second factor. */
export const openLink = ({ db, keys, random, clock }: Deps, { jeton, browser }: Opened) =>
  db.transaction().execute(async (tx): Promise<Result<string, LinkRefusal>> => {
    const now = clock.now();
    const locked = await lockLien(tx, keys, { token: jeton });
    const judged = judge(keys, locked?.lien ?? null, browser, now);
    return judged.ok ? accept(await consume(tx, keys, judged.value, random.token(), now)) : judged;
  });

/** Uses the code of the mail, in the browser that asked, once; each wrong one counts (10 minutes, 5 tries). */
export const typeCode = (
  { db, keys, random, clock }: Deps,
  { code, browser, limit }: { readonly code: string; readonly browser: string; readonly limit: RateLimit },
) =>
  db.transaction().execute(async (tx): Promise<Result<string, CodeRefusal>> => {
    const now = clock.now();
    const waitMs = await takeRate(tx, limit, now);
    if (waitMs !== null) return refuse({ waitMs });
    const locked = await lockLien(tx, keys, { browser });
    if (!locked) return refuse("lien-unusable");
    const { lien } = locked;
    const isRight = timingSafeEqual(lien.codeHmac, lienCodeHmac(keys, lien.id, code));
    const { compteId } = lien;
    if (isRight && compteId && isCodeLive(lien, now))
      return accept(await consume(tx, keys, { ...lien, compteId }, random.token(), now));
    if (isCodeLive(lien, now)) await recordCodeTried(tx, lien);
    return refuse({ wrong: true, triesLeft: triesLeftToTell(lien.codeTries + 1), lien });
  });

const consume = async (
  tx: Tx,
  keys: Keys,
  lien: LienConnexion & { readonly compteId: CompteId },
  browser: string,
  now: Date,
): Promise<string> => {
  await recordLienConsumed(tx, keys, lien, { browser, now });
  return browser;
};
