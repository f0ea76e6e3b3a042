import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#platform/project-root.ts";
import { folderFor, type StaticFile } from "#platform/static-files.ts";
import { readStylesheet } from "#ui/theme/stylesheet.ts";

const theme = join(projectRoot, "src/ui/theme");
const font = (name: string): StaticFile => ({
  name: `fonts/${name}`,
  type: "font/woff2",
  body: readFileSync(join(theme, "fonts", name)),
});

/** All that pages load besides their HTML, read once. */
export const themeFiles: readonly StaticFile[] = [
  { name: "theme.css", type: "text/css; charset=utf-8", body: Buffer.from(readStylesheet(projectRoot)) },
  { name: "favicon.svg", type: "image/svg+xml", body: readFileSync(join(theme, "favicon.svg")) },
  font("atkinson-latin.woff2"),
  font("atkinson-latin-ext.woff2"),
];

const folder = folderFor(themeFiles);
export const stylesheetHref = `${folder}/theme.css`;
export const faviconHref = `${folder}/favicon.svg`;
