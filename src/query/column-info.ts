import type { ColumnInfo } from '#spec';
import type { ResultColumn } from '#warehouse';
import type { Catalog } from './catalog.ts';

/** What a column of an answer is: as the query's own header says, else the metric or the mart column of its name. */
export function explain(
  catalog: Catalog,
  { name, type }: Pick<ResultColumn, 'name' | 'type'>,
  { header = {}, marts = [] }: { header?: Readonly<Record<string, string>>; marts?: readonly string[] } = {}
): ColumnInfo {
  const known = catalog.metrics.get(name) ?? martColumn(catalog, name, marts);
  const { sql: _sql, isOfProjects: _isOfProjects, ...info } = { sql: '', isOfProjects: false, ...known };
  return { title: name, unit: null, ...info, name, type, ...titleAndUnit(header[name]) };
}

function martColumn(catalog: Catalog, name: string, marts: readonly string[]): ColumnInfo | undefined {
  for (const mart of [...marts, ...catalog.marts.keys()]) {
    const column = catalog.marts.get(mart)?.get(name);
    if (column) return column;
  }
  return undefined;
}

/** `题名 (单位) — 口径`, of which the title alone must be there. */
function titleAndUnit(line: string | undefined): { title?: string; unit?: string | null; definition?: string } {
  if (line === undefined) return {};
  const [, title = line, unit, definition] = /^(.*?)(?: \(([^()]+)\))?(?: — (.+))?$/.exec(line) ?? [];
  return { title, unit: unit ?? null, ...(definition ? { definition } : {}) };
}
