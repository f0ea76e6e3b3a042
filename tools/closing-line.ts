import { appendFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` alone on a line; adds the counts to the file named by AC_TEST_COUNTS when it is set. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failed = tests.filter((test) => test.result().state === "failed").length;
    const broken = modules.filter((module) => module.errors().length > 0).length + (unhandled.length > 0 ? 1 : 0);
    process.stdout.write(`${passed} passed, ${failed + broken} failed\n`);
    const counts = process.env.AC_TEST_COUNTS;
    if (counts) appendFileSync(counts, `${passed} ${failed + broken}\n`);
  },
};

export { closingLine };
