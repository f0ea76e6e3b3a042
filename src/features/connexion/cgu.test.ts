import { describe, expect, test } from "vitest";
import { toDay } from "#domain/fact-schema.ts";
import { parisMidnight } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import { recordCguVersion } from "#store/cgu-store.ts";
import { createGuardedApp } from "#testing/guarded-app.ts";
import { messagesTo } from "#testing/mailbox.ts";
import { aPerson } from "#testing/person.ts";
import { type Aidant, openWorld } from "#testing/world.ts";
import { cguProjet } from "./cgu-projet.ts";

/** A Sunday on which clocks change in Paris: its midnight is 23:00 UTC, the next one 22:00 UTC. */
const inForceAt = parisMidnight(toDay("2026-03-29"));
const world = await openWorld(new Date(inForceAt.getTime() - 60_000));
const { db, deps, clock } = world;
const published = () => ({ cause: world.random.uuid(), now: clock.now() });
await db.transaction().execute((tx) => recordCguVersion(tx, cguProjet(inForceAt), published()));

const done: string[] = [];
const app = createGuardedApp(deps, async (habilite) => {
  habilite.post("/espace-aidant/:structure/essai", async ({ acting }, reply) => {
    done.push(acting.compteId);
    return reply.redirect("/fait", 303);
  });
});
await app.ready();
const at = ({ cookies, sessionId }: Aidant) => aPerson(app, deps, () => sessionId, new Map(cookies));
const structure = await world.aStructure();
const url = `/espace-aidant/${structure.reference}/essai`;
const home = paths.aidantHome({ structure: structure.reference });
const accept = { accepte: "oui", version: "projet-1" };
const factsOf = (compteId: string) =>
  db
    .selectFrom("journal_index")
    .select("type")
    .where("stream", "=", `aidant/${compteId}`)
    .where("type", "=", "CguAccepted")
    .execute();

describe("02-31 the conditions", () => {
  test("close nothing one millisecond before their day, and everything at its first instant", async () => {
    const person = at(await structure.anAidant());
    expect(inForceAt.toISOString()).toBe("2026-03-28T23:00:00.000Z");
    clock.set(new Date(inForceAt.getTime() - 1));
    expect((await person.get(home)).statusCode).toBe(200);
    clock.set(inForceAt);
    expect((await person.get(home)).headers.location).toBe(paths.cgu({}));
    expect((await person.get(paths.chooseStructure({}))).headers.location).toBe(paths.cgu({}));
    const page = await person.get(paths.cgu({}));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("Projet de texte, à relire par un juriste.");
    expect(page.body).toContain("en vigueur depuis le 29\u00a0mars\u00a02026");
    expect(page.body).not.toContain("checked");
  });

  test("are accepted with their box only; then the form that waited is sent, once", async () => {
    const aidante = await structure.anAidant();
    const person = at(aidante);
    expect((await person.post(url, {})).headers.location).toBe(paths.cgu({}));
    expect((await person.post(paths.cgu({}), { version: "projet-1" })).statusCode).toBe(422);
    expect(done).not.toContain(aidante.compteId);
    expect((await person.post(paths.cgu({}), accept)).headers.location).toBe("/fait");
    expect(done.filter((id) => id === aidante.compteId)).toHaveLength(1);
    const rows = await db.selectFrom("cgu_acceptance").selectAll().where("compte_id", "=", aidante.compteId).execute();
    expect(rows).toEqual([{ compte_id: aidante.compteId, version: "projet-1", accepted_at: clock.now() }]);
    await person.post(paths.cgu({}), accept);
    expect(await factsOf(aidante.compteId)).toHaveLength(1);
    const mails = await messagesTo(deps, aidante.courriel);
    expect(mails.map(({ subject }) => subject)).toEqual(["Les conditions générales que vous avez acceptées"]);
    expect((await person.get(paths.cgu({}))).body).toContain("Vous l’avez acceptée le");
  });

  test("may be left: signing out stays possible", async () => {
    const person = at(await structure.anAidant());
    expect((await person.post(paths.signOut({}))).headers.location).toBe(paths.signOut({}));
  });

  test("of a version for information close nothing", async () => {
    const aidante = await structure.anAidant();
    const person = at(aidante);
    await person.post(paths.cgu({}), accept);
    const information = {
      ...cguProjet(clock.now()),
      number: "projet-1.1",
      kind: "information",
      summary: "Une faute.",
    } as const;
    await db.transaction().execute((tx) => recordCguVersion(tx, information, published()));
    expect((await person.get(home)).statusCode).toBe(200);
  });

  test("once published or accepted, are never rewritten", async () => {
    const rewriting = db.updateTable("cgu_version").set({ text: "Autre texte" }).execute();
    await expect(rewriting).rejects.toThrow("it is evidence");
    const backdating = db
      .updateTable("cgu_acceptance")
      .set({ accepted_at: new Date(0) })
      .execute();
    await expect(backdating).rejects.toThrow("it is evidence");
  });
});
