import type { FastifyInstance } from 'fastify';
import { asCalled } from '#spec';
import { closed, Health } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { Passing } from '../http/finish.ts';
import { isOfMachine } from '../http/measure.ts';
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
    withVersion(api, schema, async ({ lease: { version, receipt }, decided: { head, fault }, reader }, request) => {
      const warning = api.warehouse.warning() ?? fault;
      const { loadedAt, asOf } = receipt;
      const faults = api.warehouse.faults().map((fault) => asCalled(fault, api.program));
      const status = warning === null && faults.length === 0 ? ('ok' as const) : ('degraded' as const);
      const told = { status, version, decisions: head, loadedAt, asOf, warning, faults };
      // Which files and machines it is about is not for who has not signed in; that there is something is.
      if (status === 'ok' || api.office === null || reader.capabilities.size > 0) return told;
      const without = { ...told, warning: warning && untold, faults: faults.map(() => untold) };
      return new Passing(isOfMachine(request) ? told : without);
    })
  );
}

const untold = '有不对的地方，是什么只告诉登录的人和这台机器。';
