import { describe, expect, test } from "vitest";
import type { Fact } from "./fact.ts";
import type { Uuid } from "./ids.ts";
import { indexColumnsOf } from "./journal-entry.ts";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}` as Uuid;
const [usager, mandat, aidant, structure, other] = [id(1), id(2), id(3), id(4), id(5)];
const nobody = { usagerId: null, mandatId: null, mesureId: null, aidantId: null, structureId: null };

type Parts = Pick<Fact, "body" | "stream" | "actor">;
const columns = (parts: { body: object; stream: Fact["stream"]; actor: Fact["actor"] }) =>
  indexColumnsOf(parts as unknown as Parts);

describe("whom a fact is about", () => {
  test.each<[string, Parameters<typeof columns>[0], object]>([
    [
      "what the body names comes first",
      {
        body: { usager, mandat, aidant, structure },
        stream: `mandat/${other}`,
        actor: { kind: "aidant", id: other, structure: other },
      },
      { usagerId: usager, mandatId: mandat, aidantId: aidant, structureId: structure },
    ],
    ["then the stream", { body: {}, stream: `mandat/${mandat}`, actor: { kind: "systeme" } }, { mandatId: mandat }],
    [
      "then the actor and his structure",
      { body: {}, stream: `connexion/${other}`, actor: { kind: "aidant", id: aidant, structure } },
      { aidantId: aidant, structureId: structure },
    ],
    [
      "an usager who acts by himself",
      { body: {}, stream: `conclusion/${other}`, actor: { kind: "usager", id: usager } },
      { usagerId: usager },
    ],
    [
      "a compte is the aidant of its facts",
      { body: { compte: aidant }, stream: `structure/${structure}`, actor: { kind: "referent", id: other } },
      { aidantId: aidant, structureId: structure },
    ],
    [
      "a measure is known by its titre",
      {
        body: { titre: { kind: "mesure-de-protection", id: other } },
        stream: `connexion/${id(6)}`,
        actor: { kind: "public" },
      },
      { mesureId: other },
    ],
    [
      "a titre that is a mandat is no measure",
      {
        body: { titre: { kind: "mandat", id: mandat }, mandat },
        stream: `connexion/${id(6)}`,
        actor: { kind: "public" },
      },
      { mandatId: mandat },
    ],
    [
      "the journal's own facts are about nobody",
      { body: {}, stream: "systeme/journal", actor: { kind: "systeme" } },
      {},
    ],
  ])("%s", (_name, parts, expected) => {
    expect(columns(parts)).toEqual({ ...nobody, ...expected });
  });
});
