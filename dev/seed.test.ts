import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { openWorld } from "#testing/world.ts";
import { personas, totpSecretOf } from "./personas.ts";
import { seedPeople } from "./seed.ts";
import { seedMandats } from "./seed-mandats.ts";
import { demoCitizens } from "./stand-ins/franceconnect/citizens.ts";

const now = new Date("2026-03-02T12:00:00Z");
const world = await openWorld(now);
const citizens = demoCitizens(now);

/** What a thief of the dump reads: every row of every table as text, bytes in hexadecimal. */
let dump = "";

beforeAll(async () => {
  await seedMandats(world.deps, await seedPeople(world.deps), citizens);
  const { rows } = await sql<{ name: string }>`select quote_ident(relname) as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(world.db);
  for (const { name } of rows) {
    const table = await sql<{ line: string }>`select row_to_json(t)::text as line from ${sql.raw(name)} t`.execute(
      world.db,
    );
    dump += table.rows
      .map(({ line }) => line)
      .join("\n")
      .toLowerCase();
  }
});

/** The spellings of a value that a dump could hold. */
const spellings = (value: string): readonly string[] => [
  value.toLowerCase(),
  Buffer.from(value).toString("hex"),
  Buffer.from(value, "utf16le").toString("hex"),
  Buffer.from(value).toString("base64").toLowerCase().replace(/=+$/, ""),
];

test("the demonstration holds mandats, found in the dump by what is public in them", async () => {
  const mandats = await world.db.selectFrom("mandat").select("numero").execute();

  expect(mandats.length).toBeGreaterThan(3);
  for (const { numero } of mandats) expect(dump).toContain(numero.toLowerCase());
});

test("A04-30 a dump of the database without the keys tells no identity, address or secret", () => {
  const ofUsagers = citizens.flatMap(({ identity: { given_name, family_name, birthdate, email } }) => [
    `${given_name} ${family_name}`,
    ...(family_name.length > 4 ? [family_name] : []),
    birthdate,
    email,
  ]);
  const ofAidants = personas.flatMap((persona) => [persona.courriel, `${persona.prenom} ${persona.nom}`, persona.nom]);
  const secrets = personas.map((persona) => totpSecretOf(persona).toString("hex"));

  const told = [...ofUsagers, ...ofAidants].filter((value) => spellings(value).some((text) => dump.includes(text)));

  expect(told).toEqual([]);
  expect(secrets.filter((secret) => dump.includes(secret))).toEqual([]);
});
