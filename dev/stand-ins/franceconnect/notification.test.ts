import { afterAll, beforeEach, expect, test } from "vitest";
import { type Browser, createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs, reachConsent } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
const other = await openRawFs(simulator, "service-famille-travail");
let alreadySent = 0;
beforeEach(() => {
  alreadySent = simulator.mails().length;
});
afterAll(async () => {
  await Promise.all([service.close(), other.close()]);
  await simulator.close();
});

/** A later login of the same device: its session is over, its cookie of device is not. */
const endSession = () => simulator.advanceClock(1800);
const openBrowser = () => createBrowser(() => +simulator.now());
const sent = () => simulator.mails().slice(alreadySent);
const recipients = () => sent().map(({ to }) => to);
const login = async (browser: Browser, citizen: string) =>
  goOn(browser, await reachConsent(browser, service.authorizeUrl(), citizen));

test("S12 an unknown device: the person is told by mail, and by whom she was logged in", async () => {
  await login(openBrowser(), "Angela DUBOIS");
  expect(sent()).toEqual([
    expect.objectContaining({
      to: "angela.dubois@example.test",
      subject: "Connexion à Caisse des aides de démonstration",
      text: expect.stringContaining("«\u00a0Identité de démonstration\u00a0»"),
    }),
  ]);
});

test("S12 a device known for this person is no news, even another day", async () => {
  const browser = openBrowser();
  await login(browser, "Angela DUBOIS");
  endSession();
  await login(browser, "Angela DUBOIS");
  expect(recipients()).toEqual(["angela.dubois@example.test"]);
});

test("S12 a device shared by three people tells everyone, every time", async () => {
  const browser = openBrowser();
  for (const citizen of ["Angela DUBOIS", "Joséphine MARTIN", "Angela DUBOIS", "Camille ROUX", "Angela DUBOIS"]) {
    await login(browser, citizen);
    endSession();
  }
  expect(recipients()).toEqual([
    "angela.dubois@example.test",
    "josephine.martin@example.test",
    "camille.roux@example.test",
    "angela.dubois@example.test",
  ]);
});

test("S12 single sign-on at the same service is no news, at another it is on a shared device", async () => {
  const browser = openBrowser();
  for (const citizen of ["Joséphine MARTIN", "Camille ROUX", "Angela DUBOIS"]) {
    endSession();
    await login(browser, citizen);
  }
  const before = recipients().length;
  await goOn(browser, await browser.get(service.authorizeUrl()));
  expect(recipients()).toHaveLength(before);
  await goOn(browser, await browser.get(other.authorizeUrl()));
  expect(recipients()).toHaveLength(before + 1);
});
