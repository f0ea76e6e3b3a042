import { sql } from "kysely";
import type { Deps } from "#deps.ts";
import type { Message } from "#platform/mailer.ts";
import { outboxCell } from "#store/outbox-store.ts";

/** Messages on their way to an address, newest first, as their person will read them. */
export const messagesTo = async ({ db, keys }: Deps, to: string): Promise<readonly Message[]> => {
  const rows = await db
    .selectFrom("outbox")
    .select(["id", "payload_sealed"])
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy(sql`ctid`, "desc")
    .execute();
  return rows
    .map(({ id, payload_sealed }) => JSON.parse(keys.openForService(outboxCell(id), payload_sealed).toString()))
    .filter((message: Message) => message.to === to);
};

/** Link and code of the last login mail of an address. @throws when no such mail left */
export const lastLoginMail = async (
  deps: Deps,
  to: string,
): Promise<{ readonly link: string; readonly code: string }> => {
  const [mail] = await messagesTo(deps, to);
  const link = mail?.text.match(/\/connexion\/lien\/[\w-]{43}/)?.[0];
  const code = mail?.text.match(/^\d{6}$/m)?.[0];
  if (!link || !code) throw new Error(`No login mail left for ${to}.`);
  return { link, code };
};
