import { expect, test } from "vitest";
import { revoke } from "#features/mandats/revoke.ts";
import { actingFor, aMandat, anAcceptedConclusion } from "#testing/a-mandat.ts";
import { factTypesOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";
import { concludeMandat } from "./conclude-mandat.ts";
import { showRecapitulatif } from "./recapitulatif.query.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const liveOf = (usagerId: string) =>
  world.db
    .selectFrom("autorisation")
    .select(["demarche", "mandat_id"])
    .where("usager_id", "=", usagerId)
    .where("ended", "is", null)
    .execute();

test("03-12: fifty conclusions at once for one usager: one mandat, the others read that the situation changed", async () => {
  const structure = await world.aStructure();
  const sub = "fifty-at-once";
  const attempts = [];
  for (let rank = 0; rank < 50; rank += 1) {
    const aidant = await structure.anAidant({ nom: `ESSAI ${rank}` });
    const { conclusionId, usagerId } = await anAcceptedConclusion(world, structure, aidant, { sub });
    attempts.push({ acting: actingFor(structure, aidant, world), conclusionId, usagerId });
  }

  const outcomes = await Promise.all(
    attempts.map(({ acting, conclusionId }) => concludeMandat(world.deps, acting, { conclusionId, shown: "" })),
  );

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal).toBe("situation-changed");
  const live = await liveOf(attempts[0]?.usagerId ?? "");
  expect(live.map(({ demarche }) => demarche).sort()).toEqual(["logement", "social"]);
  expect(new Set(live.map(({ mandat_id }) => mandat_id)).size).toBe(1);
});

test("03-12: one journey concluded fifty times at once makes one mandat", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { conclusionId, usagerId } = await anAcceptedConclusion(world, structure, aidant);
  const acting = actingFor(structure, aidant, world);

  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => concludeMandat(world.deps, acting, { conclusionId, shown: "" })),
  );

  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(new Set((await liveOf(usagerId)).map(({ mandat_id }) => mandat_id)).size).toBe(1);
});

test("03-18: twenty revocations at once are told once", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { mandatId } = await aMandat(world, structure, aidant);
  const acting = actingFor(structure, aidant, world);
  const asked = { mandatId, object: { kind: "mandat" }, reason: "erreur" } as const;

  const outcomes = await Promise.all(Array.from({ length: 20 }, () => revoke(world.deps, acting, asked)));

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await factTypesOf(world, `mandat/${mandatId}`)).toEqual(["MandatConcluded", "MandatRevoked"]);
});

test("a replacement and a revocation at once: neither breaks, and the former mandat ends once", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const acting = actingFor(structure, aidant, world);
  for (let round = 0; round < 10; round += 1) {
    const sub = `replaced-and-revoked-${round}`;
    const { mandatId } = await aMandat(world, structure, aidant, { sub });
    const { conclusionId } = await anAcceptedConclusion(world, structure, aidant, { sub });
    const shown = (await showRecapitulatif(world.deps, acting, conclusionId))?.shown ?? "";

    const [concluded, revoked] = await Promise.all([
      concludeMandat(world.deps, acting, { conclusionId, shown }),
      revoke(world.deps, acting, { mandatId, object: { kind: "mandat" }, reason: "erreur" }),
    ]);

    expect([concluded.ok, revoked.ok].filter(Boolean)).toHaveLength(1);
    const types = await factTypesOf(world, `mandat/${mandatId}`);
    expect(types).toEqual(["MandatConcluded", concluded.ok ? "MandatReplaced" : "MandatRevoked"]);
  }
});
