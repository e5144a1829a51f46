import { fetchMaybe } from '#lib/fetch.ts';
import type { SourceAnswer, Upload } from '#lib/upload-answers.ts';

/** What waits to be loaded, the upload that is asked for, and why none are taken, where none are. */
export async function load({ fetch, url }) {
  const id = url.searchParams.get('id');
  const [answer, upload, sources] = await Promise.all([
    fetch('/api/uploads'),
    id === null ? null : fetchMaybe<Upload>(fetch, `/api/uploads/${encodeURIComponent(id)}`),
    fetchMaybe<SourceAnswer[]>(fetch, '/api/sources'),
  ]);
  const said = (await answer.json()) as Upload[] | { error: { message: string } };
  const known = (sources ?? []).map(({ name, title, files, columns }) => ({
    name,
    title,
    files,
    columns: columns.map(({ name, header, aliases, kind, required, isPrivate }) => ({
      name,
      header,
      aliases,
      kind,
      required,
      isPrivate,
    })),
  }));
  return {
    upload,
    sources: known,
    waiting: Array.isArray(said) ? said.filter((each) => each.id !== id) : [],
    off: Array.isArray(said) ? null : said.error.message,
  };
}
