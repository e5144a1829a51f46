import type { FastifyInstance } from 'fastify';
import { Refusal } from '#spec';
import { closed, Ready } from '#spec/answers';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { route } from '../http/route.ts';

/**
 * `GET /ready`: whether requests may be sent here: there is a version that can be read, and what was decided can be.
 * `/health` tells more, to people; a server that is alive and not ready is not to be started again.
 */
export function ready(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'nobody' as const,
    summary: 'Whether it can answer from what is published',
    querystring: closed({}),
    response: { 200: Ready },
  };
  app.get(
    '/ready',
    route(schema, async (_request, reply) => {
      sayPassing();
      void reply.header('cache-control', 'no-store');
      const refused = (message: string) => new Refusal(503, 'not_ready', message);
      const lease = await api.warehouse.lease().catch((error: Error) => {
        throw refused(error.message);
      });
      lease.release();
      if (api.decisions.now().fault !== null) throw refused('核定记录读不出来。');
      return { status: 'ready' as const };
    })
  );
}
