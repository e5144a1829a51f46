import type { Entry } from '#store';
import type { Figure } from './figures.ts';

/** A sealed paper of a version, and which of its figures it says. */
export interface PaperNumbers {
  code: string;
  has(figure: Pick<Figure, 'metric' | 'batch' | 'city' | 'value'>): boolean;
}

/** As the register keeps them. */
type Line =
  | { event: 'sealed'; code: string; statement: string }
  | { event: 'voided'; code: string }
  | { event: 'key_added' | 'key_retired' | 'key_revoked' };

interface Said {
  version: string;
  path: string;
  scope: Readonly<Record<string, readonly string[]>>;
  numbers: readonly { key: string; exact: string | null }[];
}

/**
 * The papers of a version that count and are of all. A figure stands on one if a number is called like it, is of the
 * same batch and city and of nothing else, and is the same: a panel may mean fewer rows than its filters say.
 */
export function papersOf(entries: readonly Entry[], version: string): PaperNumbers[] {
  const lines = entries.map(({ body }) => JSON.parse(body) as Line);
  const voided = new Set(lines.flatMap((line) => (line.event === 'voided' ? [line.code] : [])));
  return lines.flatMap((line): PaperNumbers[] => {
    if (line.event !== 'sealed' || voided.has(line.code)) return [];
    const said = JSON.parse(line.statement) as Said;
    if (said.version !== version || Object.keys(said.scope).length > 0) return [];
    const filters = new URL(said.path, 'http://paper').searchParams;
    const known = new Set(
      said.numbers.flatMap(({ key, exact }) => {
        const place = placeOf(filters, key);
        return exact === null || place === null ? [] : [JSON.stringify([...place, Number(exact)])];
      })
    );
    return [
      {
        code: line.code,
        has: ({ metric, batch, city, value }) =>
          value !== null && known.has(JSON.stringify([metric, batch, city, Number(value)])),
      },
    ];
  });
}

/** What else an address says, which narrows nothing. */
const apart: ReadonlySet<string> = new Set(['metrics', 'by', 'version', 'at', 'decided', 'name', 'section', 'panel']);

/** Of which metric, batch and city a number is; null where it is of less or of several. */
function placeOf(filters: URLSearchParams, key: string): [metric: string, batch: string, city: string] | null {
  const [, row = '', metric = ''] = /^[^?#]*(?:\?(.*))?#([^#]*)$/.exec(key) ?? [];
  const by = row === '' ? [] : row.split('&').map((each) => each.split('='));
  const all = [
    ...Array.from(filters).filter(([name, value]) => !apart.has(name) && value !== '' && value !== 'all'),
    ...by,
  ] as [string, string][];
  const place = new Map(all);
  const isPlain = place.size === all.length && all.every(([name]) => name === 'batch' || name === 'city');
  return isPlain && metric !== '' ? [metric, place.get('batch') ?? '', place.get('city') ?? ''] : null;
}
