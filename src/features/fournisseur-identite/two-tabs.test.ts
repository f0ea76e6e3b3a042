import { describe, expect, test } from "vitest";
import type { ConnexionId } from "#domain/ids.ts";
import { recordActeChosen, recordStructureChosen, recordUsagerChosen } from "#store/connexion-choice-store.ts";
import { lockConnexion } from "#store/connexion-usage-store.ts";
import {
  askFor,
  buttonThat,
  clientOf,
  connect,
  openIdentityProvider,
  openSteps,
  press,
  queryOf,
  redeem,
  streamOf,
  userinfo,
} from "#testing/identity-provider.ts";
import { factsOf } from "#testing/journal.ts";
import { aReadyAidant, aSignedMandat, fatima } from "#testing/ready-aidant.ts";

const provider = await openIdentityProvider();
const client = clientOf(provider);
const { origin } = provider;

describe("B20 two tabs, two usagers", () => {
  test.each([
    ["first tab first", [0, 1]],
    ["second tab first", [1, 0]],
  ] as const)("%s: no mix-up, no extra page", async (_name, order) => {
    const { browser, structure, aidant } = await aReadyAidant(provider);
    await aSignedMandat(provider, { structure, aidant }, fatima, ["social.apa"]);
    const tabs = [
      { asked: askFor(client), usager: "Angela", nom: "DUBOIS" },
      { asked: askFor(client), usager: "Fatima", nom: "HADJ" },
    ];
    const pages = [];
    for (const tab of tabs) pages.push(await openSteps(provider, browser, tab.asked));
    const confirmations = [];
    for (const [rank, tab] of tabs.entries()) {
      const page = pages[rank];
      if (page) confirmations.push(await press(browser, origin, page, buttonThat(page, tab.usager)));
    }

    for (const rank of order) {
      const tab = tabs[rank];
      const confirmation = confirmations[rank];
      if (!tab || !confirmation) throw new Error("no such tab");
      const back = await press(browser, origin, confirmation, "Me connecter à sa place");
      expect(queryOf(back.location)).toMatchObject({ state: tab.asked.state, code: expect.any(String) });
      const { access_token } = JSON.parse((await redeem(provider, client, queryOf(back.location).code ?? "")).body);
      expect(JSON.parse((await userinfo(provider, access_token)).body)).toMatchObject({ family_name: tab.nom });
    }
  });

  test("the second usager of a browser meets no sign-out page, and no login session is kept", async () => {
    const { browser, structure, aidant } = await aReadyAidant(provider);
    await aSignedMandat(provider, { structure, aidant }, fatima, ["social.apa"]);

    const first = await connect(provider, browser, askFor(client), { usager: "Angela" });
    const second = await connect(provider, browser, askFor(client), { usager: "Fatima" });

    expect(first.get("code")).not.toBe(second.get("code"));
    expect(browser.cookies.get(origin, "ac-oidc-session")).toBeUndefined();
  });
});

const connexionOf = async (state: string): Promise<ConnexionId> =>
  (await streamOf(provider, state)).slice("connexion/".length) as ConnexionId;
const read = (id: ConnexionId) => provider.db.transaction().execute((tx) => lockConnexion(tx, id));

test("a tab that chose somebody else sends the other tab's last button back to read, and nothing is confirmed", async () => {
  const { browser, structure, aidant } = await aReadyAidant(provider);
  await aSignedMandat(provider, { structure, aidant }, fatima, ["famille.caf-consultation"]);
  const asked = askFor(client);
  const usagers = await openSteps(provider, browser, asked);
  const first = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
  await press(browser, origin, usagers, buttonThat(usagers, "Fatima"));

  const shownAgain = await press(browser, origin, first, "Me connecter à sa place");

  expect(first.text).toContain("DUBOIS");
  expect(shownAgain.url).toBe(first.url);
  expect(shownAgain.text).toContain("HADJ");
  const types = (await factsOf(provider, await streamOf(provider, asked.state))).map(({ type }) => type);
  expect(types).toEqual(["UseAsked"]);
});

test("a choice that another tab writes late changes nothing of a use confirmed", async () => {
  const { browser, structure, aidant } = await aReadyAidant(provider);
  const { usagerId } = await aSignedMandat(provider, { structure, aidant }, fatima, ["famille.caf-consultation"]);
  const asked = askFor(client);
  const code = (await connect(provider, browser, asked, { usager: "Angela" })).get("code") ?? "";
  const id = await connexionOf(asked.state);
  const confirmed = await read(id);
  const { choice } = confirmed ?? {};
  if (!choice) throw new Error("Nothing was confirmed.");
  const { compteId, structureId } = choice;

  await recordStructureChosen(provider.db, id, { structureId, compteId });
  await recordUsagerChosen(provider.db, id, { compteId, structureId, usagerId });
  await recordActeChosen(provider.db, id, { ...choice, usagerId });

  expect(await read(id)).toEqual(confirmed);
  const { access_token } = JSON.parse((await redeem(provider, client, code)).body);
  expect((await userinfo(provider, access_token)).body).toContain("DUBOIS");
});
