import { error } from '@sveltejs/kit';

type Fetch = typeof globalThis.fetch;

/** What the API says when it cannot answer. */
interface Refused {
  error: { code: string; message: string; details?: { allowed?: unknown } };
}

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

async function refusalOf(response: Response): Promise<Refused['error']> {
  try {
    return ((await response.json()) as Refused).error;
  } catch {
    return { code: 'unreadable', message: `服务器的回答无法识别（${response.status}）` };
  }
}
