import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isApi } from './guard.ts';

export type Pages = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** What a page's server-side fetch gets: the answer of the API, without leaving the process. */
export interface InProcessAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export type InProcessFetch = (url: string, headers?: Readonly<Record<string, string>>) => Promise<InProcessAnswer>;

/** Where the pages find it, since they are a program of their own and share nothing but the process. */
export const inProcess = Symbol.for('baijing.api');

/** Hands everything that is not the API to the pages, body unread, and lets them ask the API. */
export function servePages(app: FastifyInstance, pages: Pages | undefined): void {
  const answer: InProcessFetch = async (url, headers = {}) => {
    const {
      statusCode,
      headers: sent,
      rawPayload,
    } = await app.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } });
    const plain = Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    return { status: statusCode, headers: Object.fromEntries(plain) as Record<string, string>, body: rawPayload };
  };
  (globalThis as Record<symbol, unknown>)[inProcess] = answer;
  if (!pages) return;
  app.all('/*', (request, reply) => {
    if (isApi(request.url)) return reply.callNotFound();
    reply.hijack();
    pages(request.raw, reply.raw, () => reply.raw.writeHead(404).end());
  });
}
