import type { FastifyInstance, FastifyRequest } from "fastify";
import { sendPage } from "#platform/http.tsx";
import { ComponentsPage } from "./components-page.tsx";
import { DemoPage } from "./demo.page.tsx";
import { demoPeople } from "./demo-people.ts";
import { type Demonstration, demoPaths } from "./demonstration.ts";
import { MessagesPage } from "./messages.page.tsx";

const toOf = ({ query }: FastifyRequest): string | undefined => {
  const { to } = query as { readonly to?: unknown };
  return typeof to === "string" && to !== "" ? to : undefined;
};

/** Pages of the development build only, in the group `demonstration` (chapter 00, handles). */
export const demoRoutes = (demonstration: Demonstration) => async (app: FastifyInstance) => {
  const { mailbox } = demonstration;
  app.get(demoPaths.home, ({ frame }, reply) =>
    sendPage(reply, <DemoPage frame={frame} demonstration={demonstration} />),
  );
  app.get(demoPaths.personas, async (_request, reply) =>
    reply.header("cache-control", "no-store").send(demoPeople(demonstration)),
  );
  app.get(demoPaths.messages, (request, reply) => {
    const to = toOf(request);
    return sendPage(reply, <MessagesPage frame={request.frame} messages={mailbox.list(to)} to={to} />);
  });
  app.get(demoPaths.messagesJson, async (request, reply) =>
    reply.header("cache-control", "no-store").send(mailbox.list(toOf(request))),
  );
  app.get(demoPaths.components, ({ frame }, reply) =>
    sendPage(reply, <ComponentsPage frame={{ ...frame, homeHref: demoPaths.home }} />),
  );
};
