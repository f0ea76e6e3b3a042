import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IdentitePivot } from "#domain/identite.ts";
import type { OpenedDatabase } from "#platform/open-database.ts";
import { systemRandom } from "#platform/random.ts";
import { openTestDatabase } from "#testing/database.ts";
import { testKeys } from "#testing/journal-fixtures.ts";
import { identificationCell, stateHashOf, takeIdentification } from "./identification-store.ts";
import { browserHash } from "./passage-store.ts";
import { lockUsagerBySub, recordUsager } from "./usager-store.ts";

const deps = { keys: testKeys(), random: systemRandom };
const now = new Date("2026-03-02T12:00:00Z");
let opened: OpenedDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const lucien: IdentitePivot = {
  givenName: "Lucien",
  familyName: "FAURE",
  birthdate: "1951-02-09",
  gender: "male",
  birthplace: "63113",
  birthcountry: "99100",
};

/** An exchange of Mon espace: tied to a browser alone, so that no journey is needed. */
const aPendingExchange = async (browserId: string): Promise<string> => {
  const id = systemRandom.uuid();
  const state = systemRandom.token();
  await opened.db
    .insertInto("identification")
    .values({
      id,
      state_hash: stateHashOf(state),
      nonce_sealed: deps.keys.sealForService(identificationCell("nonce", id), "nonce"),
      purpose: "espace",
      conclusion_id: null,
      structure_id: null,
      compte_id: null,
      session_id: null,
      browser_hash: browserHash(deps.keys, browserId),
      created_at: now,
      expires_at: new Date(now.getTime() + 60_000),
      used_at: null,
      outcome: null,
      cause: null,
      closed_at: null,
      identite_sealed: null,
      id_token_sealed: null,
      logout_state_hash: null,
    })
    .execute();
  return state;
};

test("one state brought ten times at once is used once", async () => {
  for (let round = 0; round < 10; round += 1) {
    const browserId = systemRandom.token();
    const state = await aPendingExchange(browserId);
    const taken = await Promise.all(
      Array.from({ length: 10 }, () =>
        opened.db.transaction().execute((tx) => takeIdentification(tx, deps.keys, { state, browserId, now })),
      ),
    );

    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(taken.filter((one) => !one.ok && one.refusal.cause === "state-replayed")).toHaveLength(9);
  }
});

test("one person identified for the first time at two counters at once is one usager", async () => {
  for (let round = 0; round < 10; round += 1) {
    const sub = `sub ${randomUUID()}`;
    const ids = await Promise.all(
      Array.from({ length: 4 }, () =>
        opened.db
          .transaction()
          .execute(
            async (tx) =>
              (await lockUsagerBySub(tx, deps.keys, sub)) ?? (await recordUsager(tx, deps, lucien, sub, now)),
          ),
      ),
    );

    expect(new Set(ids).size).toBe(1);
  }
});
