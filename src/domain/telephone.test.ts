import { expect, test } from "vitest";
import { telephoneWords } from "./telephone.ts";

test.each([
  ["+33199005501", "01\u00a099\u00a000\u00a055\u00a001"],
  ["+33639980001", "06\u00a039\u00a098\u00a000\u00a001"],
  ["+262639980001", "+262639980001"],
  ["+3319900550", "+3319900550"],
  ["", ""],
])("the number %s is told as %s", (stored, told) => {
  expect(telephoneWords(stored)).toBe(told);
});
