import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { takePicture, useChromium } from "../chromium.ts";
import { personas, signIn } from "../people.ts";

const { newContext } = useChromium();
const A4_POINTS = { width: 595, height: 842 };

/** Page boxes of a PDF, in points, as its text tells them. */
const boxesOf = (pdf: Buffer) =>
  [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  }));

test("the paper of a mandat prints on A4: at most two sheets, without the menus of the screen", async () => {
  const page = await (await newContext({ viewport: { width: 794, height: 1123 } })).newPage();
  await signIn(page, (await personas()).helene);
  await page.goto("/espace-aidant/bourgimag1/mandats");
  await page.getByRole("link", { name: /DUBOIS/ }).click();
  await page
    .getByRole("link", { name: /^Mandat n°/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Imprimer le mandat" }).click();
  await page.getByRole("heading", { name: /^Mandat n°/ }).waitFor();

  await page.emulateMedia({ media: "print" });
  await takePicture(page, "impression-document");
  const words = await page.locator("body").innerText();
  expect(words).toContain("SIRET");
  expect(words).not.toContain("Se déconnecter");
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: false });
  writeFileSync("dist/pictures/impression-document.pdf", pdf);
  const boxes = boxesOf(pdf);
  expect(boxes.length).toBeGreaterThan(0);
  expect(boxes.length).toBeLessThanOrEqual(2);
  for (const box of boxes) expect(box).toEqual(A4_POINTS);
});
