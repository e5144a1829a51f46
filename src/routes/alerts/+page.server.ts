import type { Alerts, Outbox } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { words } from './words.ts';

const asks = ['city', 'alert', 'severity'] as const;

/** What stands, what ended of late, what waits to be told and what was not delivered. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const asked = asks.flatMap((name) =>
    searchParams.getAll(name).flatMap((value) => (value === '' ? [] : [[name, value]]))
  );
  const query = new URLSearchParams(asked);
  const [standing, ended, outbox, may] = await Promise.all([
    fetchJson<Alerts>(fetch, `/api/alerts?${query}`),
    fetchJson<Alerts>(fetch, `/api/alerts?${new URLSearchParams([...asked, ['status', 'closed'], ['limit', '100']])}`),
    fetchJson<Outbox>(fetch, '/api/outbox'),
    fetchMaybe<{ refusal: string | null; person: string | null }>(fetch, '/api/decisions/allowed'),
  ]);
  await parent();
  const problem = searchParams.get('problem');
  return {
    standing,
    ended,
    outbox,
    asked: Object.fromEntries(asked) as Partial<Record<(typeof asks)[number], string>>,
    maySay: may !== null && may.refusal === null,
    person: may?.person ?? null,
    isDone: searchParams.has('done'),
    problem: problem === null ? null : (words.problems[problem] ?? words.problems.other!),
  };
}
