import type { IdentitePivot } from "#domain/identite.ts";
import type { StructureId, UsagerId } from "#domain/ids.ts";
import { searchPrefixes } from "#domain/name-search.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";

/** Makes an usager findable in a structure by the first letters of his names as they are now (chapter 04 B2). */
export const recordSearchTokens = async (
  tx: Tx,
  keys: Keys,
  structureId: StructureId,
  usagerId: UsagerId,
  identite: IdentitePivot,
): Promise<void> => {
  await tx
    .deleteFrom("usager_jeton")
    .where("structure_id", "=", structureId)
    .where("usager_id", "=", usagerId)
    .execute();
  const tokens = searchPrefixes(identite).map((prefix) => keys.searchToken(structureId, prefix));
  if (tokens.length === 0) return;
  await tx
    .insertInto("usager_jeton")
    .values(tokens.map((token) => ({ structure_id: structureId, token, usager_id: usagerId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
