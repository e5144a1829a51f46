import { join } from 'node:path';
import { openTextFile, type TextFile } from './file.ts';
import { moneyCell, type Hand } from './hand.ts';
import type { Money } from './project.ts';

export interface Column<R> {
  header: string;
  cell(row: R, hand: Hand): string;
  /** Money: its header says the unit, and the last line adds it up. */
  amount?(row: R): Money | null;
  /** Counted, not money: the last line adds it up. */
  count?(row: R): number;
}

export interface Layout<R> {
  /** Below the folder, without ending: 2025年/流程记录_2025_示例数据. */
  path: string;
  title: string;
  columns: readonly Column<R>[];
  hand: Hand;
  /** A mistake in adding up one column, and who is told where it stands. */
  misadded?: { header: string; by: Money; onPlace?: (place: Place) => void };
}

/** A line of a file, as the clerk's program numbers it. */
export interface Place {
  file: string;
  row: number;
}

export interface Sheet<R> {
  row(row: R): Place;
  /** A line as somebody typed it. */
  line(text: string): Place;
  close(): void;
}

/** A program of the clerks' holds a million rows; theirs are shorter. What follows goes into a second volume. */
const ROWS_A_FILE = 100_000;

/**
 * A file as clerks make them: title, header, rows, a total that
 * foots, who filled it in. A sheet without rows leaves no file.
 */
export function openSheet<R>(folder: string, layout: Layout<R>, onFile: (path: string) => void): Sheet<R> {
  const { columns, hand, title } = layout;
  let file: TextFile | null = null;
  let [volume, rows] = [0, 0];
  let place: Place = { file: '', row: 0 };
  let sums: number[] = [];

  const write = (text: string): Place => {
    file?.write(text + hand.newline);
    return (place = { file: place.file, row: place.row + 1 });
  };
  const put = (cells: readonly string[]) => write(cells.map((cell) => quoted(cell, hand)).join(hand.separator));
  const wholeLine = (text: string) => {
    const empty = hand.blank === 'line' ? 0 : columns.length - 1 + (hand.isNumbered ? 1 : 0);
    put([text, ...Array<string>(empty).fill('')]);
  };
  const blank = () => (hand.blank === 'cells' ? wholeLine('') : hand.blank === 'line' ? write('') : undefined);
  const numbered = (cells: readonly string[], number: string) => (hand.isNumbered ? [number, ...cells] : cells);

  const open = () => {
    volume += 1;
    [rows, sums] = [0, columns.map(() => 0)];
    const name = `${layout.path}${volume > 1 ? `_第${volume}册` : ''}.${hand.separator === '\t' ? 'tsv' : 'csv'}`;
    file = openTextFile(join(folder, name), hand.encoding);
    place = { file: name, row: 0 };
    onFile(name);
    wholeLine(`${title}（示例数据）`);
    if (hand.brackets === 'line' && columns.some(({ amount }) => amount)) wholeLine(`单位：${hand.unit}`);
    blank();
    put(
      numbered(
        columns.map(({ header, amount }) => (amount ? header + bracketed(hand) : header)),
        '序号'
      )
    );
  };

  const finish = () => {
    if (!file) return;
    if (hand.total) {
      blank();
      const total = put(
        numbered(
          columns.map((column, i) => totalCell(column, sums[i] ?? 0, i === 0 && !hand.isNumbered)),
          hand.total
        )
      );
      layout.misadded?.onPlace?.(total);
    }
    if (hand.hasFoot) wholeLine('填表人：示例联系人　审核人：示例联系人（示例数据）');
    file.close();
    file = null;
  };

  const totalCell = (column: Column<R>, sum: number, isFirst: boolean): string => {
    if (isFirst) return hand.total ?? '';
    if (column.amount)
      return moneyCell(hand, sum + (layout.misadded?.header === column.header ? layout.misadded.by : 0));
    return column.count ? String(sum) : '';
  };

  return {
    row(row) {
      if (rows === ROWS_A_FILE) finish();
      if (!file) open();
      rows += 1;
      columns.forEach(({ amount, count }, i) => {
        sums[i] = (sums[i] ?? 0) + (amount?.(row) ?? count?.(row) ?? 0);
      });
      return put(
        numbered(
          columns.map((column) => column.cell(row, hand)),
          String(rows)
        )
      );
    },
    line(text) {
      if (!file) open();
      return write(text);
    },
    close: finish,
  };
}

function bracketed({ brackets, unit }: Hand): string {
  if (brackets === 'line') return '';
  return brackets === '()' ? `(${unit})` : `（${unit}）`;
}

function quoted(cell: string, { separator }: Hand): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
