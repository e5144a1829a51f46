import type { LinkContext } from '#spec';

/** What is asked for as a file: the address of its rows, and what of a page's address holds for it besides filters. */
export interface FileSource {
  address: string;
  /** The format stands at the end of the address, as in /api/dashboards/quota/by-city.csv. */
  hasEnding?: boolean;
  names?: readonly string[];
}

/**
 * The address of a file with what a page shows: its filters, its version, what else is named, and nothing of what
 * people hang on an address, since the API is strict.
 */
export function fileHref(
  { address, hasEnding = false, names = [] }: FileSource,
  { params, filters, asked = params }: LinkContext,
  format: string,
  more: readonly (readonly [string, string])[] = []
): string {
  const wanted = new Set(['version', 'decided', ...filters.map(({ name }) => name), ...names]);
  const kept = Array.from(asked).filter(([name, value]) => wanted.has(name) && value !== '');
  const query = [...kept, ...more, ...(hasEnding ? [] : [['format', format] as const])];
  const search = String(new URLSearchParams(query.map(([name, value]) => [name, value])));
  return `${address}${hasEnding ? `.${format}` : ''}${search === '' ? '' : `?${search}`}`;
}
