import { z } from "zod";
import { type ActeId, type AutorisationId, isUuid, type MandatId, type UsagerId } from "#domain/ids.ts";
import { type Onglet, onglets } from "./list-usagers.query.ts";
import { type Reason, reasons } from "./revoke.ts";
import type { Cursor } from "./usager-rows.query.ts";

const id = <T extends string>() =>
  z
    .string()
    .refine(isUuid)
    .transform((value) => value as unknown as T);
const params = z.object({
  usagerId: id<UsagerId>().optional(),
  mandatId: id<MandatId>().optional(),
  autorisationId: id<AutorisationId>().optional(),
  acteId: id<ActeId>().optional(),
});
export type MandatParams = z.infer<typeof params>;

/** Identifiers of the URL; null when one of them is none. */
export const readParams = (given: unknown): MandatParams | null => params.safeParse(given).data ?? null;

const text = (given: unknown, name: string): string => {
  const value = (given as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof value === "string" ? value.trim() : "";
};

export const queryIn = (query: unknown): string => text(query, "q").slice(0, 80);
export const doneIn = (query: unknown): string => text(query, "fait");

export const tabIn = (query: unknown): Onglet | "en-cours" => {
  const asked = text(query, "onglet");
  return asked === "en-cours" ? asked : (onglets.find((onglet) => onglet === asked) ?? "actifs");
};

/** An instant as `cursorText` writes it: the database does not count years as far as a Date does. */
const written = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Where the page before ended; a malformed one begins the list again. */
export const cursorIn = (query: unknown): Cursor | null => {
  const [instant, usager] = text(query, "apres").split("~");
  const at = new Date(instant && written.test(instant) ? instant : Number.NaN);
  return usager && isUuid(usager) && !Number.isNaN(at.getTime()) ? { at, usagerId: usager as UsagerId } : null;
};
export const cursorText = ({ at, usagerId }: Cursor): string => `${at.toISOString()}~${usagerId}`;

export const reasonIn = (body: unknown): Reason | null =>
  reasons.find((reason) => reason === text(body, "raison")) ?? null;
