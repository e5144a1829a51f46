import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { can, type Reader } from '#access';
import { capabilities, isWhole, Refusal, type Capability } from '#spec';
import type { FigureFormat } from '#spec/answers';
import type { Api } from './context.ts';
import { formatOf } from './formats.ts';
import { lookAnew } from './office.ts';
import type { Need, RouteSchema } from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Need;
  }
}

/**
 * The one place that refuses whoever may not ask. A route says what it needs in its schema, or in its config where it
 * has none; one that says nothing stops the program as it starts. To be called before there are routes.
 */
export function keepGate(app: FastifyInstance, api: Pick<Api, 'reader'>): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (needOf(route) === undefined)
      throw new Error(
        `${String(route.method)} ${route.url}: does not say what it needs (needs: Capability | 'nobody')`
      );
  });
  // Before a body is read, and before what is asked is looked at: a refusal says nothing of what is there.
  app.addHook('onRequest', (request, reply, done) => {
    const need = needOf(request.routeOptions);
    if (request.is404 || need === undefined || need === 'nobody') return done();
    if (isHidden(request, api.reader(request), need)) return reply.callNotFound();
    const refusal = refusalFor(api.reader(request), need) ?? refusalOfFile(api.reader(request), request);
    if (refusal === null) done();
    else done(refusal);
  });
  // Who sends a body slowly is looked at again once it has come.
  app.addHook('preHandler', (request, _reply, done) => {
    const need = needOf(request.routeOptions);
    if (request.method === 'GET' || request.is404 || need === undefined) return done();
    lookAnew(request);
    const refusal = need === 'nobody' ? null : refusalFor(api.reader(request), need);
    if (refusal === null) done();
    else done(refusal);
  });
}

/** Whether an address of the whole province is none for this reader, who is somebody. */
function isHidden({ routeOptions }: FastifyRequest, reader: Reader, need: Capability): boolean {
  const { isOfProvince } = (routeOptions.schema ?? {}) as Partial<RouteSchema>;
  if (isOfProvince !== true || (reader.capabilities.size === 0 && reader.account === null)) return false;
  return !can(reader, need) || !isWhole(reader.scope);
}

/** Why this reader may not do something; null where they may. */
export function refusalFor(reader: Reader, need: Capability): Refusal | null {
  if (can(reader, need)) return null;
  if (reader.capabilities.size === 0 && reader.account === null) return new Refusal(401, 'sign_in', '请先登录。');
  return new Refusal(403, 'not_allowed', `您的账号没有这项权限：${capabilities[need]}。需要的话，请联系管理员。`, {
    needs: need,
  });
}

/** A table that is read on a page may need less than the same table taken away. */
function refusalOfFile(reader: Reader, { routeOptions, params, query, headers }: FastifyRequest): Refusal | null {
  const { formats } = (routeOptions.schema ?? {}) as Partial<RouteSchema>;
  if (!isTable(formats)) return null;
  const { ending } = (params ?? {}) as { ending?: FigureFormat };
  const format = formatOf({ query: query as { format?: FigureFormat }, headers }, ending, formats);
  return format === 'json' ? null : refusalFor(reader, 'files');
}

/** What is read as JSON, and taken away as files besides. */
const isTable = (formats: RouteSchema['formats']): formats is readonly FigureFormat[] =>
  formats !== undefined && formats.includes('json') && formats.length > 1;

function needOf({ schema, config }: Pick<RouteOptions, 'schema' | 'config'>): Need | undefined {
  const { needs } = (schema ?? {}) as { needs?: Need };
  return needs ?? config?.needs;
}
