import { describe, expect, test } from "vitest";
import { type CanonicalValue, encodeCanonical, parseCanonical } from "./canonical-json.ts";

describe("A04-03 canonical encoding", () => {
  test("keys are sorted by code unit, absent values are absent keys", () => {
    expect(encodeCanonical({ b: [1, true], aB: 'é\u0001"', ab: undefined, a: -5 })).toBe(
      '{"a":-5,"aB":"é\\u0001\\"","b":[1,true]}',
    );
  });

  test.each([
    ["a float", 1.5],
    ["an integer beyond 2^53 - 1", 2 ** 53],
    ["not a number", Number.NaN],
    ["NFD text", "e\u0301"],
    ["a lone surrogate", "\ud800"],
    ["a key with a hyphen", { "nom-usage": true }],
    ["a capitalised key", { Nom: true }],
    ["null", null as unknown as CanonicalValue],
    ["null inside", { a: null as unknown as CanonicalValue }],
  ])("encoding refuses %s", (_name, value) => {
    expect(() => encodeCanonical(value)).toThrow(expect.objectContaining({ name: "NotCanonical" }));
  });

  test.each([
    ["a duplicate key", '{"a":1,"a":1}'],
    ["keys in another order", '{"b":1,"a":1}'],
    ["a blank", '{"a": 1}'],
    ["a float", '{"a":1.0}'],
    ["an exponent", '{"a":1e2}'],
    ["minus zero", '{"a":-0}'],
    ["null", '{"a":null}'],
    ["NFD text", '{"a":"e\u0301"}'],
    ["a useless escape", '{"a":"\\u0041"}'],
    ["a trailing byte", '{"a":1}\n'],
    ["what is not JSON", "{a:1}"],
    ["nothing", ""],
  ])("reading refuses %s", (_name, text) => {
    expect(() => parseCanonical(text)).toThrow(expect.objectContaining({ name: "NotCanonical" }));
  });
});
