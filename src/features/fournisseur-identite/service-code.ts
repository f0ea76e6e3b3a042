import { normalizeWords } from "#domain/name-search.ts";

const CODE_MAX = 64;

/** A service's name as a code of the journal, which holds no free text: « Assurance retraite (Cnav) » is `assurance-retraite-cnav`. */
export const serviceCode = (service: string): string | null =>
  normalizeWords(service)
    .map((word) => word.replace(/[^a-z0-9]/g, ""))
    .filter(Boolean)
    .join("-")
    .slice(0, CODE_MAX) || null;
