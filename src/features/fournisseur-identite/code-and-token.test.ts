import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  askFor,
  clientOf,
  connect,
  openIdentityProvider,
  type RawAnswer,
  redeem,
  streamOf,
  tokenBody,
  userinfo,
} from "#testing/identity-provider.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi } from "#testing/test-settings.ts";

const other = testClientFi(FC_ORIGIN_IN_TESTS, {
  clientId: "autre-client",
  clientSecret: "un-autre-secret-de-plus-de-trente-deux-octets",
});
const provider = await openIdentityProvider({ clients: [testClientFi(), other] });
const client = clientOf(provider);

const aCode = async () => {
  const ready = await aReadyAidant(provider);
  const asked = askFor(client);
  const back = await connect(provider, ready.browser, asked, { usager: "Angela" });
  return { ...ready, stream: await streamOf(provider, asked.state), code: back.get("code") ?? "" };
};
const aToken = async () => {
  const coded = await aCode();
  const { access_token: token } = JSON.parse((await redeem(provider, client, coded.code)).body);
  return { ...coded, token: token as string };
};

const revokeActe = async ({ mandat }: Awaited<ReturnType<typeof aCode>>) => {
  const [acte] = [...mandat.actes.values()];
  await provider.db
    .updateTable("acte")
    .set({ etat: "revoque", ended_at: provider.clock.now() })
    .where("id", "=", acte ?? "")
    .execute();
};

const errorOf = ({ status, body }: RawAnswer) => ({ status, error: JSON.parse(body).error });
const lastOf = async (stream: Awaited<ReturnType<typeof streamOf>>) => (await factsOf(provider, stream)).at(-1);

describe("B11 the token endpoint refuses", () => {
  test("a code used twice: the second call also revokes the token of the first", async () => {
    const { code, stream } = await aCode();
    const first = await redeem(provider, client, code);

    const second = await redeem(provider, client, code);
    const identity = await userinfo(provider, JSON.parse(first.body).access_token);

    expect(first.status).toBe(200);
    expect(errorOf(second)).toEqual({ status: 400, error: "invalid_grant" });
    expect(errorOf(identity)).toEqual({ status: 401, error: "invalid_token" });
    expect(await lastOf(stream)).toMatchObject({ type: "UseReplayed", body: { what: "code" } });
  });

  test("a code older than 60 seconds", async () => {
    const { code } = await aCode();
    provider.clock.advance(60_001);

    expect(errorOf(await redeem(provider, client, code))).toEqual({ status: 400, error: "invalid_grant" });
  });

  test("a code of another client", async () => {
    const { code } = await aCode();

    expect(errorOf(await redeem(provider, other, code))).toEqual({ status: 400, error: "invalid_grant" });
    expect((await redeem(provider, client, code)).status).toBe(200);
  });

  test.each<[string, Readonly<Record<string, string>>, number, string]>([
    ["another redirect_uri", { redirect_uri: "http://127.0.0.1:9/ailleurs" }, 400, "invalid_grant"],
    ["another secret", { client_secret: "faux" }, 401, "invalid_client"],
    ["an empty secret", { client_secret: "" }, 401, "invalid_client"],
    ["an unknown client", { client_id: "inconnu" }, 401, "invalid_client"],
    ["a code that never was", { code: "inconnu" }, 400, "invalid_grant"],
    ["another grant", { grant_type: "refresh_token" }, 400, "unsupported_grant_type"],
  ])("%s", async (_name, changes, status, error) => {
    const { code } = await aCode();

    expect(errorOf(await redeem(provider, client, code, changes))).toEqual({ status, error });
  });

  test("Basic authentication: the client sends its secret in the form", async () => {
    const { code } = await aCode();
    const body = tokenBody(client, code).replace(/&client_secret=.*$/, "");
    const authorization = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`;

    const answer = await provider.call({ method: "POST", path: "/token", headers: { authorization }, body });

    expect(errorOf(answer)).toEqual({ status: 401, error: "invalid_client" });
  });

  test("a field more is ignored, and nothing is kept by caches or cookies", async () => {
    const { code } = await aCode();

    const answer = await redeem(provider, client, code, { state: "x", champ: "y" });

    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["content-type"]).toContain("application/json");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });
});

describe("B12 a titre revoked meanwhile", () => {
  test("before the token: invalid_grant, and no token was drawn", async () => {
    const coded = await aCode();
    await revokeActe(coded);

    expect(errorOf(await redeem(provider, client, coded.code))).toEqual({ status: 400, error: "invalid_grant" });
    expect(await lastOf(coded.stream)).toMatchObject({ type: "IdentityRefused", body: { reason: "acte-revoked" } });
    expect(await factTypesOf(provider, coded.stream)).not.toContain("UseTokenIssued");
  });

  test("before userinfo: 401, and no identity", async () => {
    const held = await aToken();
    await revokeActe(held);

    const answer = await userinfo(provider, held.token);

    expect(errorOf(answer)).toEqual({ status: 401, error: "invalid_token" });
    expect(answer.body).not.toContain("DUBOIS");
    expect(await lastOf(held.stream)).toMatchObject({ type: "IdentityRefused", body: { reason: "acte-revoked" } });
    expect(await factTypesOf(provider, held.stream)).not.toContain("IdentityServed");
  });

  test.each<[string, (held: Awaited<ReturnType<typeof aCode>>) => Promise<unknown>, string]>([
    [
      "the aidant was suspended",
      ({ aidant }) =>
        provider.db.updateTable("compte").set({ etat: "suspendu" }).where("id", "=", aidant.compteId).execute(),
      "not-habilite",
    ],
    [
      "the structure was suspended",
      ({ structure }) =>
        provider.db.updateTable("structure").set({ etat: "suspendue" }).where("id", "=", structure.id).execute(),
      "structure-inactive",
    ],
  ])("%s: 401 at userinfo", async (_name, change, reason) => {
    const held = await aToken();
    await change(held);

    expect(errorOf(await userinfo(provider, held.token))).toEqual({ status: 401, error: "invalid_token" });
    expect(await lastOf(held.stream)).toMatchObject({ type: "IdentityRefused", body: { reason } });
  });
});

describe("B14 the access token", () => {
  test("serves once: used again it answers 401, and the journal says so", async () => {
    const { token, stream } = await aToken();

    const first = await userinfo(provider, token);
    const second = await userinfo(provider, token);

    expect(first.status).toBe(200);
    expect(first.headers["cache-control"]).toBe("no-store");
    expect(errorOf(second)).toEqual({ status: 401, error: "invalid_token" });
    expect(second.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect(second.headers["www-authenticate"]).toMatch(/^Bearer /);
    expect((await factTypesOf(provider, stream)).slice(-2)).toEqual(["IdentityServed", "UseReplayed"]);
  });

  test("serves for 60 seconds", async () => {
    const { token, stream } = await aToken();
    provider.clock.advance(60_001);

    expect(errorOf(await userinfo(provider, token))).toEqual({ status: 401, error: "invalid_token" });
    expect(await factTypesOf(provider, stream)).not.toContain("IdentityServed");
  });

  test.each([
    ["never was", { authorization: "Bearer inconnu" }],
    ["is missing", { authorization: "" }],
  ])("that %s answers 401", async (_name, headers) => {
    expect((await userinfo(provider, "x", headers)).status).toBe(401);
  });
});

describe("C9, A04-10 the journal does not answer", () => {
  test("at userinfo: 503, no identity, and the token still serves once it is back", async () => {
    const { token, stream } = await aToken();
    await sql`create function refuse_facts() returns trigger language plpgsql as $$ begin raise 'journal down'; end $$`.execute(
      provider.db,
    );
    await sql`create trigger refuse_facts before insert on journal_pending execute function refuse_facts()`.execute(
      provider.db,
    );

    const refused = await userinfo(provider, token);
    await sql`drop trigger refuse_facts on journal_pending`.execute(provider.db);
    await sql`drop function refuse_facts`.execute(provider.db);
    const served = await userinfo(provider, token);

    expect(refused.status).toBe(503);
    expect(refused.body).not.toMatch(/DUBOIS|angela/i);
    expect(served.status).toBe(200);
    expect((await factTypesOf(provider, stream)).filter((type) => type === "IdentityServed")).toHaveLength(1);
  });

  test("nothing of a code, a token or a secret reaches the log", async () => {
    const { code, token } = await aToken();
    await redeem(provider, client, code);
    await userinfo(provider, token);

    const log = provider.log.join("\n");
    for (const secret of [code, token, client.clientSecret, "DUBOIS"]) expect(log).not.toContain(secret);
    expect(log).toContain("a code or a token came twice");
  });
});

test("nothing kept for the exchange holds a code, a token or a name in clear", async () => {
  const { code, token } = await aToken();

  const { rows } = await sql<{
    text: string;
  }>`select row_to_json(oidc_artefact)::text as text from oidc_artefact`.execute(provider.db);

  const kept = rows.map(({ text }) => text).join("\n");
  for (const secret of [code, token, "DUBOIS", "angela"]) {
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(Buffer.from(secret).toString("hex"));
  }
});
