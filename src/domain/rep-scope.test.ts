import { describe, expect, test } from "vitest";
import { demarches, repScopes } from "./demarche.ts";
import { demarcheNamed, demarchesAsked, isWithinRepScope, spellRepScope } from "./rep-scope.ts";

describe("C11 rep_scope in both vocabularies", () => {
  test.each(demarches)("%s is named by its key, by FranceConnect's value and by its decomposed form", (demarche) => {
    for (const value of [demarche, repScopes[demarche], repScopes[demarche].normalize("NFD")])
      expect(demarcheNamed(value)).toBe(demarche);
  });

  test.each([
    "",
    "Famille",
    "famille-scolarité",
    "FAMILLE",
    " famille",
    "Famille-Scolarite",
  ])("« %s » names nothing", (value) => {
    expect(demarcheNamed(value)).toBeNull();
  });

  test("a list narrows what is offered; unknown values match nothing; no list narrows nothing", () => {
    expect(demarchesAsked(["travail", "Famille-Scolarité", "inconnu"])).toEqual(["famille", "travail"]);
    expect(demarchesAsked(["inconnu"])).toEqual([]);
    expect(demarchesAsked([])).toEqual(demarches);
    expect(isWithinRepScope("logement", [])).toBe(true);
    expect(isWithinRepScope("logement", ["inconnu"])).toBe(false);
  });
});

describe("spelling of the answer", () => {
  const decomposed = "Famille-Scolarité".normalize("NFD");

  test.each([
    ["auto", [], ["Famille-Scolarité"]],
    ["auto", ["famille", "Logement"], ["famille"]],
    ["auto", [decomposed, "famille"], [decomposed, "famille"]],
    ["auto", ["Logement"], ["Famille-Scolarité"]],
    ["franceconnect", ["famille"], ["Famille-Scolarité"]],
    ["cles", ["Famille-Scolarité"], ["famille"]],
    ["off", ["famille"], null],
  ] as const)("%s, asked %j: %j", (spelling, asked, answer) => {
    expect(spellRepScope("famille", asked, spelling)).toEqual(answer);
  });
});
