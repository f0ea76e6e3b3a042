import { expect, test } from "vitest";
import { demoCitizens } from "./citizens.ts";
import { brokenIdentityClaims } from "./identity.ts";

const noon = new Date("2026-03-02T12:00:00Z");
const find = (given: string, now = noon) =>
  demoCitizens(now).find(({ identity }) => identity.given_name.startsWith(given))?.identity;

test("every demonstration citizen could be served by an identity provider, and has an ASCII address", () => {
  for (const { identity } of demoCitizens(noon)) {
    expect(brokenIdentityClaims({ ...identity })).toEqual([]);
    expect(identity.email).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+@example\.test$/);
  }
});

test("addresses are made of the first given name and the family name", () => {
  expect(find("Jean-Marc")?.email).toBe("jean-marc.le-goff@example.test");
  expect(find("Joséphine")?.email).toBe("josephine.martin@example.test");
});

test("Léo is seventeen and Inès turns eighteen this year, whenever the simulator starts", () => {
  expect([find("Léo")?.birthdate, find("Inès")?.birthdate]).toEqual(["2009-03-02", "2008-00-00"]);
  expect(find("Léo", new Date("2028-02-29T12:00:00Z"))?.birthdate).toBe("2011-02-28");
});

test("there are eleven of them, each under a name of her own", () => {
  const names = demoCitizens(noon).map(({ identity }) => identity.sub);
  expect(new Set(names).size).toBe(11);
});
