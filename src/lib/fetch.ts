import { error } from '@sveltejs/kit';
import type { ErrorBody } from '#spec';

type Fetch = typeof globalThis.fetch;

/** Asks the API. A refusal becomes the error page, in the API's own words. */
export async function fetchJson<T>(fetch: Fetch, url: string): Promise<T> {
  const response = await fetch(url);
  if (response.ok) return (await response.json()) as T;
  const { code, message, details } = await refusalOf(response);
  const allowed = Array.isArray(details?.allowed) ? details.allowed.map(String) : [];
  error(response.status, { message, code, allowed });
}

/** The same, for what a page can do without: null. */
export async function fetchMaybe<T>(fetch: Fetch, url: string): Promise<T | null> {
  const response = await fetch(url);
  return response.ok ? ((await response.json()) as T) : null;
}

async function refusalOf(response: Response): Promise<ErrorBody['error']> {
  try {
    return ((await response.json()) as ErrorBody).error;
  } catch {
    return { code: 'unreadable', message: `服务器的回答无法识别（${response.status}）` };
  }
}
