import { defineConfig } from "vitest/config";
import { closingLine } from "./tools/closing-line.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", closingLine],
    globalSetup: ["e2e/start-build.ts"],
    include: ["e2e/**/*.spec.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
