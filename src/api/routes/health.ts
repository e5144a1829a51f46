import type { FastifyInstance } from 'fastify';
import { asCalled } from '#spec';
import { closed, Health } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withVersion } from '../http/request.ts';

/** `GET /health`: whether the server answers, and from what. */
export function health(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'nobody' as const,
    summary: 'State and version',
    querystring: closed({}),
    response: { 200: Health },
  };
  app.get(
    '/health',
    withVersion(api, schema, async ({ lease: { version, receipt }, decided: { head, fault } }) => {
      const warning = api.warehouse.warning() ?? fault;
      const { loadedAt, asOf } = receipt;
      const faults = api.warehouse.faults().map((fault) => asCalled(fault, api.program));
      const status = warning === null && faults.length === 0 ? ('ok' as const) : ('degraded' as const);
      return { status, version, decisions: head, loadedAt, asOf, warning, faults };
    })
  );
}
