import { defineConfig } from "vitest/config";
import { closingLine } from "./tools/closing-line.ts";

/** The tests against real programs that judge us, Apache first: slower, and only where those programs are installed. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", closingLine],
    globalSetup: ["src/testing/migrated-template.ts"],
    include: ["src/**/*.peer.test.ts", "dev/**/*.peer.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
