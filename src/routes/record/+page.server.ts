import type { RecordAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

const size = 50;
const filters = ['stream', 'event', 'by', 'since', 'until'] as const;

/** The record, a page at a time. */
export async function load({ fetch, url, parent }) {
  await parent();
  const asked = filters.flatMap((name) => {
    const value = url.searchParams.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value] as [string, string]];
  });
  const page = Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1);
  const query = new URLSearchParams([...asked, ['limit', `${size}`], ['offset', `${(page - 1) * size}`]]);
  const record = await fetchJson<RecordAnswer>(fetch, `/api/record?${query}`);
  return {
    record,
    asked: Object.fromEntries(asked) as Partial<Record<(typeof filters)[number], string>>,
    page,
    pages: Math.max(1, Math.ceil(record.total / size)),
  };
}
