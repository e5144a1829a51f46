import { readPasted, withLineFeeds } from '#spec';

/** What is wrong with what was pasted, before anything is checked: of which row, as pasted, and column. */
export interface Problem {
  row: number | null;
  column: string | null;
  message: string;
}

/** Rows in the order of the columns of a table, or what is wrong with what was pasted. */
export interface Typed {
  rows: string[][];
  problems: Problem[];
}

/**
 * What was typed or pasted for a whole table. A first row that names its columns says their order; without one they are
 * those of the file. A cell is what stands in it, and an empty one is empty.
 */
export function readTyped(
  text: string,
  columns: readonly string[],
  titles: ReadonlyMap<string, { title: string }>
): Typed {
  const [first = [], ...rest] = readPasted(text).map((row) => row.map((cell) => withLineFeeds(cell).trim()));
  const named = first.map((cell) => columnCalled(cell, columns, titles));
  const isHeader = first.length > 0 && named.filter((each) => each !== null).length * 2 > columns.length;
  if (!isHeader) return placed([first, ...rest], columns, { columns, from: 1 });
  const strange = first.filter((cell, at) => cell !== '' && named[at] === null);
  const lacking = columns.filter((column) => !named.includes(column));
  const twice = named.filter((column, at) => column !== null && named.indexOf(column) !== at);
  const called = (column: string) => titles.get(column)?.title || column;
  const problems = [
    ...strange.map((cell) => `第一行的“${cell}”不是这张表的列。`),
    ...lacking.map((column) => `第一行没有“${called(column)}”这一列。`),
    ...twice.map((column) => `第一行的“${called(column ?? '')}”写了两次。`),
  ].map((message) => ({ row: 1, column: null, message }));
  if (problems.length > 0) return { rows: [], problems };
  return placed(rest, named, { columns, from: 2 });
}

function columnCalled(
  cell: string,
  columns: readonly string[],
  titles: ReadonlyMap<string, { title: string }>
): string | null {
  const [column] = columns.filter((each) => each === cell.toLowerCase() || titles.get(each)?.title === cell);
  return cell === '' ? null : (column ?? null);
}

function placed(
  rows: readonly (readonly string[])[],
  named: readonly (string | null)[],
  { columns, from }: { columns: readonly string[]; from: number }
): Typed {
  const problems: Problem[] = [];
  const kept = rows.flatMap((row, at) => {
    if (row.every((cell) => cell === '')) return [];
    const over =
      row.slice(named.length).some((cell) => cell !== '') || row.some((cell, of) => cell !== '' && named[of] === null);
    if (over || row.length < named.length)
      problems.push({
        row: at + from,
        column: null,
        message: `这一行有 ${row.length} 格，应有 ${named.length} 格：${row.join('、').slice(0, 80)}`,
      });
    return [columns.map((column) => row[named.indexOf(column)] ?? '')];
  });
  return { rows: kept, problems };
}
