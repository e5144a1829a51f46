import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeOf } from '#access';
import { readFilters, type Asking, type Catalog, type View } from '#query';
import type { Lease } from '#warehouse';
import type { Api } from './context.ts';
import { isKnown } from './tagged.ts';

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
export function sit(
  api: Api,
  work: (sitting: Sitting, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const query = request.query as Query;
    const lease = await api.warehouse.lease(query.version);
    const gone = new AbortController();
    whenSent(reply, (isSent) => {
      lease.release();
      if (!isSent) gone.abort();
    });
    if (isKnown(api, request, reply, lease.version)) return reply.code(304).send();
    const catalog = await api.catalogOf(lease);
    const view = { filters: readFilters(catalog, query), scope: scopeOf(api.reader(request)) };
    const asking = { reading: lease, patience: { signal: gone.signal, seconds: patience.page } };
    return work({ asking, lease, catalog, view }, request, reply);
  };
}

/** The same question, with the patience for a file, whose rows go out as they are made. */
export const patient = (asking: Asking): Asking => ({
  ...asking,
  patience: { ...asking.patience, seconds: patience.file, isStreamed: true },
});

/** Tells when an answer has gone out whole, or its asker has gone. May tell twice. */
export function whenSent(reply: FastifyReply, tell: (isSent: boolean) => void): void {
  const end = () => tell(reply.raw.writableFinished);
  reply.raw.once('finish', end).once('close', end);
}
