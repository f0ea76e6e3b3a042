import { createHash } from "node:crypto";
import { type CanonicalValue, encodeCanonical } from "./canonical-json.ts";
import type { Duree } from "./duree.ts";
import { type Hash, hashOf } from "./fact-schema.ts";
import type { ActeVoulu } from "./portee.ts";

type Portee = { readonly actes: readonly ActeVoulu[]; readonly duree: Duree };

/** What somebody consents to, word for word, as one salted hash: the fact of the consent says no more (chapter 04 F2). */
export const consentHash = (salt: string, { actes, duree }: Portee): Hash => {
  const read: CanonicalValue = {
    duree,
    actes: actes.map(({ demarche, service, libelle, presence }) => ({ demarche, service, libelle, presence })),
  };
  return hashOf(
    createHash("sha256")
      .update(`${salt}\u0000${encodeCanonical(read)}`)
      .digest(),
  );
};
