import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { origin } = world.settings;

/** Posts the sign-in form as a browser that says `headers` of itself; the token is right unless told otherwise. */
const postSignIn = async (headers: Record<string, string>, token?: string) => {
  const page = await world.app.inject(paths.signIn({}));
  const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const _csrf = token ?? /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  return world.app.inject({
    method: "POST",
    url: paths.signIn({}),
    headers: { cookie, "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams({ _csrf, courriel: "personne@example.test" }).toString(),
  });
};

test.each([
  ["our own origin", { origin }],
  [
    "no origin told, from the same site, as Chromium does under no-referrer",
    { origin: "null", "sec-fetch-site": "same-origin" },
  ],
  ["no origin told, by a browser that does not know more", { origin: "null" }],
  ["no header at all, by an old browser", {}],
] as const)("a form of ours is taken with %s", async (_, headers) => {
  expect((await postSignIn(headers)).statusCode).toBe(303);
});

test.each([
  ["another origin", { origin: "http://ailleurs.example.test" }],
  ["another site hiding its origin", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["a sister site", { origin: "null", "sec-fetch-site": "same-site" }],
] as const)("a form is refused from %s, and nothing is kept", async (_, headers) => {
  const before = await world.db.selectFrom("rate_event").select("surface").execute();

  expect((await postSignIn(headers)).statusCode).toBe(403);

  expect(await world.db.selectFrom("rate_event").select("surface").execute()).toEqual(before);
});

test("a form is refused with the token of another browser", async () => {
  expect((await postSignIn({ origin }, "A".repeat(43))).statusCode).toBe(403);
});
