import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { closed, ReadProvince, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /provinces`: the set of versions that answers are read from. Only where several provinces are. */
export function provinces(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'sums' as const,
    summary: 'The provinces that are read together, each with its version',
    querystring: closed(version),
    response: { 200: Type.Array(ReadProvince) },
  };
  app.get(
    '/provinces',
    withCatalog(api, schema, async ({ catalog }) => [...catalog.provinces])
  );
}
