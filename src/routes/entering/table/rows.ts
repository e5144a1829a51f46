import { readPasted, writePasted, type EnteredColumn } from '#spec';

type Columns = readonly Pick<EnteredColumn, 'name' | 'title'>[];

/** Whether a row that was pasted at a column names columns. */
export const isHeader = (row: readonly string[], columns: Columns, from = 0): boolean =>
  row.length > 0 &&
  row.every((cell, at) => {
    const column = columns[from + at];
    return column !== undefined && (cell.trim() === column.title || cell.trim().toLowerCase() === column.name);
  });

/** The rows of a text of the whole table, without a first one that names the columns; as wide as the table. */
export function rowsIn(text: string, columns: Columns): string[][] {
  const rows = readPasted(text);
  return (isHeader(rows[0] ?? [], columns) ? rows.slice(1) : rows).map((row) => [
    ...row,
    ...columns.slice(row.length).map(() => ''),
  ]);
}

export const textOf = (rows: readonly (readonly string[])[], titles: readonly string[]): string =>
  writePasted([titles, ...rows]);

/** What was pasted at a cell, laid over the rows; what stands beyond the last column is counted and left out. */
export function laidOver(
  rows: readonly (readonly string[])[],
  pasted: string,
  { row, column, columns }: { row: number; column: number; columns: Columns }
): { rows: string[][]; over: number } {
  const all = readPasted(pasted);
  const block = isHeader(all[0] ?? [], columns, column) ? all.slice(1) : all;
  const made = rows.map((each) => [...each]);
  while (made.length < row + block.length) made.push(columns.map(() => ''));
  let over = 0;
  for (const [down, cells] of block.entries())
    for (const [right, cell] of cells.entries()) {
      if (column + right < columns.length) made[row + down]![column + right] = cell;
      else if (cell !== '') over = Math.max(over, column + right + 1 - columns.length);
    }
  return { rows: made, over };
}
