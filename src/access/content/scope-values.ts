import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTable } from '#pipeline';
import { Refusal, type DimensionSpec, type Scope } from '#spec';
import { notOneOf } from '#spec/content';

/** The values that a dimension has by the reference data, each with those of another dimension that it lies in. */
export interface ScopeValues {
  /** What people call the dimension. */
  title: string;
  values: ReadonlyMap<string, ReadonlySet<string>>;
  /** The other dimension; null where its values stand by themselves. */
  within: string | null;
}

/** By dimension; one that no table of the reference data lists may be given any value. */
export type KnownScopes = ReadonlyMap<string, ScopeValues>;

/**
 * What accounts may be given of each dimension: the values of the table that `pipelines/dimensions.ts` says it has its
 * values from, as the reference data say them, in whichever notice.
 */
export async function readScopeValues(
  reference: string,
  dimensions: Readonly<Record<string, Pick<DimensionSpec, 'values' | 'within'>>>,
  titles: Readonly<Record<string, string>> = {}
): Promise<KnownScopes> {
  const notices = await readdir(join(reference, 'notices')).catch(() => []);
  const folders = [reference, ...notices.map((notice) => join(reference, 'notices', notice))];
  const known = new Map<string, ScopeValues>();
  for (const [dimension, { values: listed, within = null }] of Object.entries(dimensions)) {
    const [room, table = ''] = listed.split('.');
    const values = new Map<string, Set<string>>();
    for (const folder of room === 'reference' ? folders : [])
      for (const cells of await rowsIn(join(folder, `${table}.csv`))) {
        const value = cells[dimension] ?? '';
        if (value === '') continue;
        const outer = values.get(value) ?? new Set();
        values.set(value, within === null ? outer : outer.add(cells[within] ?? ''));
      }
    if (values.size > 0) known.set(dimension, { title: titles[dimension] ?? dimension, values, within });
  }
  return known;
}

/** What people call a dimension. */
export const titleOfDimension = (known: KnownScopes, dimension: string): string =>
  known.get(dimension)?.title ?? dimension;

async function rowsIn(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const read = await readTable({ path, notice: null }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  return read?.table?.rows.map(({ cells }) => cells) ?? [];
}

/** Refuses a scope that no row can be of: a value that is none, or lies in none of those that it was given with. */
export function needKnownScope(known: KnownScopes, scope: Scope): void {
  for (const [dimension, given] of Object.entries(scope)) {
    const listed = known.get(dimension);
    if (listed === undefined) continue;
    const { title, values, within } = listed;
    const outer = within === null ? undefined : scope[within];
    const isIn = (value: string) => outer === undefined || outer.some((each) => values.get(value)?.has(each));
    const allowed = [...values.keys()].filter(isIn);
    for (const value of given) {
      if (allowed.includes(value)) continue;
      const of = outer === undefined ? '' : `${outer.join('、')}的`;
      const message = values.has(value)
        ? `${value} 不在${outer?.join('、') ?? ''}，而在${[...(values.get(value) ?? [])].join('、')}。`
        : notOneOf(`${of}${title}里没有`, value.slice(0, 60), allowed);
      throw new Refusal(400, 'unknown_scope', message, { parameter: 'scope', value: value.slice(0, 60) });
    }
  }
}
