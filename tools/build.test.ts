import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const runNode = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env: { PATH: process.env.PATH ?? "", ...env } });

test("C13 the production bundle holds no stand-in, and refuses an empty environment with 78, all at once", () => {
  const built = runNode(["tools/build.mjs"]);
  expect(built.stderr).toBe("");
  const { sources } = JSON.parse(readFileSync(join(root, "dist/main.js.map"), "utf8")) as {
    sources: readonly string[];
  };
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => source.includes("dev/") || source.includes("testing/"))).toEqual([]);

  const started = runNode(["dist/main.js"]);
  expect(started.status).toBe(78);
  expect(started.stderr).toContain("AC_ORIGIN is required.");
  expect(started.stderr).toContain("FC_FS_CLIENT_SECRET is required.");
});
