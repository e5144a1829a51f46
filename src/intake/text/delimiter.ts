import type { ColumnCounter } from '../grid.ts';
import { headerSearchRows } from '../header/find.ts';
import { Unreadable } from '../unreadable.ts';
import { cutRows } from './cut.ts';

const names: Readonly<Record<string, string>> = {
  '，': '中文逗号（，）',
  '；': '中文分号（；）',
  '、': '顿号（、）',
  '|': '竖线（|）',
};
const accepted = [',', '\t', ';'];

/** What stands between the cells: the mark by which the head of the text shows the most columns of a contract. */
export function findDelimiter(
  head: string,
  { extension, countColumns }: { extension: string; countColumns: ColumnCounter }
): string {
  const usual = extension === 'tsv' ? '\t' : ',';
  let best = { delimiter: usual, columns: 0 };
  for (const delimiter of new Set([usual, ...accepted, ...Object.keys(names)])) {
    // Under a mark that is not there each line is one cell.
    if (best.columns > 0 && !head.includes(delimiter)) continue;
    const columns = countColumns(firstRows(head, delimiter));
    if (columns > best.columns) best = { delimiter, columns };
  }
  const name = names[best.delimiter];
  // One column shows by itself under any mark that is not there.
  if (!name || best.columns < 2) return accepted.includes(best.delimiter) ? best.delimiter : usual;
  throw new Unreadable(
    'delimiter',
    `各列之间用的是${name}，不是英文逗号`,
    '请在 Excel 或 WPS 中打开原表，另存为“CSV UTF-8（逗号分隔）”；不要手工键入分隔符'
  );
}

function firstRows(head: string, delimiter: string): (readonly string[])[] {
  const cutter = cutRows(delimiter);
  return [...cutter.push(head), ...cutter.end()].slice(0, headerSearchRows).map(({ cells }) => cells);
}
