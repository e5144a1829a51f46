import type { ColumnInfo, Row, Table, Value } from '#spec';
import { withUnit } from '../format.ts';

/** The column of that name; a chart that asks for one the answer lacks is an Error. */
export function column(table: Table, name: string): ColumnInfo {
  const found = table.columns.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(`no column ${name} (found ${table.columns.map((candidate) => candidate.name).join(', ')})`);
  return found;
}

export const values = (table: Table, name: string): Value[] =>
  table.rows.map((row) => row[column(table, name).name] ?? null);

export const numbers = (table: Table, name: string): number[] =>
  values(table, name).filter((value) => typeof value === 'number');

export const text = (value: Value | undefined): string =>
  value === null || value === undefined ? '未填' : String(value);

/** What a tooltip says of a row: its name, then each column with its unit. */
export function tooltipText(table: Table, row: Row, heading: string, names: readonly string[]): string {
  const lines = names.map((name) => {
    const info = column(table, name);
    const { title, n } = info;
    const few = n !== undefined && typeof row[n] === 'number' ? `（n=${row[n]}）` : '';
    return `${title}  ${withUnit(row[name] ?? null, info)}${few}`;
  });
  return [heading, ...lines].join('\n');
}
