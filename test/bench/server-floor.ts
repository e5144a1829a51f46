import Fastify from 'fastify';
import { createHttpServer } from '#api';

/**
 * What no answer of ours can be faster than, in a process of its own: the server that ours stands on, answering a page
 * or JSON of so many bytes from memory by a bare Fastify, at `/page/<bytes>` and `/json/<bytes>`. Prints its port.
 */
const app = Fastify({ serverFactory: (listener) => createHttpServer(listener) });
for (const said of process.argv.slice(2)) {
  const bytes = Number(said);
  const page = Buffer.from(`<!doctype html>${'<p>百景</p>\n'.repeat(bytes / 14)}`.slice(0, bytes).padEnd(bytes));
  app.get(`/page/${said}`, (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  const answer = { status: 'x'.repeat(Math.max(0, bytes - '{"status":""}'.length)) };
  app.get(`/json/${said}`, async () => answer);
}
await app.listen({ port: 0, host: '127.0.0.1' });
console.log((app.server.address() as { port: number }).port);
