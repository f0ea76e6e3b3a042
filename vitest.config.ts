import { defineConfig } from "vitest/config";
import { closingLine } from "./tools/closing-line.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", closingLine],
    globalSetup: ["src/testing/migrated-template.ts"],
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "dev/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/*.race.test.ts", "**/*.peer.test.ts", "node_modules/**"],
    // Files share their modules, not their data: each opens a database of its own.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
