/** Just enough of HTML to act on server-rendered pages by what a person reads: names of buttons, links and labels. */
export type HtmlElement = { readonly attributes: Readonly<Record<string, string>>; readonly inner: string };

export type FormControl = {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly labels: readonly string[];
};

export type FormButton = {
  readonly label: string;
  readonly disabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

export type HtmlForm = {
  readonly attributes: Readonly<Record<string, string>>;
  readonly controls: readonly FormControl[];
  readonly buttons: readonly FormButton[];
};

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

export const decodeEntities = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (name.startsWith("#x") || name.startsWith("#X")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return entities[name.toLowerCase()] ?? whole;
  });

/** What a person reads: tags removed, spaces of every kind folded into one. */
export const readableText = (html: string): string =>
  decodeEntities(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .replace(/ ([.,])/g, "$1")
    .trim();

const readAttributes = (source: string): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single, bare] of source.matchAll(
    /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  ))
    if (name) attributes[name.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? "");
  return attributes;
};

export const findElements = (html: string, tag: string): readonly HtmlElement[] =>
  [...html.matchAll(new RegExp(`<${tag}\\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\\s\\S]*?)</${tag}>`, "gi"))].map(
    ([, attributes = "", inner = ""]) => ({ attributes: readAttributes(attributes), inner }),
  );

export const findVoidElements = (html: string, tag: string): readonly Record<string, string>[] =>
  [...html.matchAll(new RegExp(`<${tag}\\b((?:"[^"]*"|'[^']*'|[^>"'])*)>`, "gi"))].map(([, attributes = ""]) =>
    readAttributes(attributes),
  );

/** The name assistive technology announces. */
export const accessibleName = ({ attributes, inner }: HtmlElement): string =>
  attributes["aria-label"] ?? readableText(inner);

const toControl = (attributes: Record<string, string>, labels: readonly string[], value: string): FormControl => ({
  name: attributes.name ?? "",
  type: (attributes.type ?? "text").toLowerCase(),
  value,
  checked: "checked" in attributes,
  disabled: "disabled" in attributes,
  labels,
});

const submitTypes = new Set(["submit", "image", "button", "reset"]);

const readControls = (html: string, inner: string): readonly FormControl[] => {
  const labels = findElements(html, "label");
  const labelsOf = (attributes: Record<string, string>) =>
    labels
      .filter(
        (label) =>
          (attributes.id !== undefined && label.attributes.for === attributes.id) ||
          findVoidElements(label.inner, "input").some(
            ({ name, value }) => name !== undefined && name === attributes.name && value === attributes.value,
          ),
      )
      .map((label) => readableText(label.inner));

  const inputs = findVoidElements(inner, "input")
    .filter(({ type = "text" }) => !submitTypes.has(type))
    .map((attributes) => {
      const boxed = attributes.type === "checkbox" || attributes.type === "radio";
      return toControl(attributes, labelsOf(attributes), attributes.value ?? (boxed ? "on" : ""));
    });
  const areas = findElements(inner, "textarea").map(({ attributes, inner: text }) =>
    toControl({ ...attributes, type: "textarea" }, labelsOf(attributes), decodeEntities(text)),
  );
  const selects = findElements(inner, "select").map(({ attributes, inner: options }) => {
    const choices = findElements(options, "option");
    const chosen = choices.find((choice) => "selected" in choice.attributes) ?? choices[0];
    const value = chosen?.attributes.value ?? readableText(chosen?.inner ?? "");
    return toControl({ ...attributes, type: "select" }, labelsOf(attributes), value);
  });
  return [...inputs, ...areas, ...selects].filter(({ name }) => name !== "");
};

const readButtons = (html: string): readonly FormButton[] => [
  ...findElements(html, "button")
    .filter(({ attributes }) => (attributes.type ?? "submit") === "submit")
    .map((element) => ({
      label: accessibleName(element),
      disabled: "disabled" in element.attributes,
      attributes: element.attributes,
    })),
  ...findVoidElements(html, "input")
    .filter(({ type }) => type === "submit")
    .map((attributes) => ({ label: attributes.value ?? "", disabled: "disabled" in attributes, attributes })),
];

/** Every form of a page, with the buttons that belong to it from elsewhere by their `form` attribute. */
export const readForms = (html: string): readonly HtmlForm[] => {
  const everyButton = readButtons(html);
  return findElements(html, "form").map(({ attributes, inner }) => ({
    attributes,
    controls: readControls(html, inner),
    buttons: [
      ...readButtons(inner),
      ...everyButton.filter((button) => attributes.id !== undefined && button.attributes.form === attributes.id),
    ],
  }));
};
