import { redirect } from '@sveltejs/kit';
import type { ComparedFigures, ComparedNumber, ComparedRows, Published } from '#spec';
import { askedOf } from '#lib/asked.ts';
import { beginningWhole } from '#lib/context.ts';
import { fetchAnswer, fetchJson, fetchMaybe } from '#lib/fetch.ts';

/** So many rows of each list stand on the page; all are in its files. */
const shown = 100;
const listed = ['projects', 'verdicts', 'files', 'reference'] as const;

/** What is another between the version of the page and one before it; a number to its cells, where one is asked for. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  leadToVersion(searchParams);
  const filters = beginningWhole((await parent()).filters, ['batch']);
  const asked = askedOf(searchParams, filters);
  const [from, metric] = [asked.get('from') ?? '', asked.get('metric') ?? ''];
  const names = ['version', 'decided', ...filters.flatMap(({ name, isApart }) => (isApart ? [] : [name]))];
  const shared = new URLSearchParams([
    ...(from === '' ? [] : [['from', from]]),
    ...Array.from(asked).filter(([name, value]) => names.includes(name) && value !== ''),
  ]);
  const [published, { answer: figures, refusal }] = await Promise.all([
    fetchMaybe<Published>(fetch, '/api/published'),
    fetchAnswer<ComparedFigures>(fetch, `/api/changes?${shared}`),
  ]);
  if (refusal !== null && !['comparing', 'not_compared', 'unknown_version', 'not_comparable'].includes(refusal.code))
    await fetchJson(fetch, `/api/changes?${shared}`);
  if (figures === null)
    return { published, figures: null, lack: refusal?.message ?? '', isMaking: refusal?.code === 'comparing' };
  // What is opened from here names both versions.
  const pair = new URLSearchParams([
    ['from', figures.from.version],
    ['version', figures.to.version],
    ...Array.from(shared).filter(([name]) => name !== 'from' && name !== 'version'),
  ]);
  const [lists, number] = await Promise.all([
    Promise.all(listed.map((name) => fetchJson<ComparedRows>(fetch, `/api/changes/${name}?${pair}&limit=${shown}`))),
    metric === ''
      ? null
      : fetchAnswer<ComparedNumber>(fetch, `/api/changes/lines?${pair}&metric=${encodeURIComponent(metric)}`),
  ]);
  const [projects, verdicts, files, reference] = lists as [ComparedRows, ComparedRows, ComparedRows, ComparedRows];
  return {
    published,
    figures,
    number: number?.answer ?? null,
    numberLack: number?.refusal?.message ?? '',
    lists: { projects, verdicts, files, reference },
    query: pair.toString(),
    lack: '',
    isMaking: false,
  };
}

/** The newer version is the one that the page is of: `to` is called so where programs ask. */
function leadToVersion(params: URLSearchParams): void {
  const to = params.get('to');
  if (!to) return;
  const isDay = /^\d{4}-\d\d-\d\d(T|$)/.test(to);
  const kept = Array.from(params).filter(([name]) => !['to', 'version', 'decided', 'at'].includes(name));
  redirect(302, `/changes?${new URLSearchParams([...kept, [isDay ? 'at' : 'version', to]])}`);
}
