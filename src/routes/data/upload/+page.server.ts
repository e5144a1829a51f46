import type { ErrorBody, Form, Upload } from '#spec';
import { fetchMaybe } from '#lib/fetch.ts';

/** What waits to be loaded, the upload that is asked for, and why none are taken, where none are. */
export async function load({ fetch, url }) {
  const id = url.searchParams.get('id');
  const [answer, upload, sources] = await Promise.all([
    fetch('/api/uploads'),
    id === null ? null : fetchMaybe<Upload>(fetch, `/api/uploads/${encodeURIComponent(id)}`),
    fetchMaybe<Form[]>(fetch, '/api/sources'),
  ]);
  const uploads = (await answer.json()) as Upload[] | ErrorBody;
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
    waiting: Array.isArray(uploads) ? uploads.filter((each) => each.id !== id) : [],
    off: Array.isArray(uploads) ? null : uploads.error.message,
  };
}
