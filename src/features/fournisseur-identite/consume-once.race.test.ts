import { describe, expect, test } from "vitest";
import { createApp } from "#app.ts";
import {
  askFor,
  clientOf,
  connect,
  freePort,
  openIdentityProvider,
  rawCall,
  redeem,
  streamOf,
  tokenBody,
  userinfo,
} from "#testing/identity-provider.ts";
import { factTypesOf } from "#testing/journal.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";

const ROUNDS = 50;
/** Under the guard rail of identities served in an hour. */
const USES = 30;
const provider = await openIdentityProvider();
const client = clientOf(provider);
/** A second instance of the service on the same database, answering for the same issuer. */
const secondPort = await freePort();
const second = createApp(provider.deps);
await second.listen({ host: "127.0.0.1", port: secondPort });

const { browser } = await aReadyAidant(provider);
const aCode = async () => {
  const asked = askFor(client);
  const back = await connect(provider, browser, asked, { usager: "Angela" });
  return { code: back.get("code") ?? "", stream: await streamOf(provider, asked.state) };
};

describe("C10 two instances, one PostgreSQL", () => {
  test(`a code posted twice at once, ${ROUNDS} rounds: never two successes, the grant is revoked`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { code, stream } = await aCode();
      const post = { method: "POST", path: "/token", body: tokenBody(client, code) } as const;

      const answers = await Promise.all([provider.call(post), rawCall(secondPort, post)]);
      const served = answers.filter(({ status }) => status === 200);

      expect(served.length).toBeLessThanOrEqual(1);
      for (const { body: answer } of served)
        expect((await userinfo(provider, JSON.parse(answer).access_token)).status).toBe(401);
      const facts = await factTypesOf(provider, stream);
      expect(facts.filter((type) => type === "UseReplayed")).toHaveLength(1);
      expect(facts).not.toContain("IdentityServed");
    }
  });

  test(`an access token used four times at once, ${USES} rounds: one identity, one fact`, async () => {
    for (let round = 0; round < USES; round += 1) {
      const { code, stream } = await aCode();
      const { access_token } = JSON.parse((await redeem(provider, client, code)).body);
      const get = { method: "GET", path: "/userinfo", headers: { authorization: `Bearer ${access_token}` } } as const;

      const answers = await Promise.all([
        provider.call(get),
        rawCall(secondPort, get),
        provider.call(get),
        rawCall(secondPort, get),
      ]);

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const facts = await factTypesOf(provider, stream);
      expect(facts.filter((type) => type === "IdentityServed")).toHaveLength(1);
    }
  });
});
