import type { Deps } from "#deps.ts";
import { frenchInstant } from "#domain/paris-day.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { recordCguAccepted } from "#store/cgu-store.ts";
import { lockCompte } from "#store/compte-store.ts";
import { enqueueMessage } from "#store/outbox-store.ts";
import type { CguInForce } from "./cgu.query.ts";
import { writeMail } from "./mails/mail.tsx";

/** Accepts the version shown: row, fact, and a copy of the text by mail, once (chapter 02 §5). */
export const acceptCgu = ({ db, ...deps }: Deps, { compteId }: SignedIn, cgu: CguInForce): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { keys, clock, random, settings } = deps;
    const now = clock.now();
    const compte = await lockCompte(tx, keys, compteId);
    if (!compte || !(await recordCguAccepted(tx, compteId, cgu, { cause: random.uuid(), now }))) return;
    const mail = {
      to: compte.courriel,
      subject: "Les conditions générales que vous avez acceptées",
      paragraphs: [
        `Le ${frenchInstant(now)}, vous avez accepté la version ${cgu.number} des conditions générales d’Aidants Connect. En voici une copie, à garder.`,
        ...cgu.text.split("\n").filter(Boolean),
      ],
    };
    await enqueueMessage(tx, deps, writeMail(mail, settings.origin), now);
  });
