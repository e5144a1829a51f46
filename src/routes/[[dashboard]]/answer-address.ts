import { queryOf } from '#lib/asked.ts';
import { sinceName } from '#lib/since.ts';
import type { Panel } from '#spec';

/** Where what a page shows of a panel is asked for. */
export function answerAddress(source: string, { limit }: Pick<Panel, 'limit'>, asked: URLSearchParams): string {
  const first = new URLSearchParams(asked);
  first.delete('limit');
  first.delete(sinceName);
  if (limit !== undefined) first.set('limit', String(limit));
  return `${source}.json${queryOf(first)}`;
}

/** The address of a panel's answer, without an ending. */
export const sourceOf = (dashboard: string, key: string): string => `/api/dashboards/${dashboard}/${key}`;
