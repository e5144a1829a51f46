import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { RecordedEvent } from '#store';
import type { FigureFormat } from '#spec/answers';
import type { Api } from './context.ts';
import { formatOf } from './formats.ts';
import { isApi } from './guard.ts';
import type { RouteSchema } from './route.ts';

/**
 * Writes down what was taken away as a file, what was refused and what was asked to change, of whatever route and also
 * where the answer was kept. JSON that is read is not written down. What people searched for is not either: it may be a
 * name or a telephone.
 */
export function recordUse(app: FastifyInstance, api: Pick<Api, 'reader' | 'record' | 'warehouse'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (isApi(request.url)) {
      const event = eventOf(request, reply.raw.statusCode);
      if (event !== null) api.record(told(api.reader(request), event, request, api.warehouse.version()));
    }
    done();
  });
}

function eventOf(request: FastifyRequest, status: number): string | null {
  if (status === 401 || status === 403) return 'refused';
  if (status < 200 || status >= 400) return null;
  if (request.method === 'POST' || request.method === 'DELETE') return status < 304 ? 'changed' : null;
  return request.method === 'GET' && status === 200 && isFile(request) ? 'exported' : null;
}

/** A file by its address, or a table asked for as one. */
function isFile({ url, query, params, headers, routeOptions }: FastifyRequest): boolean {
  if (/\.(?:csv|xlsx|arrow|parquet|svg|png|sql|zip)(?:\?|$)/.test(url)) return true;
  const { formats } = (routeOptions.schema ?? {}) as Partial<RouteSchema>;
  if (formats === undefined) return false;
  const { ending } = (params ?? {}) as { ending?: FigureFormat };
  const asked = { query: (query ?? {}) as { format?: FigureFormat }, headers };
  return formatOf(asked, ending, formats) !== 'json';
}

function told({ account }: Reader, event: string, request: FastifyRequest, current: string | null): RecordedEvent {
  const [path = '', query = ''] = request.url.split('?');
  const asked = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${isSaid(name) ? value : '…'}`);
  const { version = current } = (request.query ?? {}) as { version?: string };
  return {
    stream: 'use',
    by: account,
    event,
    details: {
      ...(request.method === 'GET' ? {} : { method: request.method }),
      what: readable(path).slice(0, 300),
      ...(asked.length > 0 ? { filters: asked.slice(0, 40).map((each) => each.slice(0, 200)) } : {}),
      version,
    },
  };
}

/** What is written in words of one's own stays with whoever wrote it. */
const isSaid = (name: string): boolean => !/^(?:search|file|sheet|code|state|token)$/.test(name);

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
