import { type Configuration, interactionPolicy, Provider } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { cookieSpelling } from "#platform/cookies.ts";
import { faultFields } from "#platform/log.ts";
import type { SigningKey } from "#store/signing-key-store.ts";
import { artefactAdapter } from "./artefact-adapter.ts";
import { toClientMetadata } from "./client-metadata.ts";
import { createFindAccount } from "./find-account.ts";
import { createAskedRecorder } from "./record-asked.ts";
import { assertRepScope, requestRules } from "./request-rules.ts";

export const openIdPaths = {
  authorization: "/authorize",
  token: "/token",
  userinfo: "/userinfo",
  jwks: "/jwks",
  endSession: "/session/end",
  discovery: "/.well-known/openid-configuration",
} as const;

const SESSION_COOKIE = "ac-oidc-session";
const { Check, Prompt } = interactionPolicy;

type RenderError = NonNullable<Configuration["renderError"]>;

/** Steps are shown whatever was asked, and once: `prompt` only decides which error `none` gets (chapter 01 §3.3). */
const policy = () => [
  new Prompt(
    { name: "login", requestable: true },
    new Check("steps", "the aidant must choose an usager and an acte", "login_required", ({ oidc }) =>
      oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
    ),
  ),
  new Prompt({ name: "consent", requestable: true }),
  new Prompt({ name: "select_account", requestable: true }),
];

const claims: Configuration["claims"] = {
  openid: ["sub", "acr", "auth_time", "rep_scope", "act", "mandat"],
  profile: ["given_name", "family_name", "preferred_username", "birthdate", "gender"],
  email: ["email"],
  birth: ["birthplace", "birthcountry"],
};

const off = { enabled: false } as const;
const on = { enabled: true } as const;

/** Only what chapter 01 §3.1 lists exists. */
const features: Configuration["features"] = {
  devInteractions: off,
  userinfo: on,
  jwtUserinfo: on,
  claimsParameter: { enabled: true, assertClaimsParameter: assertRepScope },
  rpInitiatedLogout: off,
  backchannelLogout: off,
  pushedAuthorizationRequests: off,
  requestObjects: off,
  resourceIndicators: off,
  dPoP: off,
  introspection: off,
  revocation: off,
};

const lifetimes: Configuration["ttl"] = {
  AuthorizationCode: 60,
  AccessToken: 60,
  IdToken: 300,
  Grant: 120,
  Interaction: 1800,
  Session: 1800,
};

/** The library, configured for our two profiles. `jwks`: the key that signs first. */
export const createProvider = (deps: Deps, jwks: readonly SigningKey[], renderError: RenderError): Provider => {
  const { settings, keys } = deps;
  const recordAsked = createAskedRecorder(deps);
  const provider = new Provider(settings.origin, {
    adapter: artefactAdapter(deps),
    clients: settings.clients.filter(({ actif }) => actif).map(toClientMetadata),
    jwks: { keys: jwks.map((key) => ({ ...key })) } as NonNullable<Configuration["jwks"]>,
    findAccount: createFindAccount(deps),
    pairwiseIdentifier: async ({ oidc }) => oidc.account?.subject as string,
    loadExistingGrant: async ({ oidc }) => {
      const grantId = oidc.result?.consent?.grantId;
      return grantId ? oidc.provider.Grant.find(grantId) : undefined;
    },
    interactions: {
      policy: policy(),
      url: async (ctx, interaction) => {
        const browserId = ctx.cookies.get(cookieSpelling(settings, "navigateur"));
        const isBound = await recordAsked(interaction.uid, interaction.params, browserId);
        return (isBound ? paths.demandeUsager : paths.demande)({ uid: interaction.uid });
      },
    },
    cookies: {
      keys: [keys.fingerprint("cookies-openid", "1").toString("base64url")],
      names: { session: SESSION_COOKIE, interaction: "ac-demande", resume: "ac-demande-suite" },
      long: { httpOnly: true, sameSite: "none", signed: true },
      short: { httpOnly: true, sameSite: "lax", signed: true, secure: settings.origin.startsWith("https:") },
    },
    acrValues: ["eidas1"],
    scopes: ["openid"],
    claims,
    subjectTypes: ["pairwise"],
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_post", "private_key_jwt"],
    enabledJWA: {
      idTokenSigningAlgValues: ["HS256", "ES256"],
      userinfoSigningAlgValues: ["HS256", "ES256"],
      clientAuthSigningAlgValues: ["ES256", "RS256"],
    },
    extraParams: requestRules as NonNullable<Configuration["extraParams"]>,
    pkce: {
      required: (_, client) => settings.clients.some((one) => one.clientId === client.clientId && one.requirePkce),
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: true,
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    clockTolerance: 0,
    routes: {
      authorization: openIdPaths.authorization,
      token: openIdPaths.token,
      userinfo: openIdPaths.userinfo,
      jwks: openIdPaths.jwks,
    },
    discovery: {
      end_session_endpoint: `${settings.origin}${openIdPaths.endSession}`,
      request_parameter_supported: false,
    },
    ttl: lifetimes,
    features,
    renderError,
  });
  provider.proxy = true;
  provider.on("server_error", (_, fault) => {
    const { cause } = fault as { readonly cause?: unknown };
    deps.log.error("an answer to a client failed", {
      ...faultFields(cause ?? fault),
      component: "fournisseur-identite",
    });
  });
  return forgetLibrarySession(provider);
};

/**
 * Drops the library's own login session, in and out: else the second usager of a browser meets a sign-out page, and two
 * tabs disturb each other (chapter 01 §3.4). Opens nothing to scripts of other origins (§3.1).
 */
const forgetLibrarySession = (provider: Provider): Provider => {
  provider.use(async (ctx, next) => {
    const { cookie } = ctx.req.headers;
    if (cookie)
      ctx.req.headers.cookie = cookie
        .split(/;\s*/)
        .filter((one) => !one.startsWith(SESSION_COOKIE))
        .join("; ");
    await next();
    ctx.remove("access-control-allow-origin");
    const sent = [ctx.response.get("set-cookie") ?? []].flat() as readonly string[];
    const wanted = sent.filter((one) => !one.startsWith(SESSION_COOKIE));
    if (wanted.length === sent.length) return;
    if (wanted.length > 0) ctx.set("set-cookie", wanted as string[]);
    else ctx.remove("set-cookie");
  });
  return provider;
};
