import { generateKeyPairSync } from "node:crypto";
import type { KoaContextWithOIDC } from "fc-oidc-provider";
import { readJwt, signJwt } from "./jwt.ts";
import { spoilReturn } from "./service-return.ts";
import { recordEvent, type SimulatorState } from "./state.ts";

type Answer = (state: SimulatorState, ctx: KoaContextWithOIDC) => void | Promise<void>;

const tokenCodes: Record<string, string> = {
  invalid_client: "Y0434A7B",
  invalid_grant: "Y049E20B",
  invalid_request: "Y048017B",
};

type Claims = Record<string, unknown>;

/** Signs again with FranceConnect's key, the algorithm of the token being kept. */
const signAgain = (state: SimulatorState, header: Claims, payload: Claims): string => {
  const alg = header.alg === "RS256" ? "RS256" : "ES256";
  return signJwt(header, payload, { alg, privateKey: state.keys[alg].privateKey });
};

/** A signature of the same algorithm, by a key that nobody knows. */
const signWrongly = (header: Claims, payload: Claims): string =>
  header.alg === "RS256"
    ? signJwt(header, payload, {
        alg: "RS256",
        privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
      })
    : signJwt(header, payload, {
        alg: "ES256",
        privateKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
      });

const idTokenClaimFaults = {
  "id_token.nonce": ["nonce", (value: string) => value || "un-autre-nonce-que-celui-qui-a-ete-recu"],
  "id_token.iss": ["iss", (value: string) => value || "https://autre-emetteur.example.test/api/v2"],
  "id_token.aud": ["aud", (value: string) => value || "un-autre-service"],
  "id_token.acr": ["acr", (value: string) => value || "eidas2"],
} as const;

const spoilIdToken = (state: SimulatorState, clientId: string, idToken: string): string => {
  const { header, payload } = readJwt(idToken);
  const now = Math.floor(+state.clock.now() / 1000);
  let spoilt = false;
  for (const [fault, [claim, spoil]] of Object.entries(idTokenClaimFaults)) {
    const active = state.faults.take(fault as keyof typeof idTokenClaimFaults);
    if (!active) continue;
    payload[claim] = spoil(active.value);
    spoilt = true;
  }
  const expired = state.faults.take("id_token.exp");
  if (expired) {
    payload.exp = now - Number(expired.value || 3600);
    payload.iat = Number(payload.exp) - 60;
  }
  const alg = state.faults.take("id_token.alg");
  if (alg?.value === "none") return signJwt(header, payload, { alg: "none" });
  if (alg?.value === "HS256")
    return signJwt(header, payload, { alg: "HS256", secret: state.fs.get(clientId)?.clientSecret ?? "" });
  if (alg) return signWrongly(header, payload);
  return spoilt || expired ? signAgain(state, header, payload) : idToken;
};

/** Long enough for any client to have given up. */
const never = (milliseconds: string) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, Number(milliseconds || 15_000)).unref();
  });

/** The JSON of a refused token call, with the code of spec 01 §5.7 in its `error_uri`. */
export const refusedTokenCall = (state: SimulatorState, error: string, error_description: string) => {
  const code = tokenCodes[error] ?? "Y048017B";
  recordEvent(state, "FS_TOKEN_REFUSED", { code, error });
  return { error, error_description, error_uri: `${state.origin}/sim#${code}` };
};

const answerToken: Answer = async (state, ctx) => {
  const body = ctx.body as Record<string, unknown> | undefined;
  const clientId = ctx.oidc?.client?.clientId ?? "";
  const timeout = state.faults.take("token.timeout");
  if (timeout) await never(timeout.value);
  const status = state.faults.take("token.status");
  if (status) {
    ctx.status = Number(status.value);
    ctx.body = { error: "server_error", error_description: "fault of the simulator" };
    return;
  }
  if (typeof body?.error === "string") {
    ctx.body = refusedTokenCall(state, body.error, String(body.error_description ?? ""));
    return;
  }
  if (typeof body?.id_token !== "string") return;
  recordEvent(state, "FS_REQUESTED_FC_TOKEN", { clientId });
  ctx.body = { ...body, id_token: spoilIdToken(state, clientId, body.id_token) };
};

/** Claims changed on purpose, or null when no fault asks for it. */
const spoilUserinfo = (state: SimulatorState, payload: Claims): Claims | null => {
  const { faults } = state;
  const changed = { ...payload };
  const omitPlace = faults.take("birthplace.absent");
  const nullPlace = faults.take("birthplace.null");
  const omitEmail = faults.take("email.absent");
  const otherSub = faults.take("userinfo.othersub");
  if (omitPlace) delete changed.birthplace;
  if (nullPlace) changed.birthplace = null;
  if (omitEmail) delete changed.email;
  if (otherSub) changed.sub = otherSub.value || `${"0".repeat(64)}v1`;
  return omitPlace || nullPlace || omitEmail || otherSub ? changed : null;
};

const refuseToken = (ctx: KoaContextWithOIDC) => {
  ctx.status = 401;
  ctx.set("www-authenticate", 'Bearer error="invalid_token"');
  ctx.type = "application/json";
  ctx.body = { error: "invalid_token", error_description: "fault of the simulator" };
};

const answerUserinfo: Answer = async (state, ctx) => {
  const timeout = state.faults.take("userinfo.timeout");
  if (timeout) await never(timeout.value);
  if (state.faults.take("userinfo.401")) return refuseToken(ctx);
  if (typeof ctx.body !== "string") return;
  ctx.type = "application/jwt";
  ctx.set("content-type", "application/jwt");
  recordEvent(state, "FS_REQUESTED_FC_USERINFO", { clientId: ctx.oidc?.client?.clientId });

  const { header, payload } = readJwt(ctx.body);
  const changed = spoilUserinfo(state, payload);
  if (state.faults.take("userinfo.json")) {
    ctx.type = "application/json";
    ctx.body = changed ?? payload;
  } else if (state.faults.take("userinfo.badsig")) ctx.body = signWrongly(header, changed ?? payload);
  else if (changed) ctx.body = signAgain(state, header, changed);
};

const answerKeys: Answer = (state, ctx) => {
  ctx.set("cache-control", "public, max-age=600");
  if (!state.faults.take("jwks.down")) return;
  ctx.status = 503;
  ctx.set("cache-control", "no-store");
  ctx.body = { error: "temporarily_unavailable" };
};

const answerService: Answer = (state, ctx) => {
  const location = ctx.response.get("location");
  if (URL.canParse(location)) ctx.set("location", spoilReturn(state, location));
};

const answers: Record<string, Answer> = {
  token: answerToken,
  userinfo: answerUserinfo,
  jwks: answerKeys,
  authorization: answerService,
  resume: answerService,
};

/** What FranceConnect adds to the library's answers, and what a fault spoils in them. */
export const finishAnswer = async (state: SimulatorState, ctx: KoaContextWithOIDC): Promise<void> => {
  await answers[ctx.oidc?.route ?? ""]?.(state, ctx);
};
