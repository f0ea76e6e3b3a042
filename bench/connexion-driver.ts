import { Agent, type IncomingHttpHeaders, request } from "node:http";

/** FranceConnect and the aidants' browsers, in a process of their own: whole connexions, one after the other in each lane. */
export type DriverOrder = {
  readonly port: number;
  /** Origin that forms must name; the identity provider's issuer. */
  readonly origin: string;
  readonly kind: "ours" | "bare";
  readonly client: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string };
  /** Cookies of aidants signed in; each lane takes its own in turn. */
  readonly aidants: readonly string[];
  readonly lanes: number;
  readonly connexions: number;
};

export type DriverResult = {
  readonly seconds: number;
  readonly token: readonly number[];
  readonly userinfo: readonly number[];
};

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
type Call = {
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

const caller =
  (port: number) =>
  ({ method = "GET", path, headers = {}, body }: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const form = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
      const sent = request(
        { host: "127.0.0.1", port, method, path, agent, headers: { ...form, ...headers } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("end", () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() }),
          );
          answer.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });

const pathOf = (location: string | undefined): string => {
  const url = new URL(location ?? "", "http://127.0.0.1");
  return `${url.pathname}${url.search}`;
};

/** A browser with the cookies of one aidant: paths are not told apart, names are, which is enough for one request. */
const browserFor = (order: DriverOrder, call: ReturnType<typeof caller>, cookie: string) => {
  const cookies = new Map(cookie.split("; ").map((pair) => pair.split("=") as [string, string]));
  return async (asked: Call): Promise<Answer> => {
    const header = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await call({ ...asked, headers: { cookie: header, origin: order.origin, accept: "text/html" } });
    for (const set of answer.headers["set-cookie"] ?? []) {
      const [pair = ""] = set.split(";");
      const cut = pair.indexOf("=");
      cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return answer;
  };
};

const authorize = ({ clientId, redirectUri }: DriverOrder["client"], rank: number): string =>
  `/authorize?${new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid profile email birth",
    acr_values: "eidas1",
    nonce: `${rank}`.padStart(64, "0"),
    state: `${rank}`.padStart(64, "f"),
    prompt: "login",
  })}`;

const fieldIn = (html: string, pattern: RegExp): string => {
  const found = pattern.exec(html)?.[1];
  if (!found) throw new Error(`The page has no ${pattern}: ${html.slice(0, 400)}`);
  return found;
};

type Browser = ReturnType<typeof browserFor>;

const throughOurSteps = async (browse: Browser, first: Answer, rank: number): Promise<Answer> => {
  const usagerPath = pathOf(first.headers.location);
  const usagers = await browse({ path: usagerPath });
  const _csrf = fieldIn(usagers.body, /name="_csrf" value="([^"]+)"/);
  const offered = [...usagers.body.matchAll(/name="usager" value="([^"]+)"/g)].map(([, id]) => id as string);
  const usager = offered[rank % offered.length] ?? "";
  const chosen = await browse({ method: "POST", path: usagerPath, body: `${new URLSearchParams({ _csrf, usager })}` });
  const confirmationPath = pathOf(chosen.headers.location);
  const confirmation = await browse({ path: confirmationPath });
  const acte = fieldIn(confirmation.body, /name="acte" value="([^"]+)"/);
  const confirmed = await browse({
    method: "POST",
    path: confirmationPath,
    body: `${new URLSearchParams({ _csrf, acte, posture: "je-fais", service: "oui", presence: "oui" })}`,
  });
  return browse({ path: pathOf(confirmed.headers.location) });
};

const throughBareStep = async (browse: Browser, first: Answer): Promise<Answer> => {
  const decided = await browse({ path: pathOf(first.headers.location) });
  return browse({ path: pathOf(decided.headers.location) });
};

const timed = async (times: number[], work: Promise<Answer>): Promise<Answer> => {
  const started = performance.now();
  const answer = await work;
  times.push(performance.now() - started);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  return answer;
};

export const drive = async (order: DriverOrder): Promise<DriverResult> => {
  const call = caller(order.port);
  const { clientId, clientSecret, redirectUri } = order.client;
  const token: number[] = [];
  const userinfo: number[] = [];
  let next = 0;
  const connect = async (rank: number): Promise<void> => {
    const browse = browserFor(order, call, order.aidants[rank % order.aidants.length] ?? "");
    const first = await browse({ path: authorize(order.client, rank) });
    const back =
      order.kind === "ours" ? await throughOurSteps(browse, first, rank) : await throughBareStep(browse, first);
    const code = new URL(back.headers.location ?? "").searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    const body = `${new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret })}`;
    const tokens = await timed(token, call({ method: "POST", path: "/token", body }));
    const authorization = `Bearer ${JSON.parse(tokens.body).access_token}`;
    await timed(userinfo, call({ path: "/userinfo", headers: { authorization } }));
  };
  const lane = async () => {
    while (next < order.connexions) await connect(next++);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: order.lanes }, lane));
  return { seconds: (performance.now() - started) / 1000, token, userinfo };
};

process.on("message", (order: DriverOrder) => {
  drive(order).then(
    (result) => process.send?.(result),
    (fault) => {
      process.stderr.write(`${fault}\n`);
      process.exit(1);
    },
  );
});
