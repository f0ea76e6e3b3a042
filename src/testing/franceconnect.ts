import { type FranceConnectSimulator, startFranceConnectSimulator } from "#dev/stand-ins/franceconnect/simulator.ts";
import { type Browser, createBrowser, type Page } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import { testSettings } from "./test-settings.ts";

/** The simulator of FranceConnect for a test file, knowing our records; `clock` may be moved with the world's. */
export const openFranceConnect = async (
  clock: { readonly now: () => Date },
  serviceOrigin = "http://127.0.0.1:3000",
) => {
  const { franceConnect: fs, clients } = testSettings(serviceOrigin);
  const [fi] = clients;
  if (!fi) throw new Error("The test settings hold no client of our identity provider.");
  return startFranceConnectSimulator({
    port: 0,
    serviceOrigin,
    quiet: true,
    now: clock.now,
    fs: {
      clientId: fs.clientId,
      clientSecret: fs.clientSecret,
      redirectUris: [fs.redirectUri],
      postLogoutRedirectUris: [fs.postLogoutRedirectUri],
    },
    fi: { clientId: fi.clientId, clientSecret: fi.clientSecret },
  });
};

/** A person's browser at FranceConnect; whatever leads back to the service stops there and is answered as an address. */
export const atFranceConnect = (simulator: FranceConnectSimulator) => {
  const browser = createBrowser(() => simulator.now().getTime());
  return {
    browser,
    /** Logs the citizen in with the demonstration identity provider; answers the address of our callback. */
    identify: async (authorizeUrl: string, citizen: string): Promise<string> => {
      const chooser = await browser.get(authorizeUrl);
      const people = await browser.submit(chooser, "Continuer avec Identité de démonstration");
      const consent = await browser.submit(people, `Se connecter en tant que ${citizen}`);
      return backTo(browser, simulator, consent, "Continuer sur Aidants Connect");
    },
    /** Presses the button that leads back to the service. */
    goBack: (page: Page, button: string) => backTo(browser, simulator, page, button),
    /** Goes through FranceConnect's sign-out; answers the address of our logout callback. */
    signOut: async (endSessionUrl: string): Promise<string> => {
      let page = await followAt(browser, simulator, await browser.get(endSessionUrl, { follow: false }));
      while (!page.location) page = await pressThere(browser, simulator, page, page.buttons.at(-1) ?? "");
      return page.location;
    },
  };
};

const isAway = (simulator: FranceConnectSimulator, page: Page): boolean =>
  page.location !== null && !page.location.startsWith(`${simulator.origin}/`);

const followAt = async (browser: Browser, simulator: FranceConnectSimulator, first: Page): Promise<Page> => {
  let page = first;
  while (page.location && !isAway(simulator, page)) page = await browser.get(page.location, { follow: false });
  return page;
};

const pressThere = async (browser: Browser, simulator: FranceConnectSimulator, page: Page, button: string) =>
  followAt(browser, simulator, await browser.submit(page, button, {}, { follow: false }));

const backTo = async (browser: Browser, simulator: FranceConnectSimulator, page: Page, button: string) => {
  const back = await pressThere(browser, simulator, page, button);
  if (!back.location) throw new Error(`FranceConnect did not send back to the service: ${back.title}`);
  return back.location;
};
