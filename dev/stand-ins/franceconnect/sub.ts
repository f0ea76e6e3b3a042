import { createHash } from "node:crypto";
import type { RegisterIdentity } from "./identity.ts";

const sha256 = (text: string) => createHash("sha256").update(text);

/** The person's fingerprint on the register's identity (spec 01 §5.8): the same through every identity provider. */
export const identityHash = (identity: RegisterIdentity): string => {
  const { given_name, family_name, birthdate, gender, birthplace, birthcountry } = identity;
  const place = birthcountry === "99100" ? birthplace : "";
  return sha256(`${given_name}${family_name}${birthdate}${gender}${place}${birthcountry}`).digest("base64");
};

/** The pairwise `sub` of that person at an entity (spec 01 §5.8): 64 hexadecimal digits and `v1`. */
export const pairwiseSub = (entityId: string, identity: RegisterIdentity, secret: string): string =>
  `${sha256(`${entityId}${identityHash(identity)}${secret}`).digest("hex")}v1`;
