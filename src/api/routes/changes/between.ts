import type { FastifyRequest } from 'fastify';
import type { Asked, Comparison } from '#changes';
import { reignsOf, type Reign } from '#pipeline';
import { isWhole, Refusal, type Scope } from '#spec';
import { isVersion } from '#warehouse';
import { patienceOf } from '../../http/as-of.ts';
import { reignThen } from '../../http/at.ts';
import type { Api } from '../../http/context.ts';
import type { Compared } from '../../http/comparisons.ts';
import type { RequestContext } from '../../http/request.ts';

interface Between {
  from?: string;
  to?: string;
  version?: string;
}

/** The newer of both versions: the one that is named, the one that was current on the day named, the current one. */
export const newerOf =
  (api: Pick<Api, 'warehouse'>) =>
  async ({ query }: { query: Between }): Promise<string | undefined> => {
    const asked = query.to || query.version;
    if (!asked) return undefined;
    return named(await reignsOf(api.warehouse.folder), asked, 'to');
  };

/** The older one: named likewise, else what was current before the newer one was first. */
async function olderThan(api: Pick<Api, 'warehouse'>, to: string, asked: string | undefined): Promise<string> {
  const reigns = await reignsOf(api.warehouse.folder);
  if (asked) return named(reigns, asked, 'from');
  const at = reigns.findIndex(({ version }) => version === to);
  const before = reigns.slice(0, Math.max(0, at)).findLast(({ version }) => version !== to);
  if (before === undefined)
    throw new Refusal(404, 'not_compared', '这一版之前没有发布过别的版本，没有可比的。', { parameter: 'from' });
  return before.version;
}

function named(reigns: readonly Reign[], asked: string, parameter: string): string {
  if (isVersion(asked)) return asked;
  if (!/^\d{4}-\d\d-\d\d/.test(asked))
    throw new Refusal(400, 'bad_parameter', `${parameter} 要写版本号，或 2026-06-30 这样的日期。`, { parameter });
  return reignThen(reigns, asked, Date.now()).version;
}

/** Two versions as one request asks of them. */
export interface Asking {
  pair: Compared;
  asked: Asked;
  ask<T>(work: (comparison: Comparison) => Promise<T>): Promise<T>;
}

export async function askingOf(
  api: Api,
  { lease, decided, view, scope }: Pick<RequestContext, 'lease' | 'decided' | 'view' | 'scope'>,
  { query, headers }: Pick<FastifyRequest, 'headers'> & { query: Between }
): Promise<Asking> {
  const to = lease.version;
  const isCurrent = to === api.warehouse.version();
  const pair = {
    from: await olderThan(api, to, query.from),
    to,
    // What is current is told with all that was decided; an older one as it was published.
    decided: isCurrent ? decided.head : (lease.receipt.decisions ?? ''),
  };
  return {
    pair,
    asked: { filters: Object.fromEntries(view.filters), scope },
    ask: (work) => api.comparisons.ask(pair, patienceOf(headers), work),
  };
}

/** What two versions are, as every answer begins. */
export function headOf({ chain }: Comparison, scope: Scope) {
  const sideOf = (which: 'from' | 'to') => {
    const { version, number, asOf, loadedAt, by } = chain[which];
    const decided = chain.decided[which] || null;
    return { version, number, asOf, loadedAt, by: isWhole(scope) ? (by?.name ?? null) : null, decided };
  };
  return {
    version: chain.to.version,
    from: sideOf('from'),
    to: sideOf('to'),
    steps: chain.steps.map(({ step }) => step),
    fault: chain.fault,
  };
}
