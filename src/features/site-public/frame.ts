import type { FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import type { PageFrame } from "#ui/page-frame.ts";
import { faviconHref, stylesheetHref } from "./theme-files.ts";

/** What surrounds a page shown to nobody in particular. */
export const bareFrame = ({ settings }: Pick<Deps, "settings">): PageFrame => ({
  stylesheetHref,
  faviconHref,
  homeHref: paths.home({}),
  banner: settings.demonstration,
  footerLinks: [
    { label: "Accessibilité\u00a0: non conforme", href: paths.accessibilite({}) },
    { label: "Mentions légales", href: paths.mentionsLegales({}) },
    { label: "Données personnelles", href: paths.donneesPersonnelles({}) },
  ],
});

/** What surrounds the pages of a request: the structure's name and menu once it is known, the person, the way out. */
export const frameOf =
  (deps: Pick<Deps, "settings">) =>
  (request: FastifyRequest): PageFrame => ({
    ...bareFrame(deps),
    ...(request.signedIn ? signedInFrame(request) : signInFrame(request)),
  });

/** The pages of sign-in do not point at themselves. */
const signInFrame = ({ url }: FastifyRequest): Partial<PageFrame> =>
  url.startsWith(paths.signIn({})) ? {} : { signInLink: { label: "Se connecter", href: paths.signIn({}) } };

const signedInFrame = ({ signedIn, acting, csrfToken, url }: FastifyRequest): Partial<PageFrame> => ({
  account: { name: `${signedIn?.prenom} ${signedIn?.nom}`, signOutAction: paths.signOut({}), csrfToken },
  ...(acting ? structureFrame(acting, url) : {}),
});

const structureFrame = (acting: FastifyRequest["acting"], url: string): Partial<PageFrame> => {
  const { structure, structureNom, hasOtherStructures } = acting;
  const switchLink = { label: "Changer de structure", href: paths.chooseStructure({}) };
  const item = (label: string, href: string) => ({ label, href, current: url.split("?")[0] === href });
  return {
    context: { name: structureNom, ...(hasOtherStructures ? { switchLink } : {}) },
    navigation: [item("Accueil", paths.aidantHome({ structure })), item("Mandats", paths.mandats({ structure }))],
  };
};
