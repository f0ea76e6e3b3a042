import { longest, readSources } from "./architecture.ts";

for (const { path, lines } of longest(readSources("src", "dev"), 5)) process.stdout.write(`${lines}\t${path}\n`);
