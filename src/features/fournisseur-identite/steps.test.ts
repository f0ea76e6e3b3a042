import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { recordAppartenance } from "#store/structure-store.ts";
import {
  askFor,
  browserOf,
  buttonThat,
  clientOf,
  connect,
  decodeJwt,
  openIdentityProvider,
  openSteps,
  press,
  queryOf,
  redeem,
  streamOf,
} from "#testing/identity-provider.ts";
import { factsOf } from "#testing/journal.ts";
import { angela, aReadyAidant, aSignedMandat, fatima, withoutEmail } from "#testing/ready-aidant.ts";

const provider = await openIdentityProvider();
const client = clientOf(provider);
const { origin } = provider;
const lastOf = async (state: string) => (await factsOf(provider, await streamOf(provider, state))).at(-1);

describe("what is offered", () => {
  test("B13 an usager without e-mail is listed to be completed, never offered", async () => {
    const { browser, structure, aidant } = await aReadyAidant(provider, { identite: withoutEmail(angela) });
    await aSignedMandat(provider, { structure, aidant }, fatima, ["famille.caf-consultation"]);

    const page = await openSteps(provider, browser, askFor(client));

    expect(page.text).toContain("À compléter");
    expect(page.text).toContain("Angela Claire Louise DUBOIS");
    expect(page.buttons.some((button) => button.includes("DUBOIS"))).toBe(false);
    expect(page.buttons).toContain("Fatima HADJ, née en 1955");
  });

  test("B13 posting that usager all the same changes nothing", async () => {
    const { browser, structure, aidant, mandat } = await aReadyAidant(provider, { identite: withoutEmail(angela) });
    await aSignedMandat(provider, { structure, aidant }, fatima, ["famille.caf-consultation"]);
    const page = await openSteps(provider, browser, askFor(client));
    const { _csrf = "" } = Object.fromEntries(
      [...page.body.matchAll(/name="(_csrf)" value="([^"]+)"/g)].map(([, name, value]) => [name, value]),
    );

    const chosen = await browser.post(page.url, { _csrf, usager: mandat.usagerId });
    const confirmed = await browser.submit(chosen, "Me connecter à sa place", {}, { follow: false });

    expect(confirmed.status).toBe(409);
    expect(confirmed.text).toContain("Il manque une adresse électronique");
  });

  test("a foreign structure's usager can neither be seen nor posted", async () => {
    const stranger = await aReadyAidant(provider, { identite: fatima });
    const { browser } = await aReadyAidant(provider);
    const page = await openSteps(provider, browser, askFor(client));
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? "";

    const answer = await browser.post(page.url, { _csrf, usager: stranger.mandat.usagerId }, { follow: false });

    expect(page.text).not.toContain("HADJ");
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(page.url);
  });

  test("the public service's list narrows usagers and actes", async () => {
    const { browser } = await aReadyAidant(provider, {
      codes: ["famille.caf-consultation", "travail.ft-actualisation", "logement.dalo"],
    });

    const usagers = await openSteps(provider, browser, askFor(client, {}, ["Famille-Scolarité", "Travail-Formation"]));
    const actes = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));

    expect(usagers.text).toContain("Le service public n’accepte que certaines démarches");
    expect(actes.text).toContain("Consulter les droits et paiements");
    expect(actes.text).toContain("Faire l’actualisation mensuelle");
    expect(actes.text).not.toContain("recours amiable");
  });

  test("B5 nothing covered by the list: said in words, then access_denied", async () => {
    const { browser } = await aReadyAidant(provider, { codes: ["etranger.ceam"] });
    const asked = askFor(client, {}, ["Famille-Scolarité", "Travail-Formation"]);

    const page = await openSteps(provider, browser, asked);
    const back = await press(browser, origin, page, "Retourner sur FranceConnect");

    expect(page.status).toBe(409);
    expect(page.text).toContain("Aucun mandat de votre structure ne prévoit");
    expect(queryOf(back.location)).toMatchObject({ error: "access_denied", state: asked.state, iss: origin });
    expect(await lastOf(asked.state)).toMatchObject({
      type: "IdentityRefused",
      body: { reason: "no-titre-for-rep-scope" },
    });
  });

  test("C11 an unknown value matches nothing; a decomposed one matches and comes back as sent", async () => {
    const { browser } = await aReadyAidant(provider);
    const decomposed = "Famille-Scolarité".normalize("NFD");

    const nothing = await openSteps(provider, browser, askFor(client, {}, ["inconnu"]));
    const back = await connect(provider, browser, askFor(client, {}, ["inconnu", decomposed]), { usager: "Angela" });
    const { id_token } = JSON.parse((await redeem(provider, client, back.get("code") ?? "")).body);

    expect(nothing.status).toBe(409);
    expect(decodeJwt(id_token).claims.rep_scope).toEqual([decomposed]);
  });

  test("no mandat at all: said in words", async () => {
    const structure = await provider.aStructure();
    const aidant = await structure.anAidant();
    const asked = askFor(client);

    const page = await openSteps(provider, browserOf(provider, aidant), asked);

    expect(page.status).toBe(409);
    expect(page.text).toContain("Aucune personne n’a de mandat en cours");
  });

  test("more usagers than the page shows: the search finds the others, inside the structure", async () => {
    const { browser, structure, aidant } = await aReadyAidant(provider);
    for (let rank = 0; rank < 26; rank += 1)
      await aSignedMandat(
        provider,
        { structure, aidant },
        { ...fatima, givenName: `Prénom${rank}`, familyName: rank === 0 ? "ŒUVRARD" : `NOMBREUX${rank}` },
        ["famille.caf-consultation"],
      );
    const page = await openSteps(provider, browser, askFor(client));

    const found = await browser.get(`${page.url}?q=oeuv`);
    const tooShort = await browser.get(`${page.url}?q=%C5%93`);
    const nobody = await browser.get(`${page.url}?q=personnage`);

    expect(page.buttons.filter((button) => button.includes("née"))).toHaveLength(25);
    expect(page.text).toContain("D’autres personnes ont un mandat");
    expect(found.buttons.filter((button) => button.includes("née"))).toEqual(["Prénom0 ŒUVRARD, née en 1955"]);
    expect(tooShort.text).toContain("3 lettres");
    expect(nobody.text).toContain("Aucune personne ne correspond");
  });
});

describe("confirmation", () => {
  test("a mandat revoked while the aidant was confirming opens nothing, and the page says why", async () => {
    const { browser, aidant, structure, mandat } = await aReadyAidant(provider);
    const { state, ...asked } = askFor(client);
    const usagers = await openSteps(provider, browser, { state, ...asked });
    const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
    await aidant.post(paths.revokeMandat({ structure: structure.reference, mandatId: mandat.mandatId }), {
      raison: "demande-orale",
    });
    const before = await factsOf(provider, await streamOf(provider, state));

    const refused = await press(browser, origin, confirmation, "Me connecter à sa place");

    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Cette démarche a été révoquée");
    expect(refused.links).toContain("Choisir une autre personne");
    expect(await factsOf(provider, await streamOf(provider, state))).toEqual(before);
  });

  test("three pages at most, and what was declared is journalled in codes", async () => {
    const { browser } = await aReadyAidant(provider, { codes: ["famille.caf-consultation", "famille.bourse"] });
    const asked = askFor(client);
    const usagers = await openSteps(provider, browser, asked);
    const actes = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
    const confirmation = await press(browser, origin, actes, buttonThat(actes, "Consulter les droits"));

    const back = await press(browser, origin, confirmation, "Me connecter à sa place", { posture: "j-accompagne" });

    expect(confirmation.text).toContain("Angela Claire Louise DUBOIS, née le 24 août 1962");
    expect(queryOf(back.location)).toMatchObject({ code: expect.any(String), state: asked.state });
    const facts = await factsOf(provider, await streamOf(provider, asked.state));
    expect(facts.find(({ type }) => type === "IdentityRequested")?.body).toMatchObject({
      demarche: "famille",
      serviceCode: "caf",
      posture: "j-accompagne",
      presence: false,
      client: "franceconnect",
    });
    expect(JSON.stringify(facts)).not.toMatch(/DUBOIS|Angela|1962/);
  });

  test("the last button pressed twice leads to one code, and one fact", async () => {
    const { browser } = await aReadyAidant(provider);
    const asked = askFor(client);
    const usagers = await openSteps(provider, browser, asked);
    const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));

    const answers = await Promise.all(
      [1, 2].map(() => browser.submit(confirmation, "Me connecter à sa place", {}, { follow: false })),
    );
    const [resume, ...others] = new Set(answers.map(({ location }) => location));
    const back = await browser.get(resume ?? "", { follow: false });
    const again = await browser.submit(confirmation, "Me connecter à sa place", {}, { follow: false });

    expect(others).toEqual([]);
    expect(queryOf(back.location)).toMatchObject({ state: asked.state, code: expect.any(String) });
    expect(again.status).toBe(400);
    const types = (await factsOf(provider, await streamOf(provider, asked.state))).map(({ type }) => type);
    expect(types).toEqual(["UseAsked", "IdentityRequested", "UseCodeIssued"]);
  });

  test("an acte in presence asks to confirm it; over-indebtedness says who signs", async () => {
    const { browser } = await aReadyAidant(provider, { codes: ["argent.surendettement"] });
    const asked = askFor(client);
    const usagers = await openSteps(provider, browser, asked);
    const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));

    const refused = await press(browser, origin, confirmation, "Me connecter à sa place");
    const back = await press(browser, origin, refused, "Me connecter à sa place", { presence: true });

    expect(confirmation.text).toContain("R. 721-2");
    expect(refused.status).toBe(422);
    expect(refused.title).toMatch(/^Erreur/);
    expect(queryOf(back.location)).toHaveProperty("code");
    const facts = await factsOf(provider, await streamOf(provider, asked.state));
    expect(facts.find(({ type }) => type === "IdentityRequested")?.body).toMatchObject({ presence: true });
  });

  test("an acte revoked between choice and confirmation is refused in words", async () => {
    const { browser, mandat } = await aReadyAidant(provider, { codes: ["famille.caf-consultation", "famille.bourse"] });
    const usagers = await openSteps(provider, browser, askFor(client));
    const actes = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
    const confirmation = await press(browser, origin, actes, buttonThat(actes, "Consulter"));
    await provider.db
      .updateTable("acte")
      .set({ etat: "revoque", ended_at: provider.clock.now() })
      .where("id", "=", mandat.actes.get("famille.caf-consultation") ?? "")
      .execute();

    const answer = await press(browser, origin, confirmation, "Me connecter à sa place");

    expect(answer.location).toBeNull();
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("Cet acte a été révoqué");
    const others = await browser.click(answer, "Choisir un autre acte");
    expect(others.text).not.toContain("Consulter les droits");
  });

  test("a namesake of the usager, whose mandat a colleague concluded, is refused", async () => {
    const { structure } = await aReadyAidant(provider);
    const browser = browserOf(provider, await structure.anAidant({ prenom: "Angela", nom: "Dubois" }));
    const usagers = await openSteps(provider, browser, askFor(client));
    const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));

    const answer = await press(browser, origin, confirmation, "Me connecter à sa place");

    expect(answer.status).toBe(409);
    expect(answer.text).toContain("votre propre place");
  });
});

describe("several structures", () => {
  test("the aidant chooses; the mandats of one are not those of the other", async () => {
    const { browser, aidant } = await aReadyAidant(provider);
    const other = await provider.aStructure({ nom: "Seconde maison" });
    await provider.db
      .transaction()
      .execute((tx) =>
        recordAppartenance(
          tx,
          provider.deps,
          { compteId: aidant.compteId, structureId: other.id, aidant: true, referent: false },
          provider.clock.now(),
        ),
      );
    await aSignedMandat(provider, { structure: other, aidant }, fatima, ["social.apa"]);

    const choice = await openSteps(provider, browser, askFor(client));
    const usagers = await press(browser, origin, choice, buttonThat(choice, "Seconde maison"));

    expect(choice.heading).toBe("Pour quelle structure agissez-vous ?");
    expect(usagers.text).toContain("HADJ");
    expect(usagers.text).not.toContain("DUBOIS");
  });
});
