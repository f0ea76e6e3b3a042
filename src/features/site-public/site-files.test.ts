import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test("the stylesheet a page names is served, compressed, for a year, and sets no cookie", async () => {
  const home = await world.aStranger().get(paths.home({}));
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(home.body)?.[1] ?? "";

  const answer = await world.app.inject({ url: href, headers: { "accept-encoding": "gzip, deflate, br" } });

  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    "content-type": "text/css; charset=utf-8",
    "content-encoding": "br",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(answer.cookies).toEqual([]);
  expect(answer.rawPayload.length).toBeLessThan(25_000);
});

test("the fonts of the stylesheet are beside it", async () => {
  const home = await world.aStranger().get(paths.home({}));
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(home.body)?.[1] ?? "";
  const css = await world.app.inject(href);
  const fonts = [...css.body.matchAll(/url\("?([^")]+\.woff2)"?\)/g)].map(
    ([, name]) => new URL(name ?? "", `http://x${href}`),
  );

  expect(fonts.length).toBeGreaterThan(0);
  for (const { pathname } of fonts)
    expect((await world.app.inject(pathname)).headers["content-type"]).toBe("font/woff2");
});
