import { error } from '@sveltejs/kit';
import type { ErrorBody } from '#spec';

type Fetch = typeof globalThis.fetch;

/** Asks the API. A refusal becomes the error page, in the API's own words. */
export async function fetchJson<T>(fetch: Fetch, url: string): Promise<T> {
  const { answer, refusal, status } = await fetchAnswer<T>(fetch, url);
  if (refusal === null) return answer as T;
  const { code, message, details } = refusal;
  const allowed = Array.isArray(details?.allowed) ? details.allowed.map(String) : [];
  const told = (name: string) => (typeof details?.[name] === 'string' ? { [name]: details[name] } : {});
  error(status, { message, code, allowed, ...told('parameter'), ...told('value') });
}

/** The same, for what stands around a page: the answer, or what the API says instead. */
export async function fetchAnswer<T>(
  fetch: Fetch,
  url: string
): Promise<{ status: number; answer: T | null; refusal: ErrorBody['error'] | null }> {
  const response = await fetch(url, { headers: { prefer: 'wait=2' } });
  const { status } = response;
  if (response.ok) return { status, answer: (await response.json()) as T, refusal: null };
  return { status, answer: null, refusal: await refusalOf(response) };
}

/** The same, for what a page can do without: null. */
export async function fetchMaybe<T>(fetch: Fetch, url: string): Promise<T | null> {
  return (await fetchAnswer<T>(fetch, url)).answer;
}

async function refusalOf(response: Response): Promise<ErrorBody['error']> {
  try {
    return ((await response.json()) as ErrorBody).error;
  } catch {
    return { code: 'unreadable', message: `服务器的回答无法识别（${response.status}）` };
  }
}
