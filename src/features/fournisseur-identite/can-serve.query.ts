import type { Deps } from "#deps.ts";
import { faultFields } from "#platform/log.ts";

/** True while the tables that a connexion goes through answer. */
export const canServe = async ({ db, log }: Pick<Deps, "db" | "log">): Promise<boolean> => {
  try {
    await db.selectFrom("cle_signature").select("kid").limit(1).execute();
    return true;
  } catch (fault) {
    log.error("the database does not answer", { ...faultFields(fault), component: "fournisseur-identite" });
    return false;
  }
};
