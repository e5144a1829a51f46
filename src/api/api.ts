import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeOf, type Reader } from '#access';
import { readFilters, type Asking, type Catalog, type Dashboards, type View } from '#query';
import type { Lease, Warehouse } from '#warehouse';
import { matches, tagOf } from './etag.ts';

/** What every route answers from. */
export interface Api {
  warehouse: Warehouse;
  dashboards: () => Promise<Dashboards>;
  build: string | null;
  reader: (request: FastifyRequest) => Reader;
  catalogOf: (lease: Lease) => Promise<Catalog>;
}

/** What one request is answered from: a version, as its reader may see it, filtered as they ask. */
export interface Sitting {
  asking: Asking;
  lease: Lease;
  catalog: Catalog;
  view: View;
}

type Query = Readonly<Record<string, unknown>> & { version?: string };

/** Seconds that a query may take for a page, and for what is taken away as a file. */
const patience = { page: 3, file: 15 };

/**
 * Runs a handler on the version that is asked for, which stays open until the answer is sent. Who has the answer already
 * is told so without a query; who goes away takes the query along.
 */
export function sit(api: Api, work: (sitting: Sitting, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const query = request.query as Query;
    const lease = await api.warehouse.lease(query.version);
    const gone = new AbortController();
    const end = () => {
      lease.release();
      if (!reply.raw.writableFinished) gone.abort();
    };
    reply.raw.once('close', end).once('finish', end);
    const reader = api.reader(request);
    void reply.headers({ 'cache-control': 'private, no-cache', 'x-baijing-version': lease.version });
    if (api.build !== null) {
      const tag = tagOf(lease.version, api.build, JSON.stringify(reader), request.url, request.headers.accept ?? '');
      void reply.header('etag', tag);
      if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send();
    }
    const catalog = await api.catalogOf(lease);
    const view = { filters: readFilters(catalog, query), scope: scopeOf(reader) };
    const asking = { reading: lease, patience: { signal: gone.signal, seconds: patience.page } };
    return work({ asking, lease, catalog, view }, request, reply);
  };
}

/** The same question, with the patience for a file. */
export const patient = (asking: Asking): Asking => ({ ...asking, patience: { ...asking.patience, seconds: patience.file } });
