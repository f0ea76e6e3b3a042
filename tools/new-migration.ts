import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsIn } from "#platform/migrate.ts";

const folder = join(import.meta.dirname, "../migrations");
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write("Usage: npm run db:new <name_in_snake_case>\n");
  process.exit(2);
}
const last = Number(migrationsIn(folder).at(-1)?.slice(0, 4) ?? 0);
const file = `${String(last + 1).padStart(4, "0")}_${name}.sql`;
writeFileSync(join(folder, file), "-- Why this change, in one sentence.\n", { flag: "wx" });
process.stdout.write(`migrations/${file}\n`);
