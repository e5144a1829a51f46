import { Socket } from 'node:net';
import compression from 'compression';
import type { FastifyInstance } from 'fastify';

/** Compresses what is made for one who asks over the network; what is kept is kept compressed. */
export function compressAnswers(app: FastifyInstance): void {
  const compress = compression() as unknown as (request: object, response: object, next: () => void) => void;
  app.addHook('onRequest', ({ raw, socket }, reply, done) => {
    if (socket instanceof Socket) compress(raw, reply.raw, done);
    else done();
  });
}
