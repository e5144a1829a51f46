import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether all of an answer went out, or whoever asked hung up before. */
export interface Ending {
  isBrokenOff: boolean;
}

/** Calls once for each request, when it is over. The hook of answers alone passes over those that are broken off. */
export function whenEnded(
  app: FastifyInstance,
  use: (request: FastifyRequest, reply: FastifyReply, ending: Ending) => void
): void {
  const over = new WeakSet<FastifyRequest>();
  const end = (request: FastifyRequest, reply: FastifyReply, ending: Ending) => {
    if (over.has(request)) return;
    over.add(request);
    use(request, reply, ending);
  };
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) end(request, reply, { isBrokenOff: true });
    });
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    end(request, reply, { isBrokenOff: !reply.raw.writableEnded });
    done();
  });
}
