import type { Upload } from '#spec';
import { words } from '../upload-words.ts';

/** What the server, or the line to it, says against a request, in words. */
export class Refused extends Error {}

/** Sends files as one upload and tells how much has gone out, 0 to 1. Aborting it leaves nothing. */
export function sendFiles(
  files: readonly { path: string; file: File }[],
  by: string,
  tell: (share: number) => void,
  signal: AbortSignal
): Promise<Upload> {
  const form = new FormData();
  if (by.trim() !== '') form.append('by', by);
  for (const { path, file } of files) form.append('files', file, path);
  return new Promise((resolve, reject) => {
    // fetch does not tell how much of a body has gone out.
    const request = new XMLHttpRequest();
    request.open('POST', '/api/uploads');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status === 201 ? resolve(request.response as Upload) : reject(new Refused(messageOf(request.response)));
    request.onerror = () => reject(new Refused(words.lost));
    request.onabort = () => reject(new Refused(words.stopped));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** Asks the API for something that changes. */
export async function ask<T>(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET'): Promise<T> {
  const response = await fetch(path, { method, headers: { accept: 'application/json' } }).catch(() => null);
  if (response === null) throw new Refused(words.lost);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(messageOf(answer));
  return answer as T;
}

const messageOf = (answer: unknown): string =>
  (answer as { error?: { message?: string } } | null)?.error?.message ?? words.failed;
