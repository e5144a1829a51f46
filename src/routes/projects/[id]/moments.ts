import type { Moments } from '#spec';
import { fetchAnswer } from '#lib/fetch.ts';

/** The verdicts on a project at each moment, as far as a page has them. */
export interface MomentsOnPage {
  known: Moments | null;
  /** They are being made: the page asks again. */
  isMaking: boolean;
  /** What was said instead. */
  failure: string | null;
}

/** Those that are there; `?moments=1` has the others made. A page as of an earlier day marks none. */
export async function momentsFor(
  fetch: typeof globalThis.fetch,
  id: string,
  params: URLSearchParams
): Promise<MomentsOnPage> {
  if (params.get('as_of')) return { known: null, isMaking: false, failure: null };
  const version = params.getAll('version').map((each) => ['version', each]);
  const ask = (more: readonly string[][]) =>
    fetchAnswer<Moments>(
      fetch,
      `/api/projects/${encodeURIComponent(id)}/moments?${new URLSearchParams([...version, ...more])}`
    );
  const { answer, refusal } = await ask(params.has('moments') ? [] : [['ready', 'true']]);
  if (refusal === null) return { known: answer, isMaking: false, failure: null };
  const isMaking = refusal.code === 'replaying';
  return { known: null, isMaking, failure: isMaking ? null : refusal.message };
}
