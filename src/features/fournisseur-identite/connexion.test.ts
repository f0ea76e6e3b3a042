import { expect, test } from "vitest";
import {
  askFor,
  clientOf,
  connect,
  decodeJwt,
  hs256,
  openIdentityProvider,
  redeem,
  streamOf,
  userinfo,
} from "#testing/identity-provider.ts";
import { factTypesOf } from "#testing/journal.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";

const provider = await openIdentityProvider();
const client = clientOf(provider);

test("an aidant connects an usager, and the journal says so before the identity leaves", async () => {
  const { browser } = await aReadyAidant(provider);
  const asked = askFor(client);

  const back = await connect(provider, browser, asked, { usager: "Angela" });
  const answer = await redeem(provider, client, back.get("code") ?? "");
  const { access_token, id_token, ...rest } = JSON.parse(answer.body);
  const identity = await userinfo(provider, access_token);

  expect(back.get("state")).toBe(asked.state);
  expect(back.get("iss")).toBe(provider.origin);
  expect(answer.status).toBe(200);
  expect(rest).toEqual({ token_type: "Bearer", expires_in: 60, scope: "openid profile email birth" });
  const { header, claims, signed, signature } = decodeJwt(id_token);
  expect(header).toEqual({ alg: "HS256" });
  expect(signature).toBe(hs256(signed, client.clientSecret));
  expect(claims).toMatchObject({ iss: provider.origin, aud: "franceconnect", nonce: asked.nonce, acr: "eidas1" });
  expect(claims.rep_scope).toEqual(["Famille-Scolarité"]);
  expect(identity.status).toBe(200);
  expect(JSON.parse(identity.body)).toEqual({
    sub: claims.sub,
    given_name: "Angela Claire Louise",
    family_name: "DUBOIS",
    birthdate: "1962-08-24",
    gender: "female",
    birthplace: "75107",
    birthcountry: "99100",
    email: "angela.dubois@example.test",
  });
  expect(await factTypesOf(provider, await streamOf(provider, asked.state))).toEqual([
    "UseAsked",
    "IdentityRequested",
    "UseCodeIssued",
    "UseTokenIssued",
    "IdentityServed",
  ]);
});
