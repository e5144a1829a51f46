import { codes, codesOf, type DrillLink, type Value } from '#spec';
import type { Catalog } from '../catalog.ts';
import { isDimension } from '../dimensions.ts';
import { isAdditive } from '../proof/subject.ts';

interface Pair {
  assertion: string;
  position: number;
  measure: string | null;
  /** What the pair is of. */
  subject: Readonly<Record<string, Value>>;
}

/** What a link is made with. */
interface Lookup {
  version: string;
  catalog: Catalog;
  /** The SHA-256 of a sheet's file. */
  hashOf: (file: string, sheet: string) => string | null;
}

/**
 * The address that shows what a side of a pair is made of. Its assertion says it, in columns or header, of both sides
 * or (`left_…`, `right_…`) of one: a `source_file` and `source_sheet`, with `landed` or without; a `rule`; or a
 * `metric` (else the measure) by dimensions, of the projects that `where` holds of. Else it is the SQL of the pair.
 */
export function drillLinkOf(side: 'left' | 'right', pair: Pair, lookup: Lookup): DrillLink {
  const { version, hashOf } = lookup;
  const own: DrillLink = {
    to: 'pair',
    path: `/api/loads/${version}/reconciliation.json?${new URLSearchParams({ assertion: pair.assertion, pair: String(pair.position) })}`,
  };
  const { source_file: file, source_sheet: sheet, landed, rule, ...measured } = subjectOfSide(side, pair.subject);
  const hasMore = Object.keys(measured).length > 0;
  if (typeof file === 'string') {
    const hash = hashOf(file, String(sheet ?? ''));
    const query = new URLSearchParams([
      ['file', file],
      ['sheet', String(sheet ?? '')],
      ...(landed === undefined ? [] : [['landed', String(landed)]]),
    ]);
    return hash === null || hasMore || rule !== undefined
      ? own
      : { to: 'rows', path: `/api/loads/${version}/files/${hash}/rows.json?${query}` };
  }
  if (landed !== undefined) return own;
  if (typeof rule === 'string')
    return hasMore
      ? own
      : {
          to: 'findings',
          path: `/api/findings?${new URLSearchParams([['rule', rule], ...codesOf(codes.verdict).map((verdict) => ['verdict', verdict]), ['version', version]])}`,
        };
  const query = queryOf(measured, pair.measure, lookup.catalog);
  return query ? { to: 'explain', path: `/api/explain?${new URLSearchParams([...query, ['version', version]])}` } : own;
}

function subjectOfSide(side: 'left' | 'right', subject: Readonly<Record<string, Value>>): Record<string, Value> {
  const own: Record<string, Value> = {};
  for (const [name, value] of Object.entries(subject)) {
    const [, of, rest] = /^(left|right)_(.+)$/.exec(name) ?? [null, side, name];
    if (of === side && value !== null) own[rest as string] = value;
  }
  return own;
}

/** What /api/explain is asked; null where this cannot be asked of it. */
function queryOf(
  { metric, where, ...filters }: Record<string, Value>,
  measure: string | null,
  catalog: Catalog
): [string, string][] | null {
  const name = metric ?? measure;
  if (typeof name !== 'string' || !(catalog.metrics.has(name) || isAdditive(catalog, name))) return null;
  const only = typeof where === 'string' ? where.split(',').map((each) => each.trim()) : [];
  if (only.some((each) => !catalog.marts.get('projects')?.has(each.split(':')[0] as string))) return null;
  const values = Object.entries(filters).flatMap(([dimension, value]) =>
    [value].flat().map((each): [string, string] => [dimension, String(each)])
  );
  if (values.some(([dimension, value]) => !isDimension(dimension) || !catalog.values[dimension].includes(value)))
    return null;
  return [['metric', name], ...values, ...only.map((each): [string, string] => ['only', each])];
}
