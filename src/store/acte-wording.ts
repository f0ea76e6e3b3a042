import { createHash } from "node:crypto";
import { type Hash, hashOf } from "#domain/fact-schema.ts";
import type { ActeId } from "#domain/ids.ts";
import type { Subject } from "#platform/keys.ts";

type Wording = { readonly service: string; readonly libelle: string };
type WordingRow = {
  readonly id: string;
  readonly service: string | null;
  readonly libelle: string | null;
  readonly texte_sealed: Buffer | null;
};

const texteCell = (id: string) => ({ table: "acte", column: "texte", row: id });

/** Columns of an acte's words: the catalogue's in clear, a person's sealed under the usager's key. */
export const wordingColumns = (
  subject: Subject,
  id: ActeId,
  code: string | null,
  { service, libelle }: Wording,
): Pick<WordingRow, "service" | "libelle" | "texte_sealed"> =>
  code
    ? { service, libelle, texte_sealed: null }
    : {
        service: null,
        libelle: null,
        texte_sealed: subject.seal("document", texteCell(id), JSON.stringify({ service, libelle })),
      };

/** The words of an acte's row. */
export const openWording = (subject: Subject, { id, service, libelle, texte_sealed }: WordingRow): Wording =>
  texte_sealed
    ? (JSON.parse(subject.open("document", texteCell(id), texte_sealed).toString()) as Wording)
    : { service: service as string, libelle: libelle as string };

/** What the fact of the conclusion says of a wording: SHA-256 of salt and text (chapter 04 F2). */
export const wordingHash = (salt: Buffer, { service, libelle }: Wording): Hash =>
  hashOf(createHash("sha256").update(salt).update(`${service}\u0000${libelle}`).digest());
