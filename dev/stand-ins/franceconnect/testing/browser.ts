import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { type CookieJar, createCookieJar } from "./cookie-jar.ts";
import { type FieldValues, fillForm, findForm, folded } from "./form-filling.ts";
import { accessibleName, findElements, readableText, readForms } from "./html-forms.ts";

/** A document as it was received: nothing runs, nothing is fetched beside it. */
export type Page = {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Absolute address of the redirection, if this is one. */
  readonly location: string | null;
  readonly title: string;
  readonly heading: string;
  /** What a person reads, spaces folded. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly links: readonly string[];
};

export type RequestOptions = {
  /** Redirections are followed unless this is false. */
  readonly follow?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Browser = {
  readonly cookies: CookieJar;
  readonly get: (url: string, options?: RequestOptions) => Promise<Page>;
  readonly post: (url: string, fields: Readonly<Record<string, string>>, options?: RequestOptions) => Promise<Page>;
  /** Follows the redirection of this page to its end. */
  readonly follow: (page: Page) => Promise<Page>;
  /** Submits the form of the button so named; fields are named by label or by `name`. Throws in words when it cannot. */
  readonly submit: (page: Page, button: string, fields?: FieldValues, options?: RequestOptions) => Promise<Page>;
  readonly click: (page: Page, link: string, options?: RequestOptions) => Promise<Page>;
};

type Navigation = {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Origin of the page that started it; null when an address was typed. */
  readonly from: string | null;
};

const redirectLimit = 20;

const fetchSite = (from: string | null, to: URL) => {
  if (from === null) return "none";
  if (from === to.origin) return "same-origin";
  return new URL(from).hostname === to.hostname ? "same-site" : "cross-site";
};

const navigationHeaders = ({ method, url, body, from, headers }: Navigation, cookies: string) => ({
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "accept-language": "fr-FR,fr;q=0.9",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
  "sec-fetch-site": fetchSite(from, url),
  ...(cookies ? { cookie: cookies } : {}),
  ...(method === "POST" && from ? { origin: from } : {}),
  ...(body === null
    ? {}
    : { "content-type": "application/x-www-form-urlencoded", "content-length": `${Buffer.byteLength(body)}` }),
  ...headers,
});

const exchange = (navigation: Navigation, cookies: string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const send = navigation.url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(
      navigation.url,
      { method: navigation.method, headers: navigationHeaders(navigation, cookies), agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(navigation.body ?? undefined);
  });

const toPage = (
  url: URL,
  { status, headers, body }: { status: number; headers: IncomingHttpHeaders; body: string },
): Page => ({
  url: url.href,
  status,
  headers,
  body,
  location: headers.location === undefined ? null : new URL(headers.location, url).href,
  title: readableText(findElements(body, "title")[0]?.inner ?? ""),
  heading: readableText(findElements(body, "h1")[0]?.inner ?? ""),
  text: readableText(findElements(body, "body")[0]?.inner ?? body),
  buttons: readForms(body).flatMap(({ buttons }) => buttons.map(({ label }) => label)),
  links: findElements(body, "a").map(accessibleName),
});

/** A person's browser without scripts: cookies by host and path, forms and links found by what they say. */
export const createBrowser = (now?: () => number): Browser => {
  const cookies = createCookieJar(now);

  const visit = async (navigation: Navigation): Promise<Page> => {
    const answer = await exchange(navigation, cookies.headerFor(navigation.url));
    cookies.store(navigation.url, answer.headers["set-cookie"] ?? []);
    return toPage(navigation.url, answer);
  };

  const follow = async (first: Page): Promise<Page> => {
    let page = first;
    for (let hops = 0; page.location && page.status >= 300 && page.status < 400; hops++) {
      if (hops === redirectLimit) throw new Error(`More than ${redirectLimit} redirections, the last at ${page.url}`);
      const from = new URL(page.url).origin;
      page = await visit({ method: "GET", url: new URL(page.location), body: null, headers: {}, from });
    }
    return page;
  };

  const navigate = async (navigation: Omit<Navigation, "headers">, options: RequestOptions = {}) => {
    const page = await visit({ ...navigation, headers: options.headers ?? {} });
    return options.follow === false ? page : follow(page);
  };

  const submit: Browser["submit"] = async (page, name, fields = {}, options) => {
    const { form, button } = findForm(page, name);
    const method = (button.attributes.formmethod ?? form.attributes.method ?? "get").toLowerCase();
    const url = new URL(button.attributes.formaction ?? form.attributes.action ?? page.url, page.url);
    const from = new URL(page.url).origin;
    const query = new URLSearchParams(fillForm(form, button, fields));
    if (method === "post") return navigate({ method: "POST", url, body: query.toString(), from }, options);
    url.search = query.toString();
    return navigate({ method: "GET", url, body: null, from }, options);
  };

  return {
    cookies,
    follow,
    submit,
    get: (url, options) => navigate({ method: "GET", url: new URL(url), body: null, from: null }, options),
    post: (url, fields, options) => {
      const target = new URL(url);
      return navigate(
        { method: "POST", url: target, body: new URLSearchParams(fields).toString(), from: target.origin },
        options,
      );
    },
    click: async (page, name, options) => {
      const link = findElements(page.body, "a").find((element) => folded(accessibleName(element)) === folded(name));
      if (!link) throw new Error(`No link « ${name} » at ${page.url}; there are: ${page.links.join(" | ")}`);
      const url = new URL(link.attributes.href ?? "", page.url);
      return navigate({ method: "GET", url, body: null, from: new URL(page.url).origin }, options);
    },
  };
};
