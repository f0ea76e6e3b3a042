import type { FsRecord } from "./records.ts";
import { recordEvent, type SimulatorState } from "./state.ts";

/** FranceConnect's words for the ten démarches, and the keys of the Aidants Connect service (spec 01 §3.8). */
export const repScopeKeys: Readonly<Record<string, string>> = {
  "Papier-Citoyenneté-Elections": "papiers",
  "Famille-Scolarité": "famille",
  "Social-Santé": "social",
  "Travail-Formation": "travail",
  Logement: "logement",
  "Transports-Mobilité": "transports",
  "Argent-Impots-Consommation": "argent",
  Justice: "justice",
  "Etranger-Europe": "etranger",
  "Loisirs-Sport-Culture": "loisirs",
};

/** Any element in common, as exact strings; a service without a list accepts everything. */
export const matchesRepScope = (fs: FsRecord, repScope: readonly string[]): boolean =>
  fs.repScope.length === 0 || fs.repScope.some((wanted) => repScope.includes(wanted));

export const recordRepScope = (state: SimulatorState, fs: FsRecord, repScope: readonly string[]): boolean => {
  const valid = matchesRepScope(fs, repScope);
  recordEvent(state, valid ? "FC_VALID_REP_SCOPE" : "FC_INVALID_REP_SCOPE", {
    clientId: fs.clientId,
    repScope: repScope.join(" "),
  });
  return valid;
};
