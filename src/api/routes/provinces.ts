import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { closed, nullable, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';

const text = nullable(Type.String());

/** One of the provinces that are read together. */
const ReadProvince = closed({
  province: Type.String(),
  address: nullable(Type.String(), 'Where its own server is reached; null where nobody wrote it down.'),
  version: nullable(Type.String(), 'Its version that is read; null where it is not.'),
  asOf: text,
  loadedAt: text,
  doubt: nullable(Type.String(), 'Why its numbers may be old.'),
  absent: nullable(Type.String(), 'Why it is not read: then no sum holds it.'),
});

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
