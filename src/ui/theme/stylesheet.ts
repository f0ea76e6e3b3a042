// biome-ignore lint/style/noRestrictedImports: the stylesheet's parts are files; this is the one place of ui that reads them, once at start.
import { readFileSync } from "node:fs";
// biome-ignore lint/style/noRestrictedImports: see above.
import { join } from "node:path";

/** In cascade order: what is declared later wins. */
const parts = [
  "tokens",
  "fonts",
  "base",
  "layout",
  "frame",
  "buttons",
  "forms",
  "choices",
  "messages",
  "cards",
  "details",
  "sheet",
  "table",
  "navigation",
  "bands",
  "preferences",
  "print",
] as const;

/**
 * The whole stylesheet, as one text to serve under a hashed name.
 * @param root the project's folder. The fonts of `src/ui/theme/fonts/` are served in `fonts/` beside the stylesheet.
 */
export const readStylesheet = (root: string): string =>
  parts.map((part) => readFileSync(join(root, "src/ui/theme", `${part}.css`), "utf8")).join("\n");
