import { afterAll, afterEach, expect, test } from "vitest";
import { startFranceConnectSimulator } from "./simulator.ts";
import { createBrowser } from "./testing/browser.ts";
import { openRawFs, reachConsent } from "./testing/raw-fs.ts";
import { acFi, acFs, startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
afterEach(() => simulator.reset());
afterAll(() => simulator.close());

const read = async (path: string) => (await fetch(`${simulator.origin}${path}`)).json();
const send = async (path: string, body: unknown) => {
  const response = await fetch(`${simulator.origin}${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test("a fault is set, told and switched off over HTTP", async () => {
  const set = await send("/sim/faults", { name: "userinfo.401", mode: "sticky" });
  expect(set).toMatchObject({ status: 200, body: { faults: [{ name: "userinfo.401", value: "", mode: "sticky" }] } });
  await send("/sim/faults", { name: "userinfo.401", mode: "off" });
  expect(await read("/sim/faults")).toMatchObject({ faults: [] });
});

test.each([
  ["/sim/faults", { name: "inconnue" }, "Unknown fault"],
  ["/sim/faults", { name: "id_token.alg", value: "HS512" }, "none, HS256, otherkey"],
  ["/sim/faults", { name: "state", mode: "toujours" }, "once, sticky, off"],
  ["/sim/clock", { advanceSeconds: "30" }, "must be a number"],
  ["/sim/records", { kind: "fs", id: "inconnu", patch: {} }, "No fs record"],
  ["/sim/records", { kind: "client", id: "x", patch: {} }, "kind takes"],
  ["/sim/records", [], "JSON object"],
])("POST %s with %j is refused in words", async (path, body, words) => {
  const answer = await send(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(words);
});

test("the clock advances, and goes back with a reset", async () => {
  const before = +simulator.now();
  await send("/sim/clock", { advanceSeconds: 3600 });
  expect(+simulator.now() - before).toBeGreaterThanOrEqual(3_600_000);
  await send("/sim/reset", {});
  expect(+simulator.now() - before).toBeLessThan(60_000);
});

test("the simulated clock is FranceConnect's alone: the process keeps its own", async () => {
  simulator.advanceClock(86_400);
  await read("/sim/faults");
  expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000);
});

test("records are told without their secrets, patched, and restored by a reset", async () => {
  const title = async () => {
    const { fs } = (await read("/sim/records")) as { fs: { clientId: string; title: string }[] };
    return fs.find(({ clientId }) => clientId === "service-prive")?.title;
  };
  await send("/sim/records", { kind: "fs", id: "service-prive", patch: { title: "Banque renommée" } });
  expect(await title()).toBe("Banque renommée");
  await send("/sim/reset", {});
  expect(await title()).toBe("Banque inventée du Pont");
  expect(JSON.stringify(await read("/sim/records"))).not.toMatch(/secret/i);
});

test("events tell a login from the request to the verification", async () => {
  const service = await openRawFs(simulator, "service-sans-perimetre");
  await reachConsent(createBrowser(), service.authorizeUrl());
  await service.close();
  const events = (await read("/sim/events")) as { event: string }[];
  expect(events.map(({ event }) => event)).toEqual([
    "FC_AUTHORIZE_INITIATED",
    "IDP_CHOSEN",
    "IDP_CALLEDBACK",
    "FC_VERIFIED",
  ]);
});

test("the service under development may move: its records follow", () => {
  simulator.pointAt("http://127.0.0.1:4321");
  const { fs, fi } = simulator.records();
  expect(fs.find(({ clientId }) => clientId === "ac-fs")?.redirectUris).toEqual([
    "http://127.0.0.1:4321/franceconnect/callback",
  ]);
  expect(fi.find(({ name }) => name === "aidants-connect")?.tokenURL).toBe("http://127.0.0.1:4321/token");
});

test("every page says that it is a simulator", async () => {
  for (const path of ["/sim", "/services", "/services/service-prive", "/api/v2/interaction/x"])
    expect((await createBrowser().get(`${simulator.origin}${path}`)).text).toContain(
      "SIMULATEUR — ne pas utiliser en production",
    );
});

test("each demonstration service has a home, and an unknown one none", async () => {
  for (const { url, title } of simulator.services) expect((await createBrowser().get(url)).heading).toBe(title);
  expect((await createBrowser().get(`${simulator.origin}/services/ac-fs`)).status).toBe(404);
});

const options = { port: 0, serviceOrigin: "http://127.0.0.1:9", fs: acFs, fi: acFi };

test("it refuses to start in production, and anywhere but on loopback", async () => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  await expect(startFranceConnectSimulator(options)).rejects.toThrow("production");
  if (before === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = before;
  await expect(startFranceConnectSimulator({ ...options, host: "0.0.0.0" as "127.0.0.1" })).rejects.toThrow("loopback");
});
