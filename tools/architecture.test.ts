import { expect, test } from "vitest";
import { readSources, violationsIn } from "./architecture.ts";

test("the house keeps its rules", () => {
  expect(violationsIn(readSources("src", "dev", "bench", "tools", "e2e"))).toEqual([]);
});

test.each([
  ["R1", "src/domain/mandat.ts", 'import { db } from "#platform/database.ts";'],
  ["R1", "src/store/mandat-store.ts", 'import { Page } from "../ui/layout.tsx";'],
  ["R1", "src/app/x.ts".replace("app/x", "platform/jobs"), 'import { seed } from "#dev/seed.ts";'],
  ["R1", "src/verifier/merkle.ts", 'import { x } from "#domain/fact.ts";'],
  ["R3", "src/features/mandats/list.ts", 'import { x } from "#features/connexion/gatekeeper.ts";'],
  ["R3", "src/features/mandats/list.ts", 'import { x } from "../connexion/gatekeeper.ts";'],
  ["R4", "src/features/mandats/list.tsx", 'db.selectFrom("mandat")'],
  ["R4", "src/features/mandats/list.query.ts", 'db.insertInto("mandat")'],
  ["R5", "src/platform/log.ts", "process.env.SECRET"],
  ["R7", "src/features/mandats/helpers.ts", ""],
  ["R7", "src/domain/index.ts", ""],
  ["R7", "src/domain/all.ts", 'export * from "./mandat.ts";'],
  ["R7", "src/domain/mandat.ts", "export default {};"],
])("%s is broken by %s: %s", (rule, path, text) => {
  expect(violationsIn([{ path, text }]).map((violation) => violation.rule)).toContain(rule);
});

test.each([
  ["src/features/mandats/list.query.ts", 'db.selectFrom("mandat")'],
  ["src/store/mandat-store.ts", 'db.insertInto("mandat"); import { x } from "#domain/mandat.ts";'],
  ["src/domain/mandat.ts", 'import { x } from "./result.ts";'],
  ["src/features/mandats/revoke.test.ts", 'import { x } from "#features/connexion/gatekeeper.ts";'],
  ["src/features/connexion/attente.page.tsx", "const indexation = 1;"],
])("%s may hold: %s", (path, text) => {
  expect(violationsIn([{ path, text }])).toEqual([]);
});
