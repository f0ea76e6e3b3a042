import type { Deps } from "#deps.ts";
import type { Uuid } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import type { Tx } from "#platform/database.ts";
import { type CompteToSignIn, lockCompteByCourriel } from "#store/compte-store.ts";
import { cancelLienOfBrowser, recordLienAsked } from "#store/lien-connexion-store.ts";
import { enqueueMessage, enqueueVoid } from "#store/outbox-store.ts";
import { type RateLimit, takeRate } from "#store/rate-limit-store.ts";
import { recordSignInRefused } from "#store/sign-in-refusal-store.ts";
import { closedCompteMail, type LoginAsked, loginMail } from "./mails/login-mail.ts";
import { type Mail, writeMail } from "./mails/mail.tsx";

export type AskLink = {
  /** As normalised: what is compared and written to. */
  readonly courriel: string;
  /** Cookie `lien` of this browser, when it has one: its former link is cancelled. */
  readonly formerBrowser: string | undefined;
  readonly browserFamily: string;
  readonly limits: readonly RateLimit[];
};

/**
 * Asks for a link. The same work whoever is behind the address: one link row, one outbox row, void when nobody is to
 * be written to (chapter 02 §11). Answers the value of the cookie that binds the link to this browser.
 */
export const askLink = ({ db, ...deps }: Deps, { courriel, formerBrowser, ...asked }: AskLink): Promise<string> =>
  db.transaction().execute(async (tx) => {
    const { keys, random, clock, settings } = deps;
    const now = clock.now();
    const isLimited = await isAnyLimitReached(tx, asked.limits, now);
    const compte = await lockCompteByCourriel(tx, keys, courriel);
    const lien = { id: random.uuid(), token: random.token(), code: random.digits(6), browser: random.token() };
    const login: LoginAsked = {
      to: courriel,
      link: `${settings.origin}${paths.signInLink({ jeton: lien.token })}`,
      code: lien.code,
      at: now,
      browserFamily: asked.browserFamily,
    };
    if (formerBrowser) await cancelLienOfBrowser(tx, keys, formerBrowser, now);
    const mayEnter = !isLimited && compte?.etat === "actif";
    await recordLienAsked(tx, keys, { ...lien, courriel, compteId: mayEnter ? compte.id : null }, now);
    const mail = isLimited ? null : mailFor(login, compte);
    const enqueue = mail ? enqueueMessage : enqueueVoid;
    await enqueue(tx, deps, writeMail(mail ?? loginMail(login), settings.origin), now);
    if (!isLimited) await tellRefusal(tx, compte, { cause: random.uuid(), now });
    return lien.browser;
  });

const isAnyLimitReached = async (tx: Tx, limits: readonly RateLimit[], now: Date): Promise<boolean> => {
  for (const limit of limits) if ((await takeRate(tx, limit, now)) !== null) return true;
  return false;
};

const mailFor = (login: LoginAsked, compte: CompteToSignIn | null): Mail | null => {
  if (compte?.etat === "actif") return loginMail(login);
  if (compte?.etat === "suspendu" || compte?.etat === "desactive") return closedCompteMail(login, compte.etat);
  return null;
};

const tellRefusal = async (
  tx: Tx,
  compte: CompteToSignIn | null,
  when: { readonly cause: Uuid; readonly now: Date },
): Promise<void> => {
  if (compte?.etat === "suspendu") await recordSignInRefused(tx, compte.id, { why: "compte-suspended", ...when });
  if (compte?.etat === "desactive") await recordSignInRefused(tx, compte.id, { why: "compte-deactivated", ...when });
};
