import type { SimulatorOptions } from "#dev/stand-ins/franceconnect/options.ts";
import type { FranceConnectSimulator } from "#dev/stand-ins/franceconnect/simulator.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import type { Settings } from "#platform/settings.ts";
import { lockConclusion, recordConclusionOpened, recordDraft } from "#store/conclusion-store.ts";
import { openIdentite, usagerColumns } from "#store/usager-store.ts";
import { atFranceConnect, openFranceConnect } from "./franceconnect.ts";
import { factsOf } from "./journal.ts";
import type { Answer } from "./person.ts";
import { testSettings } from "./test-settings.ts";
import { type Aidant, movingClock, openWorld, type TestStructure, type World } from "./world.ts";

/** A world whose FranceConnect is the simulator, both on one clock. */
export const openWorldWithFranceConnect = async (
  start: Date,
  franceConnect: Partial<Settings["franceConnect"]> = {},
  options: Partial<SimulatorOptions> = {},
) => {
  const ahead = movingClock(start);
  let clock: { readonly now: () => Date } = ahead;
  const simulator = await openFranceConnect({ now: () => clock.now() }, undefined, options);
  const settings = testSettings(undefined, simulator.origin);
  const world = await openWorld(start, { ...settings, franceConnect: { ...settings.franceConnect, ...franceConnect } });
  clock = world.clock;
  return { world, simulator };
};

/** A journey of this aidant that waits for the usager to identify. */
export const aWaitingConclusion = async (
  { deps, clock }: World,
  structure: TestStructure,
  aidant: Aidant,
): Promise<ConclusionId> =>
  deps.db.transaction().execute(async (tx) => {
    const acting = { structureId: structure.id, compteId: aidant.compteId };
    const id = await recordConclusionOpened(tx, deps, acting, clock.now());
    const conclusion = await lockConclusion(tx, deps.keys, structure.id, id);
    if (!conclusion || !("draft" in conclusion)) throw new Error("The journey just opened is not under way.");
    const { draft } = conclusion;
    await recordDraft(tx, deps, conclusion, { draft, step: "porte-choisie", now: clock.now() });
    return id;
  });

/** What is stored of a journey and of its usager. */
export const storedConclusion = ({ db }: World, id: ConclusionId) =>
  db.selectFrom("conclusion").select(["step", "usager_id"]).where("id", "=", id).executeTakeFirstOrThrow();

/** The identity stored under an usager's key. */
export const storedIdentite = async ({ db, keys }: World, usagerId: string | null): Promise<IdentitePivot> => {
  const row = await db
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .where("usager.id", "=", usagerId ?? "")
    .executeTakeFirstOrThrow();
  return openIdentite(keys, row);
};

/** How many usagers are stored: what a refusal must leave unchanged. */
export const countUsagers = async ({ db }: World): Promise<number> =>
  (await db.selectFrom("usager").select("id").execute()).length;

/** Why identifications of this journey were refused, as the journal tells it. */
export const refusalsOf = async (world: World, id: ConclusionId): Promise<readonly string[]> => {
  const facts = await factsOf(world, `conclusion/${id}`);
  return facts.flatMap((fact) => (fact.type === "IdentificationRefused" ? [fact.body.cause] : []));
};

/** One usager at one counter: the aidant's browser, and FranceConnect in it. */
export const aCounter = async (world: World, simulator: FranceConnectSimulator) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const conclusionId = await aWaitingConclusion(world, structure, aidant);
  const journey = { structure: structure.reference, conclusionId };
  const there = atFranceConnect(simulator);
  const start = async (): Promise<Answer> => aidant.post(paths.conclusionFranceConnect(journey));
  const back = (address: string): Promise<Answer> => aidant.get(address.slice(new URL(address).origin.length));
  return {
    structure,
    aidant,
    conclusionId,
    journey,
    there,
    start,
    /** What our callback answers to an address at which FranceConnect sent the browser back. */
    back,
    /** Goes to FranceConnect and logs the citizen in; answers the address of our callback. */
    identify: async (citizen: string): Promise<string> =>
      there.identify((await start()).headers.location ?? "", citizen),
    /** Follows FranceConnect's sign-out after a callback; answers what our logout callback says. */
    signOut: async (callback: Answer): Promise<Answer> => {
      const leaving = await aidant.get(callback.headers.location ?? "");
      return back(await there.signOut(leaving.headers.location ?? ""));
    },
  };
};
