import type { Deps } from "#deps.ts";
import type { UseChoice } from "#domain/use.ts";
import type { Tx } from "#platform/database.ts";
import type { ClientFi } from "#platform/settings.ts";
import type { Connexion } from "#store/connexion-usage-store.ts";
import { findSiret } from "#store/structure-siret.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * What the id_token says of the use (chapter 01 §3.8): the chosen démarche alone and, for a client whose record asks for
 * them, who acts and under which titre. Identifiers are pairwise: two clients cannot compare them.
 */
export const readClaimsAboutUse = async (
  tx: Tx,
  { keys }: Pick<Deps, "keys">,
  client: ClientFi,
  { choice, confirmed }: Connexion,
  term: Date,
): Promise<Claims> => ({
  ...(confirmed?.repScope ? { rep_scope: confirmed.repScope } : {}),
  ...(choice && client.claimAct ? { act: await actClaim(tx, keys, client, choice) } : {}),
  ...(choice && client.claimMandat ? { mandat: mandatClaim(keys, client, choice, term) } : {}),
});

/** RFC 8693 §4.1. */
const actClaim = async (tx: Tx, keys: Deps["keys"], { clientId }: ClientFi, { compteId, structureId }: UseChoice) => ({
  sub: keys.pseudonym("aidant", clientId, compteId),
  siret: await findSiret(tx, structureId),
});

const mandatClaim = (keys: Deps["keys"], { clientId }: ClientFi, { mandatId, demarche }: UseChoice, term: Date) => ({
  id: keys.pseudonym("titre", clientId, mandatId),
  type: "mandat",
  scope: [demarche],
  exp: Math.floor(term.getTime() / 1000),
});
