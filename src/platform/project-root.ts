import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder that holds migrations and theme, found from this module upwards: it is two floors down in the sources and
 * one in the bundle, so that no path depends on where the program was started.
 */
export const projectRoot = ((): string => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "aidants-connect") return folder;
  }
  throw new Error("The project's package.json is not above this program.");
})();
