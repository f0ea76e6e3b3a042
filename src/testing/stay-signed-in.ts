import type { Aidant, World } from "./world.ts";

/** Makes the session of a person as fresh as the present of the clock: what a test of long delays is not about. */
export const staySignedIn = async ({ db, clock }: World, { sessionId }: Aidant): Promise<void> => {
  const now = clock.now();
  await db
    .updateTable("session_compte")
    .set({ created_at: now, last_activity_at: now, proof_at: now })
    .where("id", "=", sessionId)
    .execute();
};
