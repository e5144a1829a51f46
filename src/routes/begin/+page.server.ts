import { civilDay, type Begin, type Form } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';

/** How far this installation has come, never kept; and what its reader hands in, where they may. */
export async function load({ fetch, parent }) {
  const begin = await fetchJson<Begin>(fetch, '/api/begin');
  const { session } = await parent();
  const handsIn = session?.mode === 'office' && session.capabilities.includes('upload');
  const forms = handsIn ? ((await fetchMaybe<Form[]>(fetch, '/api/sources')) ?? []) : [];
  return {
    begin,
    today: civilDay(new Date()),
    asked: forms.filter(({ handedInBy }) => handedInBy.includes(session?.role?.title ?? '')),
  };
}
