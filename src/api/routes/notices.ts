import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { noticesInView } from '#query';
import { closed, NoticeInfo } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';
import { versionParameters } from '../http/parameters.ts';

/** `GET /notices`: the notices of the batches in view, the oldest first. */
export function notices(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'The notices of the batches in view',
    querystring: closed(versionParameters),
    response: { 200: Type.Array(NoticeInfo) },
  };
  app.get(
    '/notices',
    withCatalog(api, schema, async ({ catalog, view }) => noticesInView(catalog, view.filters))
  );
}
