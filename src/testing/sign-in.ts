import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { lastLoginMail } from "./mailbox.ts";
import type { Answer, Person } from "./person.ts";

type Account = { readonly courriel: string; readonly secret: Buffer };

/** Asks for a link, opens it and presses « Continuer »: the second factor is next. */
export const openLoginLink = async (deps: Deps, person: Person, { courriel }: Pick<Account, "courriel">) => {
  await person.get(paths.signIn({}));
  await person.post(paths.signIn({}), { courriel });
  const { link } = await lastLoginMail(deps, courriel);
  return person.post(link);
};

/** The whole login, from the address to the session. */
export const signIn = async (deps: Deps, person: Person, account: Account): Promise<Answer> => {
  await openLoginLink(deps, person, account);
  return person.post(paths.secondFactor({}), { code: totpCodeAt(account.secret, deps.clock.now()) });
};
