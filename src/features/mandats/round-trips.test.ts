import type { KyselyPlugin } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createApp } from "#app.ts";
import { paths } from "#paths.ts";
import { aMandat } from "#testing/a-mandat.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const structure = await world.aStructure();
const aidant = await structure.anAidant();
const signed = [];
for (let rank = 0; rank < 3; rank += 1)
  signed.push(await aMandat(world, structure, aidant, { identite: { familyName: `DUBOIS ${"ABC"[rank]}` } }));
const [first] = signed;
if (!first) throw new Error("A mandat was signed.");

let statements = 0;
const counter: KyselyPlugin = {
  transformQuery: ({ node }) => {
    statements += 1;
    return node;
  },
  transformResult: async ({ result }) => result,
};
const app = createApp({ ...world.deps, db: world.db.withPlugin(counter) });
await app.ready();
afterAll(() => app.close());
const cookie = [...aidant.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
const place = { structure: structure.reference };

test.each([
  ["the list", paths.mandats(place), 6],
  ["the journeys under way", `${paths.mandats(place)}?onglet=en-cours`, 6],
  ["a search", `${paths.mandats(place)}?q=dubois`, 6],
  ["an usager", paths.usager({ ...place, usagerId: first.usagerId }), 6],
  ["a mandat", paths.mandat({ ...place, mandatId: first.mandatId }), 6],
  ["a paper", paths.mandatDocument({ ...place, mandatId: first.mandatId }), 6],
  ["the end of a journey", paths.conclusionFin({ ...place, conclusionId: first.conclusionId }), 6],
])("%s asks the database few questions, whatever the number of lines", async (_, url, most) => {
  statements = 0;
  const { statusCode, body } = await app.inject({ url, headers: { cookie } });
  expect(statusCode).toBe(200);
  expect(body).toContain("<h1");
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThanOrEqual(most);
});
