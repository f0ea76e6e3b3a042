import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";

export type SourceFile = { readonly path: string; readonly text: string };
export type Violation = { readonly rule: string; readonly path: string; readonly detail: string };

const root = join(import.meta.dirname, "..");

/** Every source file below the given folders, with its path from the project's root. */
export const readSources = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") })),
  );

const importsOf = ({ path, text }: SourceFile): readonly string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target]) => resolveImport(path, target as string));

const resolveImport = (from: string, target: string): string => {
  if (target.startsWith("#dev/") || target.startsWith("#bench/")) return target.slice(1);
  if (target.startsWith("#")) return `src/${target.slice(1)}`;
  return target.startsWith(".") ? posix.join(dirname(from), target) : target;
};

const isTest = (path: string): boolean =>
  /\.(test|peer\.test|race\.test)\.tsx?$/.test(path) || path.startsWith("src/testing/");

/** What each folder of `src` may import from the rest of `src`, besides itself (R1). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ["verifier"],
  ui: [],
  verifier: [],
  platform: ["domain", "verifier", "ui"],
  store: ["domain", "platform", "verifier"],
  features: ["domain", "store", "platform", "ui", "verifier", "deps.ts", "paths.ts"],
};

const roomOf = (path: string): string => path.split("/")[1] ?? "";

/** A folder or file whose last word is one of these says nothing of what it holds. */
const forbiddenNames = /(^|[-/])(utils?|helpers?|common|manager|impl|index)(?=[/.])|[-/]service(?=\.)|\/services?\//;

type Rule = (file: SourceFile) => readonly string[];

const rules: Readonly<Record<string, Rule>> = {
  R1: (file) => {
    const allowed = mayImport[roomOf(file.path)];
    if (!allowed || !file.path.startsWith("src/")) return [];
    const room = roomOf(file.path);
    return importsOf(file)
      .filter((target) => target.startsWith("src/") || target.startsWith("dev/") || target.startsWith("bench/"))
      .filter((target) => !target.startsWith("src/") || ![room, ...allowed].includes(roomOf(target)))
      .map((target) => `${room} imports ${target}`);
  },
  R3: (file) => {
    const feature = /^src\/features\/([^/]+)\//.exec(file.path)?.[1];
    if (!feature) return [];
    return importsOf(file)
      .filter((target) => target.startsWith("src/features/") && !target.startsWith(`src/features/${feature}/`))
      .map((target) => `imports ${target}`);
  },
  R4: ({ path, text }) => {
    if (!/^src\/(features|domain|ui|app|main)/.test(path)) return [];
    const writes = /\.(insertInto|updateTable|deleteFrom|mergeInto)\(/.test(text) ? ["writes SQL outside store/"] : [];
    const reads =
      /\.selectFrom\(|\bsql[<`.]/.test(text) && !path.endsWith(".query.ts") ? ["reads SQL outside a query"] : [];
    return [...writes, ...reads];
  },
  R5: ({ path, text }) =>
    path.startsWith("src/") && path !== "src/config.ts" && /process\.env\b/.test(text) ? ["reads process.env"] : [],
  R7: ({ path, text }) => [
    ...(forbiddenNames.test(path) ? ["bears a name that says nothing"] : []),
    ...(/^export \* from|^export \{[^}]*\} from/m.test(text) ? ["re-exports"] : []),
    ...(/^export default/m.test(text) && !path.endsWith(".config.ts") ? ["has a default export"] : []),
  ],
};

/** Breaches of the numbered rules of CONTRIBUTING that a look at the sources can tell; tests may cross rooms. */
export const violationsIn = (files: readonly SourceFile[]): readonly Violation[] =>
  files.flatMap((file) =>
    Object.entries(rules)
      .filter(([rule]) => rule === "R7" || !isTest(file.path))
      .flatMap(([rule, check]) => check(file).map((detail) => ({ rule, path: file.path, detail }))),
  );

/** The longest files, for a look in review. */
export const longest = (files: readonly SourceFile[], count: number): readonly { path: string; lines: number }[] =>
  files
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .sort((a, b) => b.lines - a.lines)
    .slice(0, count);
