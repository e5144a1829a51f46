import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { momentsOf, verdictsOf, type MarkedFinding } from '#query';
import { markedMoments, type Verdict } from '#spec';
import { closed, Moments, version } from '#spec/answers';
import type { Lease } from '#warehouse';
import { patienceOf, replaysOf } from '../http/as-of.ts';
import type { Api } from '../http/context.ts';
import { withCatalog, type RequestContext } from '../http/request.ts';

/** `GET /projects/<id>/moments`: the verdicts on a project at each moment, from replays of those days. */
export function moments(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary: 'The verdicts on one project at each moment: as of its day, by what was known then',
    params: closed({ id: Type.String() }),
    querystring: closed({
      ...version,
      ready: Type.Optional(
        Type.Boolean({
          description: 'Only the days that are replayed already. Without it the others are made: 503 `replaying`.',
        })
      ),
    }),
    response: { 200: Moments },
  };
  app.get(
    '/projects/:id/moments',
    withCatalog(api, schema, async (context, { params, query, headers }) => {
      const { receipt } = context.lease;
      const days = await momentsOf(context.queryContext, context.catalog, params.id, context.view);
      const until = Date.now() + patienceOf(headers) * 1000;
      const { account } = context.reader;
      const leaseOn = (day: string) =>
        query.ready === true
          ? (api.replays?.find(receipt, day) ?? null)
          : replaysOf(api).lease(receipt, day, { seconds: Math.max(0, until - Date.now()) / 1000, account });
      const found = new Map<string, MarkedFinding & { verdicts: Record<string, Verdict> }>();
      const told: { moment: string; on: string | null; isReady: boolean }[] = [];
      for (const moment of markedMoments) {
        const on = moment === 'today' ? receipt.asOf : (days[moment] ?? null);
        const hasCome = on !== null && on <= receipt.asOf;
        const verdicts = !hasCome ? [] : await verdictsOn(api, context, params.id, on, leaseOn);
        told.push({ moment, on: hasCome ? on : null, isReady: verdicts !== null });
        for (const { verdict, ...marked } of verdicts ?? []) {
          const key = JSON.stringify(Object.values(marked));
          const one = found.get(key) ?? { ...marked, verdicts: {} };
          one.verdicts[moment] = verdict;
          found.set(key, one);
        }
      }
      return { version: context.catalog.version, moments: told, findings: [...found.values()] };
    })
  );
}

/** On its own day the version itself answers; null where the day is not replayed. */
async function verdictsOn(
  api: Api,
  { queryContext, catalog, view, lease }: RequestContext,
  id: string,
  day: string,
  leaseOn: (day: string) => Promise<Lease | null> | null
): Promise<Awaited<ReturnType<typeof verdictsOf>> | null> {
  if (day === lease.receipt.asOf) return verdictsOf(queryContext, catalog, id, view);
  const replay = await leaseOn(day);
  if (replay === null) return null;
  try {
    return await verdictsOf({ ...queryContext, reading: replay }, await api.catalogOf(replay), id, view);
  } finally {
    replay.release();
  }
}
