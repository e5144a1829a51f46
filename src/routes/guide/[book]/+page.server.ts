import type { GuideBook } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What there is in one handbook. */
export async function load({ fetch, params, parent }) {
  const book = await fetchJson<GuideBook>(fetch, `/api/guide/${encodeURIComponent(params.book)}`);
  await parent();
  const tasks = book.tasks.map(({ name, title, blocks }) => ({
    name,
    title,
    steps: blocks.filter(({ kind }) => kind === 'step').length,
  }));
  return { book: { ...book, tasks } };
}
