import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import type { Lease } from '#warehouse';
import type { Api } from './context.ts';

/** So many seconds an answer may wait for its replay; who cannot wait so long says `Prefer: wait=2`. */
const patience = 20;

export const patienceOf = ({ prefer }: IncomingHttpHeaders): number => {
  const [, asked] = /\bwait\s*=\s*(\d{1,3})\b/.exec(String(prefer ?? '')) ?? [];
  return Math.min(patience, Number(asked ?? patience));
};

/**
 * What is asked for as of a day: the version itself on its own day, on an earlier one its replay. Takes over the lease
 * of the version.
 */
export async function leaseAsOf(api: Api, lease: Lease, request: FastifyRequest): Promise<Lease> {
  const { as_of: asked } = request.query as { as_of?: unknown };
  if (typeof asked !== 'string' || asked === '' || asked === lease.receipt.asOf) return lease;
  try {
    return await replaysOf(api).lease(lease.receipt, dayOf(asked, lease.receipt.asOf), {
      seconds: patienceOf(request.headers),
      account: api.reader(request).account,
    });
  } finally {
    lease.release();
  }
}

export function replaysOf({ replays }: Api): NonNullable<Api['replays']> {
  if (replays === null) throw new Refusal(503, 'no_replays', '这里没有开通重演。');
  return replays;
}

function dayOf(asked: string, last: string): string {
  const refused = (message: string) => new Refusal(400, 'bad_parameter', message, { parameter: 'as_of' });
  if (!isDay(asked)) throw refused(`参数 as_of 的值不合要求：要写成 ${last} 这样的日期。`);
  if (asked > last) throw refused(`这个版本判到 ${last} 为止，不能看 ${asked}；只能重演到以前的日子。`);
  if (asked < earliest) throw refused(`参数 as_of 的值不合要求：不早于 ${earliest}。`);
  return asked;
}

/** Nothing of the programme is older. */
const earliest = '2000-01-01';

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
