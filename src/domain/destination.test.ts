import { expect, test } from "vitest";
import { toDestination } from "./destination.ts";

test.each([
  "/espace-aidant",
  "/espace-aidant/a1b2/mandats?q=du%20pont&page=2",
  `/${"a".repeat(2047)}`,
])("02-12 %s is a page of ours", (path) => expect(toDestination(path)).toBe(path));

test.each([
  "https://exemple.test/",
  "//exemple.test/",
  "/\\exemple.test",
  "\\\\exemple.test",
  "/a\\b",
  "/a\u0000b",
  "/a\nb",
  "/a b",
  "espace-aidant",
  "",
  "javascript:alert(1)",
  `/${"a".repeat(2048)}`,
])("02-12 %o is not", (path) => expect(toDestination(path)).toBeNull());
