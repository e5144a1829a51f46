import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  catalogInView,
  catalogWithin,
  handedInOf,
  inliningMetrics,
  putDecisions,
  readFilters,
  refuseOutside,
  type QueryContext,
  type Catalog,
  type View,
} from '#query';
import { can, type Reader } from '#access';
import { Refusal, type Scope } from '#spec';
import type { DecisionsHead } from '#store';
import type { Lease } from '#warehouse';
import { leaseAsOf } from './as-of.ts';
import type { Api } from './context.ts';
import { asking } from './asking.ts';
import { wholeOf } from './finish.ts';
import { route, type AnswerOf, type RequestOf, type RouteSchema, type Said } from './route.ts';
import { answerOnce, goneOf, isKnown, isRead } from './tagged.ts';
import { worldOf } from './world.ts';

/** What one request is answered from: a version, and whose rows of it its reader may see. */
export interface VersionContext {
  queryContext: QueryContext;
  lease: Lease;
  scope: Scope;
  reader: Reader;
  /** Up to where decisions count. */
  decided: DecisionsHead;
}

/** The same, with what the version holds, filtered as they ask. */
export interface RequestContext extends VersionContext {
  catalog: Catalog;
  view: View;
}

/** Seconds that a query may take for a page, and for what is taken away as a file. */
const deadline = { page: 3, file: 15 };

/**
 * Runs a handler on a version, which stays open until it and all that it reads have settled: the one that `which` finds
 * in the address, else the one that is asked for, else the current one, as of the day that is asked for. Who has the
 * answer already is told so without a query. Those who ask for the same at one time are given one answer, and the
 * last of them who goes away takes the query along; so a handler that reads touches no reply.
 */
export const withVersion = <S extends RouteSchema>(
  api: Api,
  schema: S,
  work: (context: VersionContext, request: RequestOf<S>, reply: FastifyReply) => AnswerOf<S>,
  which: (request: RequestOf<S>) => Promise<string | undefined> | string | undefined = ({ query }) => versionIn(query)
) =>
  route(schema, async (request, reply) => {
    const gone = goneOf(reply);
    const world = worldOf(api);
    const version = await which(request);
    const named = await api.warehouse.lease(version);
    const lease = await leaseAsOf(api, named, request);
    let isTaken = false;
    const run = async <A>(signal: AbortSignal, end: (answer: Said<S>) => A | Promise<A>): Promise<A> => {
      isTaken = true;
      try {
        const isAdmitted = asking.getStore() !== undefined;
        const queryContext = {
          reading: lease,
          beside: lease.beside,
          handedIn: handedInOf(lease.receipt),
          deadline: { signal, seconds: deadline.page, isAdmitted },
        };
        const reader = api.reader(request);
        const { scope } = reader;
        return await end(await work({ queryContext, lease, reader, scope, decided }, request, reply));
      } finally {
        lease.release();
      }
    };
    let decided: DecisionsHead;
    try {
      const latest = decidedFor(api, request, version === undefined ? named.version : undefined);
      // What was decided since is not laid over an earlier day.
      decided = lease === named ? latest : { ...latest, position: 0 };
      if (isKnown(api, request, reply, lease.version, decided)) return reply.code(304).send();
      if (!isRead(request)) return await run(gone, (answer) => answer);
      return await answerOnce(api, request, reply, world, gone, (signal) => run(signal, wholeOf));
    } finally {
      if (!isTaken) lease.release();
    }
  });

/** The same for what is read of the catalog and filtered. */
export const withCatalog = <S extends RouteSchema>(
  api: Api,
  schema: S,
  work: (context: RequestContext, request: RequestOf<S>, reply: FastifyReply) => AnswerOf<S>,
  which?: (request: RequestOf<S>) => Promise<string | undefined> | string | undefined
) =>
  withVersion(
    api,
    schema,
    async (context, request, reply) => {
      const known = await api.catalogOf(context.lease);
      const isReleased = !can(context.reader, 'rows');
      const own = await catalogWithin(context.queryContext, known, { scope: context.scope, isReleased });
      const filters = readFilters(own, valuesOf(request.query));
      await putDecisions(context.lease, known, api.decisions, context.decided);
      const catalog = { ...catalogInView(own, filters), decided: context.decided };
      const isPast = context.lease.version !== api.warehouse.version();
      const view = {
        filters,
        scope: context.scope,
        ...(isReleased ? { isReleased } : {}),
        ...(isPast ? { isPast } : {}),
      };
      if (schema.tellsOutside !== true) refuseOutside(catalog, view, onlyIn(request.query));
      const queryContext = { ...context.queryContext, reading: inliningMetrics(context.lease, catalog) };
      return work({ ...context, queryContext, catalog, view }, request, reply);
    },
    which
  );

/** What stands in an address for the time before the first decision. */
export const noneDecided = 'none';

/** The decisions that count for an answer: up to the one that the asker names, as a page does, else all. */
function decidedFor(
  api: Api,
  { headers, query }: Pick<FastifyRequest, 'headers' | 'query'>,
  current: string | undefined
): DecisionsHead {
  const asked = headers['x-baijing-decisions'] ?? valuesOf(query).decided;
  if (typeof asked !== 'string' || (asked === '' && headers['x-baijing-decisions'] === undefined))
    return api.decisions.now(current);
  const found = api.decisions.at(asked === noneDecided ? '' : asked);
  if (found === null) throw new Refusal(400, 'unknown_decision', `核定记录里没有 ${asked.slice(0, 80)} 这一条。`);
  return found;
}

/** What a query says, by name. */
const valuesOf = (query: unknown): Readonly<Record<string, unknown>> => ({ ...(query ?? {}) });

/** The conditions on columns that a query says. */
function onlyIn(query: unknown): readonly string[] {
  const { only } = valuesOf(query);
  return Array.isArray(only) ? only.map(String) : [];
}

function versionIn(query: unknown): string | undefined {
  const { version } = valuesOf(query);
  return typeof version === 'string' ? version : undefined;
}

/** The same question, of a load: with the time that a file may take. */
export const patient = (queryContext: QueryContext): QueryContext => ({
  ...queryContext,
  deadline: { ...queryContext.deadline, seconds: deadline.file },
});

/** The same question, with the time that a file may take, whose rows go out as they are made. */
export const forDownload = (queryContext: QueryContext): QueryContext => ({
  ...queryContext,
  deadline: { ...queryContext.deadline, seconds: deadline.file, isStreamed: true },
});
