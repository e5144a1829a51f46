import { error } from '@sveltejs/kit';
import type { GuideBook } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { words } from '../../words.ts';

/** One thing that a reader wants to get done, and those before and after it. */
export async function load({ fetch, params, parent }) {
  const { tasks, ...book } = await fetchJson<GuideBook>(fetch, `/api/guide/${encodeURIComponent(params.book)}`);
  await parent();
  const at = tasks.findIndex(({ name }) => name === params.task);
  const task = tasks[at];
  if (!task) error(404, { message: words.unknownTask(params.task) });
  const briefly = (index: number) => {
    const there = tasks[index];
    return there ? { name: there.name, title: there.title } : null;
  };
  return { book, task, previous: briefly(at - 1), next: briefly(at + 1) };
}
