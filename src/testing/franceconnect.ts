import type { SimulatorOptions } from "#dev/stand-ins/franceconnect/options.ts";
import { type FranceConnectSimulator, startFranceConnectSimulator } from "#dev/stand-ins/franceconnect/simulator.ts";
import { type Browser, createBrowser, type Page } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import { testSettings } from "./test-settings.ts";

const SERVICE_ORIGIN = "http://127.0.0.1:3000";

/** The simulator of FranceConnect for a test file, knowing our records; `clock` may be moved with the world's. */
export const openFranceConnect = async (
  clock: { readonly now: () => Date },
  serviceOrigin = SERVICE_ORIGIN,
  options: Partial<SimulatorOptions> = {},
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
    ...options,
  });
};

/** A person's browser at FranceConnect; whatever leads back to the service stops there and is answered as an address. */
export const atFranceConnect = (simulator: FranceConnectSimulator, serviceOrigin = SERVICE_ORIGIN) => {
  const browser = createBrowser(() => simulator.now().getTime());
  return {
    browser,
    /** Logs the citizen in with the demonstration identity provider; answers the address of our callback. */
    identify: async (authorizeUrl: string, citizen: string): Promise<string> => {
      const chooser = await browser.get(authorizeUrl);
      const people = await browser.submit(chooser, "Continuer avec Identité de démonstration");
      const consent = await browser.submit(people, `Se connecter en tant que ${citizen}`);
      return backTo(browser, serviceOrigin, consent, "Continuer sur Aidants Connect");
    },
    /** Presses the button that leads back to the service. */
    goBack: (page: Page, button: string) => backTo(browser, serviceOrigin, page, button),
    /** Follows the link that leads back to the service. */
    goBackByLink: async (page: Page, link: string): Promise<string> => {
      const back = await followAt(browser, serviceOrigin, await browser.click(page, link, { follow: false }));
      if (!back.location) throw new Error(`FranceConnect did not send back to the service: ${back.title}`);
      return back.location;
    },
    /** Goes through FranceConnect's sign-out; answers the address of our logout callback. */
    signOut: async (endSessionUrl: string): Promise<string> => {
      let page = await followAt(browser, serviceOrigin, await browser.get(endSessionUrl, { follow: false }));
      while (!page.location) page = await pressThere(browser, serviceOrigin, page, page.buttons.at(-1) ?? "");
      return page.location;
    },
  };
};

const isBack = (serviceOrigin: string, page: Page): boolean => page.location?.startsWith(`${serviceOrigin}/`) ?? false;

const followAt = async (browser: Browser, serviceOrigin: string, first: Page): Promise<Page> => {
  let page = first;
  while (page.location && !isBack(serviceOrigin, page)) page = await browser.get(page.location, { follow: false });
  return page;
};

const pressThere = async (browser: Browser, serviceOrigin: string, page: Page, button: string) =>
  followAt(browser, serviceOrigin, await browser.submit(page, button, {}, { follow: false }));

const backTo = async (browser: Browser, serviceOrigin: string, page: Page, button: string) => {
  const back = await pressThere(browser, serviceOrigin, page, button);
  if (!back.location) throw new Error(`FranceConnect did not send back to the service: ${back.title}`);
  return back.location;
};
