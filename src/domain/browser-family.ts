const browsers = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\b(OPR|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|Chromium|CriOS)\//],
  ["Safari", /\bSafari\//],
] as const;

const systems = [
  ["Android", /\bAndroid\b/],
  ["iPhone ou iPad", /\b(iPhone|iPad)\b/],
  ["Windows", /\bWindows\b/],
  ["Mac", /\bMacintosh\b/],
  ["Linux", /\bLinux\b/],
] as const;

type Family = readonly (readonly [string, RegExp])[];
const named = (families: Family, userAgent: string): string | undefined =>
  families.find(([, mark]) => mark.test(userAgent))?.[0];

/** What a person would call the browser: « Firefox sur Windows ». Never a version: it would single people out. */
export const browserFamilyOf = (userAgent: string | undefined): string => {
  const browser = named(browsers, userAgent ?? "") ?? "Navigateur";
  const system = named(systems, userAgent ?? "");
  return system ? `${browser} sur ${system}` : browser;
};
