import type { Examination, Pruning, Retention, Versions } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { words } from './words.ts';

/** What the README suggests: the newest 20, and those of a quarter. */
const usual = { keep: '20', older: '90' };

/** Every version, what the disk is full of, and what pruning would take. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const versions = await fetchJson<Versions>(fetch, '/api/versions');
  const policy = { keep: numberIn(searchParams, 'keep'), older: numberIn(searchParams, 'older') };
  const pruning = await fetchJson<Pruning>(fetch, `/api/versions/prune?${new URLSearchParams(policy)}`);
  const { findings } = await fetchJson<Examination>(fetch, '/api/examination');
  const retention = await fetchJson<Retention>(fetch, '/api/retention');
  await parent();
  return {
    ...versions,
    pruning,
    findings,
    retention,
    isAsked: searchParams.has('keep'),
    problem: saidOf(words.problems, searchParams.get('problem')),
    done: saidOf(words.done, searchParams.get('done')),
  };
}

/** Whatever is no number in the address is what is usual. */
const numberIn = (params: URLSearchParams, name: keyof typeof usual): string => {
  const said = params.get(name) ?? '';
  return /^\d{1,5}$/.test(said) && Number(said) >= (name === 'keep' ? 1 : 0) ? said : usual[name];
};

function saidOf(known: Readonly<Record<string, string>>, code: string | null): string | null {
  if (code === null) return null;
  return Object.hasOwn(known, code) ? (known[code] ?? null) : (known.other ?? null);
}
