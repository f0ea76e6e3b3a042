/** The id of the control that carries `name`, or of the first one of its group: where an error summary leads. */
export const fieldId = (name: string): string => `champ-${name.replaceAll(/[^\w-]+/g, "-")}`;

/** Ids of the texts that explain a control, for `aria-describedby`; undefined when there is none. */
export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-aide` : "", error ? `${id}-erreur` : ""].filter(Boolean).join(" ") || undefined;
