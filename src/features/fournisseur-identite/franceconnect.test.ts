import { describe, expect, test } from "vitest";
import { type Browser, createBrowser, type Page } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import { buttonThat, openBehindFranceConnect } from "#testing/identity-provider.ts";
import { angela, aReadyAidant, fatima } from "#testing/ready-aidant.ts";

const { provider, simulator } = await openBehindFranceConnect();
const off = await openBehindFranceConnect({ repScope: "off" });

const WITHOUT_LIST = "service-sans-perimetre";
const FAMILLE_TRAVAIL = "service-famille-travail";
const BANNER = "La connexion avec « Aidants Connect » n’a pas abouti";

const mamadou: IdentitePivot = {
  givenName: "Mamadou",
  familyName: "DIALLO",
  birthdate: "1960-05-01",
  idpBirthdate: "1960-05-00",
  gender: "male",
  birthplace: "",
  birthcountry: "99341",
  email: "mamadou.diallo@example.test",
};

const serviceOf = ({ origin }: { readonly origin: string }, clientId: string) => `${origin}/services/${clientId}`;

/** From a public service's home to our first step. */
const toAidantsConnect = async (browser: Browser, clientId: string, at = simulator): Promise<Page> => {
  const home = await browser.get(serviceOf(at, clientId));
  const chooser = await browser.submit(home, "Se connecter avec FranceConnect");
  return chooser.buttons.includes("Utiliser Aidants Connect")
    ? browser.submit(chooser, "Utiliser Aidants Connect")
    : chooser;
};

/** Our steps, then FranceConnect's own page. */
const choose = async (browser: Browser, first: Page, usager: string, acte?: string): Promise<Page> => {
  let page = await browser.submit(first, buttonThat(first, usager));
  if (page.url.endsWith("/acte")) page = await browser.submit(page, buttonThat(page, acte ?? ""));
  return browser.submit(page, "Me connecter à sa place");
};

const claimOf = ({ body }: Page, claim: string): string | undefined =>
  new RegExp(`data-claim="${claim}">([^<]*)<`).exec(body)?.[1];

const goOn = (browser: Browser, consent: Page): Promise<Page> =>
  browser.submit(consent, buttonThat(consent, "Continuer sur "));

const demoLogin = async (citizen: string): Promise<Page> => {
  const browser = createBrowser();
  const chooser = await browser.submit(
    await browser.get(serviceOf(simulator, WITHOUT_LIST)),
    "Se connecter avec FranceConnect",
  );
  const people = await browser.submit(chooser, "Continuer avec Identité de démonstration");
  return goOn(browser, await browser.submit(people, `Se connecter en tant que ${citizen}`));
};

const lastRepScopeEvent = () => simulator.events().findLast(({ event }) => event.endsWith("_REP_SCOPE"));

describe("through FranceConnect", () => {
  test("B1 TA01 a service without list, a mandat of one démarche: logged in as that citizen logs in herself", async () => {
    const { browser } = await aReadyAidant(provider);
    const consent = await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), "Angela");
    const identity = await goOn(browser, consent);

    expect(identity.heading).toContain("DUBOIS");
    expect(claimOf(identity, "birthdate")).toBe("1962-08-24");
    expect(claimOf(identity, "sub")).toBe(claimOf(await demoLogin("Angela DUBOIS"), "sub"));
  });

  test("B2 TA03 a service for Famille and Travail, a mandat for Famille: only its actes are offered", async () => {
    const { browser } = await aReadyAidant(provider, {
      codes: ["famille.caf-consultation", "famille.bourse", "logement.dalo"],
    });
    const usagers = await toAidantsConnect(browser, FAMILLE_TRAVAIL);
    const actes = await browser.submit(usagers, buttonThat(usagers, "Angela"));
    const identity = await goOn(browser, await choose(browser, await browser.get(usagers.url), "Angela", "Consulter"));

    expect(actes.text).not.toContain("Logement");
    expect(identity.heading).toContain("DUBOIS");
  });

  test("B3 TA04 a mandat for Famille and Travail: the array has the chosen démarche only", async () => {
    const { browser } = await aReadyAidant(provider, {
      codes: ["famille.caf-consultation", "travail.ft-actualisation"],
    });
    await choose(browser, await toAidantsConnect(browser, FAMILLE_TRAVAIL), "Angela", "Faire l’actualisation");

    expect(lastRepScopeEvent()).toMatchObject({ event: "FC_VALID_REP_SCOPE", repScope: "Travail-Formation" });
  });

  test("B4 TA05 our record says off: FranceConnect stops with Y600020", async () => {
    const { browser } = await aReadyAidant(off.provider);
    const stopped = await choose(browser, await toAidantsConnect(browser, FAMILLE_TRAVAIL, off.simulator), "Angela");

    expect(stopped.text).toContain("Y600020");
  });

  test("B5 TA06 a mandat for Étranger only: nothing offered, access_denied, banner", async () => {
    const { browser } = await aReadyAidant(provider, { codes: ["etranger.ceam"] });
    const nothing = await toAidantsConnect(browser, FAMILLE_TRAVAIL);
    const chooser = await browser.submit(nothing, "Retourner sur FranceConnect");

    expect(nothing.text).toContain("Aucun mandat de votre structure ne prévoit");
    expect(chooser.text).toContain(BANNER);
  });

  test("B6 TA07 single sign-on from that service to one without list", async () => {
    const { browser } = await aReadyAidant(provider);
    await goOn(browser, await choose(browser, await toAidantsConnect(browser, FAMILLE_TRAVAIL), "Angela"));
    const consent = await toAidantsConnect(browser, WITHOUT_LIST);

    expect((await goOn(browser, consent)).heading).toContain("DUBOIS");
  });

  test("B7 TA08 Famille chosen, then single sign-on to the service for Famille and Travail", async () => {
    const { browser } = await aReadyAidant(provider);
    await goOn(browser, await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), "Angela"));
    const consent = await toAidantsConnect(browser, FAMILLE_TRAVAIL);

    expect(lastRepScopeEvent()).toMatchObject({ event: "FC_VALID_REP_SCOPE", repScope: "Famille-Scolarité" });
    expect((await goOn(browser, consent)).heading).toContain("DUBOIS");
  });

  test("B8 TA09 Étranger chosen, then single sign-on to the service for Famille and Travail: Y600020", async () => {
    const { browser } = await aReadyAidant(provider, { codes: ["etranger.ceam"] });
    await goOn(browser, await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), "Angela"));
    const stopped = await toAidantsConnect(browser, FAMILLE_TRAVAIL);

    expect(stopped.text).toContain("Y600020");
    expect(lastRepScopeEvent()).toMatchObject({ event: "FC_INVALID_REP_SCOPE", repScope: "Etranger-Europe" });
  });
});

describe("B9 cancelling at each step leads to FranceConnect's chooser and its banner", () => {
  const codes = ["famille.caf-consultation", "famille.bourse"];

  test("at the sign-in", async () => {
    const browser = createBrowser();
    const home = await browser.get(serviceOf(simulator, WITHOUT_LIST));
    const chooser = await browser.submit(home, "Se connecter avec FranceConnect");
    let page = await browser.submit(chooser, "Utiliser Aidants Connect", {}, { follow: false });
    const visited: string[] = [];
    while (page.location) {
      visited.push(page.location);
      page = await browser.get(page.location, { follow: false });
    }
    const demande = visited.find((url) => /\/demande\/[\w-]+$/.test(url)) ?? "";
    const cancelled = await browser.submit(await browser.get(`${demande}/retour`), "Retourner sur FranceConnect");

    expect(page.url).toContain("/connexion");
    expect(cancelled.text).toContain(BANNER);
  });

  test.each([
    ["usager", 0],
    ["acte", 1],
    ["confirmation", 2],
  ])("at the step « %s »", async (_name, steps) => {
    const { browser } = await aReadyAidant(provider, { codes });
    let page = await toAidantsConnect(browser, WITHOUT_LIST);
    if (steps > 0) page = await browser.submit(page, buttonThat(page, "Angela"));
    if (steps > 1) page = await browser.submit(page, buttonThat(page, "Consulter"));
    const cancelled = await browser.submit(page, "Retourner sur FranceConnect");

    expect(cancelled.text).toContain(BANNER);
    expect(cancelled.buttons).toContain("Utiliser Aidants Connect");
  });
});

describe("B15 signing out of the public service", () => {
  test("closes the connexion, and the aidant stays signed in with us", async () => {
    const { browser, aidant } = await aReadyAidant(provider);
    let page = await goOn(browser, await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), "Angela"));
    page = await browser.submit(page, buttonThat(page, "Se déconnecter de "));
    for (let hops = 0; hops < 6 && page.heading !== "Vous êtes déconnecté"; hops += 1)
      page = await browser.submit(page, page.buttons.at(-1) ?? "");

    const { closed_by } = await provider.db
      .selectFrom("connexion")
      .select("closed_by")
      .where("compte_id", "=", aidant.compteId)
      .executeTakeFirstOrThrow();
    expect(page.heading).toBe("Vous êtes déconnecté");
    expect(closed_by).toBe("franceconnect");
    expect(new URL((await toAidantsConnect(browser, WITHOUT_LIST)).url).pathname).toMatch(/\/usager$/);
  });
});

describe("B17 dates with unknown parts pass the register", () => {
  test.each([
    ["Fatima", fatima, "1955-01-01"],
    ["Mamadou", mamadou, "1960-05-01"],
  ])("%s", async (prenom, identite, birthdate) => {
    const { browser } = await aReadyAidant(provider, { identite });
    const identity = await goOn(browser, await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), prenom));

    expect(identity.heading).toContain(identite.familyName);
    expect(claimOf(identity, "birthdate")).toBe(birthdate);
  });
});

describe("B22 clocks", () => {
  test.each([
    ["ours 2 seconds ahead of FranceConnect's: accepted", -2, false],
    ["ours 301 seconds behind: the id_token has expired, Y020026", 301, true],
  ])("%s", async (_name, advanceSeconds, isRefused) => {
    const { browser } = await aReadyAidant(provider);
    const usagers = await toAidantsConnect(browser, WITHOUT_LIST);
    simulator.advanceClock(advanceSeconds);
    const page = await choose(browser, usagers, "Angela");
    simulator.advanceClock(-advanceSeconds);

    expect(page.text.includes("Y020026")).toBe(isRefused);
  });
});

test("C12 an identity that the register does not know is journalled as served, never as verified", async () => {
  const { browser } = await aReadyAidant(provider, { identite: { ...angela, birthplace: "75101" } });
  const stopped = await choose(browser, await toAidantsConnect(browser, WITHOUT_LIST), "Angela");

  const facts = await provider.db.selectFrom("journal_index").select("type").execute();
  expect(stopped.text).toContain("Y01000");
  expect(facts).toContainEqual({ type: "IdentityServed" });
  expect(facts.filter(({ type }) => type.includes("Verified"))).toEqual([]);
});
