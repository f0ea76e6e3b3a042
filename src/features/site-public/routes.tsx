import type { FastifyInstance } from "fastify";
import { paths } from "#paths.ts";
import { sendPage } from "#platform/http.tsx";
import { serveFiles } from "#platform/static-files.ts";
import { AccessibilitePage } from "./accessibilite.page.tsx";
import { DonneesPersonnellesPage } from "./donnees-personnelles.page.tsx";
import { HomePage } from "./home.page.tsx";
import { MentionsLegalesPage } from "./mentions-legales.page.tsx";
import { themeFiles } from "./theme-files.ts";

/** Pages that anybody reads; they touch nothing of the world. */
export const sitePublic = async (app: FastifyInstance): Promise<void> => {
  app.get(paths.home.pattern, (request, reply) => sendPage(reply, <HomePage frame={request.frame} />));
  app.get(paths.accessibilite.pattern, (request, reply) =>
    sendPage(reply, <AccessibilitePage frame={request.frame} />),
  );
  app.get(paths.mentionsLegales.pattern, (request, reply) =>
    sendPage(reply, <MentionsLegalesPage frame={request.frame} />),
  );
  app.get(paths.donneesPersonnelles.pattern, (request, reply) =>
    sendPage(reply, <DonneesPersonnellesPage frame={request.frame} />),
  );
};

/** Stylesheet, fonts and mark: no visitor, no cookie. */
export const siteFiles = async (app: FastifyInstance): Promise<void> => serveFiles(app, themeFiles);
