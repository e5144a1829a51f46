import type { FastifyInstance } from 'fastify';
import { sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { object, querystring, string, stringOrNull } from '../http/schemas.ts';

const response = object({
  status: { enum: ['ok', 'degraded'] },
  version: string,
  loadedAt: string,
  asOf: string,
  warning: stringOrNull,
});

/** `GET /health`: whether the server answers, and from what. */
export default function health(app: FastifyInstance, api: Api): void {
  app.get(
    '/health',
    { schema: { summary: 'State and version', querystring: querystring({}), response: { 200: response } } },
    sit(api, async ({ lease }) => {
      const warning = api.warehouse.warning();
      const { loadedAt, asOf } = lease.receipt;
      return { status: warning === null ? 'ok' : 'degraded', version: lease.version, loadedAt, asOf, warning };
    })
  );
}
