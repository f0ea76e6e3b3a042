import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import type { MandatId, UsagerId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { sendPage } from "#platform/http.tsx";
import { DocumentPage } from "./document.page.tsx";
import { findDocument } from "./document.query.ts";
import { listJourneys } from "./journeys.query.ts";
import { countTabs, listUsagers } from "./list-usagers.query.ts";
import { type Done, doneWords, MandatPage } from "./mandat.page.tsx";
import { cursorIn, cursorText, doneIn, queryIn, readParams, tabIn } from "./mandat-params.ts";
import { MandatsPage, type Shown, type Tab, tabHref } from "./mandats.page.tsx";
import { findMandats } from "./mandats-of-usager.query.ts";
import { revocations } from "./revocation-routes.tsx";
import { isSearchable, searchUsagers } from "./search-usagers.query.ts";
import { UsagerPage } from "./usager.page.tsx";

/** Group `habilite`: the usagers of the structure, their mandats, their papers, and how they end. */
export const mandats = (deps: Deps) => async (app: FastifyInstance) => {
  app.addHook("preHandler", async (request, reply) => (readParams(request.params) ? undefined : reply.callNotFound()));
  app.get(paths.mandats.pattern, showList(deps));
  app.get(paths.usager.pattern, async (request, reply) => {
    const { usagerId } = readParams(request.params) as { readonly usagerId: UsagerId };
    const { structureId, structure } = request.acting;
    const usager = await findMandats(deps.db, deps.keys, structureId, { usagerId }, deps.clock.now());
    if (!usager) return reply.callNotFound();
    return sendPage(reply, <UsagerPage frame={request.frame} structure={structure} usager={usager} />);
  });
  app.get(paths.mandat.pattern, async (request, reply) => {
    const { mandatId } = readParams(request.params) as { readonly mandatId: MandatId };
    const { structureId, structure } = request.acting;
    const usager = await findMandats(deps.db, deps.keys, structureId, { mandatId }, deps.clock.now());
    const mandat = usager?.mandats[0];
    if (!usager || !mandat) return reply.callNotFound();
    const asked = doneIn(request.query);
    const done = Object.hasOwn(doneWords, asked) ? (asked as Done) : null;
    return sendPage(
      reply,
      <MandatPage frame={request.frame} structure={structure} usager={usager} mandat={mandat} done={done} />,
    );
  });
  app.get(paths.mandatDocument.pattern, async (request, reply) => {
    const { mandatId } = readParams(request.params) as { readonly mandatId: MandatId };
    const { structureId, structure } = request.acting;
    const document = await findDocument(deps.db, deps.keys, structureId, mandatId);
    if (!document) return reply.callNotFound();
    return sendPage(
      reply,
      <DocumentPage frame={request.frame} structure={structure} mandatId={mandatId} document={document} />,
    );
  });
  await app.register(revocations(deps));
};

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply) => {
  const { frame, csrfToken, acting, query } = request;
  const typed = queryIn(query);
  const [shown, counts] = typed
    ? [await search(deps, request, typed), null]
    : await Promise.all([
        list(deps, request, tabIn(query)),
        countTabs(deps.db, acting.structureId, acting.compteId, deps.clock.now()),
      ]);
  return sendPage(
    reply.code(shown.kind === "too-short" ? 422 : 200),
    <MandatsPage
      frame={frame}
      csrfToken={csrfToken}
      idempotencyKey={deps.random.bytes(16).toString("hex")}
      structure={acting.structure}
      tab={typed ? null : tabIn(query)}
      counts={counts}
      query={typed}
      shown={shown}
      isContinued={cursorIn(query) !== null}
    />,
  );
};

const search = async ({ db, keys, clock }: Deps, request: FastifyRequest, typed: string): Promise<Shown> => {
  if (!isSearchable(typed)) return { kind: "too-short" };
  const { structureId, structure } = request.acting;
  const after = cursorIn(request.query)?.usagerId ?? null;
  const { lines, next } = await searchUsagers(db, keys, structureId, { typed, after, now: clock.now() });
  const base = `${paths.mandats({ structure })}?q=${encodeURIComponent(typed)}`;
  return { kind: "search", lines, nextHref: next ? `${base}&apres=${cursorText(next)}` : undefined };
};

const list = async ({ db, keys, clock }: Deps, request: FastifyRequest, tab: Tab): Promise<Shown> => {
  const { structureId, structure, compteId } = request.acting;
  if (tab === "en-cours") return { kind: "journeys", journeys: await listJourneys(db, structureId, compteId) };
  const listing = { onglet: tab, after: cursorIn(request.query), now: clock.now() };
  const { lines, next } = await listUsagers(db, keys, structureId, listing);
  const nextHref = next ? `${tabHref(structure, tab)}&apres=${cursorText(next)}` : undefined;
  return { kind: "usagers", lines, nextHref };
};
