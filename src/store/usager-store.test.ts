import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { IdentitePivot } from "#domain/identite.ts";
import type { UsagerId } from "#domain/ids.ts";
import { systemRandom } from "#platform/random.ts";
import { openTestDatabase } from "#testing/database.ts";
import { testKeys } from "#testing/journal-fixtures.ts";
import {
  lockUsagerBySub,
  openIdentite,
  recordUsager,
  recordUsagerIdentifiedAgain,
  usagerColumns,
} from "./usager-store.ts";

const opened = await openTestDatabase();
const { db } = opened;
afterAll(opened.close);
const deps = { keys: testKeys(), random: systemRandom };
const now = new Date("2026-03-02T12:00:00Z");

const fatima: IdentitePivot = {
  givenName: "Fatima",
  familyName: "HADJ",
  birthdate: "1955-01-01",
  idpBirthdate: "1955-00-00",
  gender: "female",
  birthplace: "",
  birthcountry: "99352",
  email: "Fatima.Hadj@example.test",
};

const identified = (identite: IdentitePivot, sub: string) =>
  db.transaction().execute((tx) => recordUsager(tx, deps, identite, sub, now));

const stored = async (usagerId: UsagerId) =>
  db
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select([...usagerColumns, "usager.courriel_index", "usager.identified_at"])
    .where("usager.id", "=", usagerId)
    .executeTakeFirstOrThrow();

test("an identity comes back byte for byte, and no column tells it", async () => {
  const row = await stored(await identified(fatima, `sub ${randomUUID()}`));

  expect(openIdentite(deps.keys, row)).toEqual(fatima);
  const columns = Buffer.concat([row.identite_sealed, row.contact_sealed as Buffer]).toString("latin1");
  expect(columns).not.toMatch(/Fatima|HADJ|1955|example/i);
  expect(row.courriel_index).toEqual(deps.keys.blindIndex("courriel", "fatima.hadj@example.test"));
});

test("an usager is found again by FranceConnect's sub, and her stream of the journal is open", async () => {
  const sub = `sub ${randomUUID()}`;
  const usagerId = await identified(fatima, sub);
  const find = (asked: string) => db.transaction().execute((tx) => lockUsagerBySub(tx, deps.keys, asked));

  expect(await find(sub)).toBe(usagerId);
  expect(await find(`${sub} other`)).toBeNull();
  const stream = await db.selectFrom("journal_stream").select("n").where("stream", "=", `usager/${usagerId}`).execute();
  expect(stream).toEqual([{ n: 0 }]);
});

test("a later identification replaces the identity and keeps what it leaves unsaid", async () => {
  const usagerId = await identified(fatima, `sub ${randomUUID()}`);
  const { email: _, idpBirthdate: __, ...silent } = fatima;
  const later = new Date("2026-04-02T12:00:00Z");
  await db
    .transaction()
    .execute((tx) =>
      recordUsagerIdentifiedAgain(tx, deps, usagerId, { ...silent, preferredUsername: "BENALI" }, later),
    );

  const row = await stored(usagerId);
  expect(openIdentite(deps.keys, row)).toEqual({ ...fatima, preferredUsername: "BENALI" });
  expect(row.identified_at).toEqual(later);
});

test("a corrected birthdate drops the unknown parts of the former one", async () => {
  const usagerId = await identified(fatima, `sub ${randomUUID()}`);
  const { idpBirthdate: _, ...corrected } = { ...fatima, birthdate: "1955-03-14" };
  await db.transaction().execute((tx) => recordUsagerIdentifiedAgain(tx, deps, usagerId, corrected, now));

  expect(openIdentite(deps.keys, await stored(usagerId))).toEqual(corrected);
});
