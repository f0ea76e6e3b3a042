import { afterAll } from "vitest";
import { createApp } from "#app.ts";
import type { Deps } from "#deps.ts";
import type { CompteId, SessionCompteId, StructureId } from "#domain/ids.ts";
import { createFranceConnectClient } from "#platform/franceconnect-client.ts";
import { createKeys } from "#platform/keys.ts";
import { createLog } from "#platform/log.ts";
import { systemRandom } from "#platform/random.ts";
import type { Settings } from "#platform/settings.ts";
import { type NewCompte, recordCompte } from "#store/compte-store.ts";
import { recordConfirmedFactor } from "#store/facteur-store.ts";
import { openJournal } from "#store/journal-birth.ts";
import { recordSession } from "#store/session-store.ts";
import { type NewAppartenance, recordAppartenance, recordStructure } from "#store/structure-store.ts";
import { openTestDatabase } from "./database.ts";
import { aPerson, type Person } from "./person.ts";
import { testSettings } from "./test-settings.ts";

export type AidantOptions = Partial<NewCompte> &
  Partial<Pick<NewAppartenance, "aidant" | "referent">> & { readonly factor?: boolean };

export type Aidant = Person & {
  readonly compteId: CompteId;
  readonly sessionId: SessionCompteId;
  readonly courriel: string;
  /** Of the TOTP application. */
  readonly secret: Buffer;
};

/** A database for the file, and as many structures as its tests ask for: strangers to each other, so no test cleans up. */
export const openWorld = async (start: Date, settings: Settings = testSettings(), clock = movingClock(start)) => {
  const opened = await openTestDatabase();
  const lines: string[] = [];
  const deps: Deps = {
    db: opened.db,
    clock,
    random: systemRandom,
    keys: createKeys(settings.rootKeys),
    settings,
    franceConnect: createFranceConnectClient({ settings: settings.franceConnect, clock }),
    log: createLog((line) => lines.push(line), clock.now),
  };
  await opened.db
    .transaction()
    .execute((tx) =>
      openJournal(tx, deps.keys, { origin: "essai.invalid/journal", at: start, cause: systemRandom.uuid() }),
    );
  const app = createApp(deps);
  await app.ready();
  afterAll(async () => {
    await app.close();
    await opened.close();
  });

  return {
    ...deps,
    deps,
    app,
    clock,
    log: lines,
    aStranger: () => aPerson(app, deps, (cookies) => cookies.get("ac-navigateur") ?? ""),
    aStructure: (overrides: { readonly nom?: string } = {}) => aStructure(deps, app, overrides),
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A clock that stands still until a test moves it. */
export const movingClock = (start: Date) => {
  let present = start;
  return {
    now: () => present,
    advance: (ms: number) => {
      present = new Date(present.getTime() + ms);
    },
    set: (instant: Date) => {
      present = instant;
    },
  };
};

const aStructure = async (deps: Deps, app: ReturnType<typeof createApp>, { nom }: { readonly nom?: string }) => {
  const { db, random, clock } = deps;
  const id = random.uuid() as StructureId;
  const reference = id.replaceAll("-", "").slice(0, 10);
  await db.transaction().execute((tx) =>
    recordStructure(
      tx,
      deps,
      {
        id,
        reference,
        nom: nom ?? `Maison d’essai ${reference}`,
        siret: `${BigInt(`0x${reference}`) % 10n ** 14n}`.padStart(14, "0"),
        adresse: "1 rue Imaginaire",
        codePostal: "99999",
        commune: "Essai-sur-Banc",
        telephone: "+33199000000",
        courriel: `contact@${reference}.example.test`,
      },
      clock.now(),
    ),
  );
  return { id, reference, anAidant: (options: AidantOptions = {}) => anAidant(deps, app, id, options) };
};

export type TestStructure = Awaited<ReturnType<typeof aStructure>>;

/** A person of the structure, signed in with a fresh proof; habilitated unless the options take something away. */
const anAidant = async (
  deps: Deps,
  app: ReturnType<typeof createApp>,
  structureId: StructureId,
  { aidant = true, referent = false, factor = true, ...compte }: AidantOptions,
): Promise<Aidant> => {
  const { db, random, clock } = deps;
  const compteId = random.uuid() as CompteId;
  const courriel = compte.courriel ?? `aidante.${compteId.slice(0, 8)}@example.test`;
  const secret = random.bytes(20);
  const session = await db.transaction().execute(async (tx) => {
    await recordCompte(
      tx,
      deps,
      {
        prenom: "Amina",
        nom: "ESSAI",
        profession: "conseillère numérique",
        formationLe: "2026-01-15",
        pixLe: "2026-01-20",
        etat: "actif",
        ...compte,
        id: compteId,
        courriel,
      },
      clock.now(),
    );
    await recordAppartenance(tx, deps, { compteId, structureId, aidant, referent }, clock.now());
    if (factor) await recordConfirmedFactor(tx, deps, { compteId, nom: "Téléphone", secret }, clock.now());
    return recordSession(tx, deps, { compteId, factorKind: "application", browserFamily: "essai", now: clock.now() });
  });
  const cookies = new Map([["ac-ac", session.token]]);
  return { ...aPerson(app, deps, () => session.id, cookies), compteId, sessionId: session.id, courriel, secret };
};
