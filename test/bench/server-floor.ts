import Fastify from 'fastify';
import { createHttpServer } from '#api';

/**
 * What no answer of ours can be faster than, in a process of its own: a bare Fastify that answers a small JSON, and
 * the server that ours stands on answering a page from memory, as long as ours is. Prints its two ports.
 */
const bytes = Number(process.argv[2]);
const page = Buffer.from(`<!doctype html>${'<p>百景</p>\n'.repeat(bytes / 14)}`.slice(0, bytes).padEnd(bytes));

const bare = Fastify();
bare.get('/json', async () => ({ status: 'ok' }));
await bare.listen({ port: 0, host: '127.0.0.1' });

const same = Fastify({ serverFactory: (listener) => createHttpServer(listener) });
same.get('/page', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
await same.listen({ port: 0, host: '127.0.0.1' });

console.log(
  JSON.stringify([bare, same].map(({ server }) => server.address()).map((at) => (at as { port: number }).port))
);
