import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the entry points: `node tools/build.mjs` for production, `node tools/build.mjs dev` for the development build. */
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entries = { production: ["main", "src/main.ts"], dev: ["dev", "dev/main.ts"] };
const [output, source] = entries[process.argv[2] ?? "production"] ?? entries.production;

rmSync(join(root, "dist", `${output}.js`), { force: true });
await build({
  entryPoints: [join(root, source)],
  outfile: join(root, "dist", `${output}.js`),
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node24",
  sourcemap: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});
