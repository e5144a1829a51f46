import type { Matters } from '#spec';
import { queryOf } from '#lib/asked.ts';
import { contextOf } from '#lib/context.ts';
import { fetchJson } from '#lib/fetch.ts';
import { readDeciding } from '../../findings/deciding.ts';
import { whole } from './words.ts';

/** What is yet to be done, a page of it, of all batches where the address says none; and who may write a reply down. */
export async function load({ fetch, url, parent }) {
  const around = await parent();
  const { asked } = contextOf({ url, data: around }, whole);
  const [answer, replying] = await Promise.all([
    fetchJson<Matters>(fetch, `/api/matters${queryOf(asked)}`),
    readDeciding(fetch, url.searchParams),
  ]);
  const { total, rows, columns, replies, values } = answer;
  return { total, rows, columns, replies, values, replying };
}
