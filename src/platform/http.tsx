import type { FastifyReply } from "fastify";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";

/** Sends a page. `no-store`: a page behind login, or one holding a token, is never kept by a cache (chapter 10 §11). */
export const sendPage = (reply: FastifyReply, page: VNode): FastifyReply =>
  reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(`<!doctype html>${render(page)}`);

/** 303: the browser follows with a GET, whatever it sent. */
export const seeOther = (reply: FastifyReply, location: string): FastifyReply => reply.redirect(location, 303);
