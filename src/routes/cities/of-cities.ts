import { error } from '@sveltejs/kit';
import type { NamedDashboard, SessionAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import type { Filter } from '#lib/filters/filters.ts';

/** The dashboard that these pages are drawn from, and the one whose tiles lead to them. */
export const names = { own: 'cities', all: 'quota', tiles: 'tiles' } as const;

export async function dashboardNamed(fetch: typeof globalThis.fetch, name: string): Promise<NamedDashboard> {
  const dashboards = await fetchJson<NamedDashboard[]>(fetch, '/api/dashboards');
  const found = dashboards.find((each) => each.name === name);
  if (!found) error(404, `没有这个页面：/${name}`);
  return found;
}

/** An address without a city: the path says it. */
export const withoutCity = (params: URLSearchParams): URLSearchParams =>
  new URLSearchParams(Array.from(params).filter(([name]) => name !== 'city'));

/** The cities of the province: what they are called is no secret. */
export const citiesIn = (filters: readonly Filter[]): readonly string[] =>
  filters.find(({ name }) => name === 'city')?.values ?? [];

/** Those of them of which whoever asks sees more than is told to all. */
export function ownCities(filters: readonly Filter[], session: SessionAnswer | null): readonly string[] {
  const own = session?.mode === 'office' ? session.scope.city : undefined;
  return citiesIn(filters).filter((city) => own?.includes(city) ?? true);
}
