import { defineFact, enumOf, setOf, uuid } from "../fact-schema.ts";

/** Stream `structure/<id>` (chapter 06 §16). */
export const structureFacts = [
  defineFact("StructureCreated", 1, { structure: uuid() }),
  defineFact("AppartenanceGranted", 1, {
    appartenance: uuid(),
    compte: uuid(),
    structure: uuid(),
    roles: setOf(enumOf("aidant", "referent")),
  }),
] as const;
