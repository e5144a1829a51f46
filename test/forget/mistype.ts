/** A table as it is written, to be written again with one thing changed. */
export interface Table {
  notice: string;
  table: string;
  file: string;
  columns: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
}

interface Value {
  tables: readonly Table[];
  own: Table;
  cells: Readonly<Record<string, string>>;
  column: string;
}

/**
 * A value as somebody in haste would type it: a day of another year, 1.5 for 18 months, a number off by one, yes
 * for no; a clause, a quotation or a name of the notice before, where that says another; else that of another row.
 */
export function mistyped({ tables, own, cells, column }: Value): string | null {
  const value = cells[column] ?? '';
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return `${Number(value.slice(0, 4)) + 1}${value.slice(4)}`;
  if (value === 'true' || value === 'false') return String(value === 'false');
  if (column === 'quotation' || column === 'heading' || column === 'title')
    return otherText(tables, own, cells, column);
  if (/^(note|reason|off)$/.test(column)) return `${value}（笔误）`;
  if (/^\d+(\.\d+)?$/.test(value) && !/^(from_)?batch$/.test(column)) return otherNumber(value, cells.unit);
  return otherName(tables, own, column, value) ?? `${value}甲`;
}

function otherNumber(value: string, unit: string | undefined): string {
  if (unit === '个月') return String(Number(value) / 12);
  const [, decimals = ''] = value.split('.');
  return (Number(value) + 10 ** -decimals.length).toFixed(decimals.length);
}

/** The tables of the same name of the other notices, the nearest first. */
const others = (tables: readonly Table[], own: Table): Table[] =>
  tables.filter(({ table, notice }) => table === own.table && notice !== own.notice).reverse();

/** What another notice says in its place, or the text with one word too many. */
function otherText(tables: readonly Table[], own: Table, cells: Value['cells'], column: string): string {
  const value = cells[column] ?? '';
  const [key = ''] = own.columns;
  const there = others(tables, own)
    .flatMap(({ rows }) => rows)
    .find((row) => row.cells[key] === cells[key] && (row.cells[column] ?? '') !== '' && row.cells[column] !== value);
  const middle = Math.ceil(value.length / 2);
  return there?.cells[column] ?? `${value.slice(0, middle)}不${value.slice(middle)}`;
}

/** A name that only another notice has, or one that another row has. */
function otherName(tables: readonly Table[], own: Table, column: string, value: string): string | null {
  const isClause = /(^|_)clause$/.test(column);
  const of = (table: Table) => table.rows.map(({ cells }) => cells[column] ?? '').filter((each) => each !== '');
  const known = new Set(isClause ? clausesOf(tables, own.notice) : of(own));
  const old = others(tables, own).flatMap(of);
  const foreign = old.filter((each) => each !== value && (isClause ? known.has(each) : !known.has(each)));
  return foreign[0] ?? old.find((each) => each !== value) ?? [...known].find((each) => each !== value) ?? null;
}

const clausesOf = (tables: readonly Table[], notice: string): string[] =>
  tables
    .filter((each) => each.table === 'clauses' && each.notice === notice)
    .flatMap(({ rows }) => rows.map(({ cells }) => cells.id ?? ''));
