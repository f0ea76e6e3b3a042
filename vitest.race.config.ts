import { defineConfig } from "vitest/config";
import { closingLine } from "./tools/closing-line.ts";

/** Races need several connections: a real PostgreSQL, given by DATABASE_URL. */
if (!process.env.DATABASE_URL) throw new Error("Race tests need DATABASE_URL: run them under pg_virtualenv -v 15.");

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", closingLine],
    globalSetup: ["src/testing/migrated-template.ts"],
    include: ["src/**/*.race.test.ts", "dev/**/*.race.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
