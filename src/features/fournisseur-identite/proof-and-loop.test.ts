import { describe, expect, test } from "vitest";
import { createBrowser } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { hasLiveIdentification, recordIdentificationOpened } from "#store/identification-store.ts";
import {
  askFor,
  buttonThat,
  clientOf,
  openIdentityProvider,
  openSteps,
  press,
  queryOf,
  redeem,
  streamOf,
  walk,
} from "#testing/identity-provider.ts";
import { factsOf } from "#testing/journal.ts";
import { lastLoginMail } from "#testing/mailbox.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";

const MINUTE = 60_000;
const provider = await openIdentityProvider();
const client = clientOf(provider);
const { origin, clock } = provider;
const lastOf = async (state: string) => (await factsOf(provider, await streamOf(provider, state))).at(-1);

describe("B10 an aidant who is not signed in", () => {
  test("signs in by link and second factor, and the same request resumes", async () => {
    const { aidant } = await aReadyAidant(provider);
    const browser = createBrowser(() => clock.now().getTime());
    const asked = askFor(client);

    let page = await openSteps(provider, browser, asked);
    expect(new URL(page.url).pathname).toBe(paths.signIn({}));
    page = await press(browser, origin, page, page.buttons.at(-1) ?? "", { courriel: aidant.courriel });
    const { link } = await lastLoginMail(provider.deps, aidant.courriel);
    page = await walk(browser, origin, await browser.get(new URL(link, origin).href, { follow: false }));
    page = await press(browser, origin, page, "Continuer");
    page = await press(browser, origin, page, page.buttons.at(-1) ?? "", {
      code: totpCodeAt(aidant.secret, clock.now()),
    });
    expect(page.heading).toBe("Pour qui vous connectez-vous ?");
    page = await press(browser, origin, page, buttonThat(page, "Angela"));
    const back = await press(browser, origin, page, "Me connecter à sa place");

    expect(queryOf(back.location)).toMatchObject({ state: asked.state, iss: origin });
    expect((await redeem(provider, client, queryOf(back.location).code ?? "")).status).toBe(200);
  });

  test("may go back to FranceConnect without signing in", async () => {
    const browser = createBrowser();
    const asked = askFor(client);
    const signIn = await openSteps(provider, browser, asked);

    const page = await browser.click(signIn, "Retourner sur FranceConnect");
    const back = await press(browser, origin, page, "Retourner sur FranceConnect");

    expect(queryOf(back.location)).toMatchObject({ error: "access_denied", state: asked.state, iss: origin });
    expect(await lastOf(asked.state)).toMatchObject({ type: "IdentityRefused", body: { reason: "cancelled" } });
  });
});

describe("C7 the age of the proof", () => {
  test("more than 15 minutes at confirmation: a new proof, then the same form goes through", async () => {
    const { browser, aidant } = await aReadyAidant(provider);
    const asked = askFor(client);
    const usagers = await openSteps(provider, browser, asked);
    const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
    clock.advance(15 * MINUTE + 1000);

    const verification = await press(browser, origin, confirmation, "Me connecter à sa place", { posture: "je-fais" });
    expect(new URL(verification.url).pathname).toBe(paths.verification({}));
    const back = await press(browser, origin, verification, "Confirmer et continuer", {
      code: totpCodeAt(aidant.secret, clock.now()),
    });

    expect(queryOf(back.location)).toMatchObject({ state: asked.state, code: expect.any(String) });
    const facts = await factsOf(provider, await streamOf(provider, asked.state));
    expect(facts.filter(({ type }) => type === "IdentityRequested")).toHaveLength(1);
    expect(facts.find(({ type }) => type === "IdentityRequested")?.body).toMatchObject({ posture: "je-fais" });
  });

  test("more than 15 minutes on arrival: a new proof first, then the usagers", async () => {
    const { browser, aidant } = await aReadyAidant(provider);
    clock.advance(15 * MINUTE + 1000);

    const verification = await openSteps(provider, browser, askFor(client));
    const usagers = await press(browser, origin, verification, "Confirmer et continuer", {
      code: totpCodeAt(aidant.secret, clock.now()),
    });

    expect(new URL(verification.url).pathname).toBe(paths.verification({}));
    expect(usagers.heading).toBe("Pour qui vous connectez-vous ?");
  });

  test("a request older than 30 minutes gets our page, no redirection", async () => {
    const { browser } = await aReadyAidant(provider);
    const usagers = await openSteps(provider, browser, askFor(client));
    clock.advance(29 * MINUTE);
    await browser.get(usagers.url);
    clock.advance(MINUTE + 1);

    const late = await browser.get(usagers.url.replace(/\/usager$/, ""), { follow: false });

    expect(late.status).toBe(400);
    expect(late.text).toContain("Cette demande n’est plus valable");
  });
});

describe("C4 an identification waits in this browser", () => {
  const aLoop = async () => {
    const ready = await aReadyAidant(provider);
    await ready.browser.get(`${origin}/espace-aidant`);
    const browserId = ready.browser.cookies.get(origin, "ac-navigateur") ?? "";
    await provider.db.transaction().execute((tx) =>
      recordIdentificationOpened(tx, provider.deps, {
        conclusionId: provider.random.uuid() as never,
        structureId: ready.structure.id,
        compteId: ready.aidant.compteId,
        sessionId: ready.aidant.sessionId,
        browserId,
        now: clock.now(),
      }),
    );
    const asked = askFor(client);
    const isLive = () => hasLiveIdentification(provider.db, provider.keys, { browserId, now: clock.now() });
    return { ...ready, asked, isLive, page: await openSteps(provider, ready.browser, asked) };
  };

  test("returning ends with access_denied, and the identification still waits", async () => {
    const { browser, asked, page, isLive } = await aLoop();
    const back = await press(browser, origin, page, "Retourner sur FranceConnect");

    expect(page.heading).toBe("Une identification est en cours");
    expect(queryOf(back.location)).toMatchObject({ error: "access_denied", state: asked.state });
    expect(await lastOf(asked.state)).toMatchObject({ type: "IdentityRefused", body: { reason: "loop" } });
    expect(await isLive()).toBe(true);
  });

  test("abandoning destroys the identification, and the request goes on", async () => {
    const { browser, page, isLive } = await aLoop();
    const usagers = await press(browser, origin, page, "Abandonner l’identification et continuer");

    expect(usagers.heading).toBe("Pour qui vous connectez-vous ?");
    expect(await isLive()).toBe(false);
  });

  test("the steps cannot be reached around that page", async () => {
    const { browser, page } = await aLoop();
    const around = await browser.get(page.url.replace("/identification-en-cours", "/usager"));

    expect(around.heading).toBe("Une identification est en cours");
  });
});
