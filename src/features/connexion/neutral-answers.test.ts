import { performance } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { messagesTo } from "#testing/mailbox.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { db, deps, clock } = world;
const structure = await world.aStructure();

const states = ["inconnue", "en-parcours", "actif", "suspendu", "desactive", "efface"] as const;

const anAddressOf = async (state: (typeof states)[number]): Promise<string> => {
  if (state === "inconnue") return "personne@example.test";
  if (state !== "efface") return (await structure.anAidant({ etat: state })).courriel;
  const { courriel, compteId } = await structure.anAidant();
  await db.updateTable("compte").set({ etat: "efface" }).where("id", "=", compteId).execute();
  await db
    .updateTable("data_key")
    .set({ destroyed_at: clock.now(), wrapped: Buffer.alloc(0) })
    .where("subject_id", "=", compteId)
    .execute();
  return courriel;
};

const count = async () => {
  const [liens, outbox, rates] = await Promise.all(
    (["lien_connexion", "outbox", "rate_event"] as const).map((table) =>
      db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as("rows"))
        .executeTakeFirstOrThrow(),
    ),
  );
  return [liens?.rows, outbox?.rows, rates?.rows].map(Number);
};

const asking = async (courriel: string) => {
  const person = world.aStranger();
  await person.get(paths.signIn({}));
  const before = await count();
  const posted = await person.post(paths.signIn({}), { courriel });
  const added = (await count()).map((rows, rank) => rows - (before[rank] ?? 0));
  const waiting = await person.get(paths.signInWaiting({}));
  const body = waiting.body.replaceAll(courriel, "").replace(/value="[\w-]{43}"/g, "");
  const seen = {
    status: posted.statusCode,
    location: posted.headers.location,
    waiting: waiting.statusCode,
    added,
    body,
  };
  return { seen, cookies: posted.cookies.map(({ name, maxAge }) => [name, maxAge]) };
};

const known = await Promise.all(Array.from({ length: 100 }, () => anAddressOf("actif")));

describe("02-8 the address of a person", () => {
  test("unknown, invited, active, suspended, deactivated, erased: same answer, same page, same rows", async () => {
    const answers = [];
    for (const state of states) answers.push(await asking(await anAddressOf(state)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.seen.added).toEqual([1, 1, 2]);
  });

  test.each([
    ["actif", "Votre lien de connexion à Aidants Connect"],
    ["suspendu", "Votre compte Aidants Connect ne permet pas de se connecter"],
    ["desactive", "Votre compte Aidants Connect ne permet pas de se connecter"],
  ] as const)("%s: the mail says « %s »", async (state, subject) => {
    const courriel = await anAddressOf(state);
    await asking(courriel);
    const messages = await messagesTo(deps, courriel);
    expect(messages.map((message) => message.subject)).toEqual([subject]);
    expect(messages[0]?.text.includes("/connexion/lien/")).toBe(state === "actif");
  });

  test.each(["inconnue", "en-parcours", "efface"] as const)("%s: no mail leaves", async (state) => {
    const courriel = await anAddressOf(state);
    await asking(courriel);
    expect(await messagesTo(deps, courriel)).toEqual([]);
  });

  test("a wrong code is answered the same for an unknown address", async () => {
    const typing = async (courriel: string) => {
      const person = world.aStranger();
      await person.get(paths.signIn({}));
      await person.post(paths.signIn({}), { courriel });
      const bodies: string[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const { statusCode, body } = await person.post(paths.signInWaiting({}), { code: "12" });
        bodies.push(`${statusCode} ${body.replaceAll(courriel, "").replace(/value="[\w-]{43}"/g, "")}`);
      }
      return bodies;
    };
    expect(await typing("autre@example.test")).toEqual(await typing(await anAddressOf("actif")));
  });

  test("another message asked for beyond the limit shows the usual page, and nothing leaves", async () => {
    const courriel = await anAddressOf("actif");
    const person = world.aStranger();
    await person.get(paths.signIn({}));
    await person.post(paths.signIn({}), { courriel });
    const pages: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      clock.advance(60_000);
      const { statusCode, body } = await person.post(paths.signInWaiting({}), { demande: "nouveau-message" });
      pages.push(`${statusCode} ${body.replace(/value="[\w-]{43}"/g, "").replace(/\d+\u00a0h\u00a0\d+/, "")}`);
    }
    expect(await messagesTo(deps, courriel)).toHaveLength(5);
    expect(new Set(pages)).toHaveLength(1);
  });

  test("takes as long to answer as one that nobody has, within 50 ms", async () => {
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    for (let turn = 0; turn < 200; turn++) {
      const kind = turn % 2 === 0 ? "known" : "unknown";
      const courriel = kind === "known" ? known[turn % known.length] : `inconnue.${turn}@example.test`;
      if (turn % 50 === 0) clock.advance(11 * 60_000);
      const person = world.aStranger();
      await person.get(paths.signIn({}));
      const start = performance.now();
      await person.post(paths.signIn({}), { courriel: courriel ?? "" });
      times[kind].push(performance.now() - start);
    }
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(50);
  });
});
