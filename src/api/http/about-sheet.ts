import { shownTime, type ColumnInfo } from '#spec';
import type { Answer } from '#query';
import type { BookCell, BookSheet } from '#xlsx';
import type { FileHead } from './file-head.ts';
import type { Written } from './table-sheet.ts';

/** One table that a workbook holds, as it is told of. */
export interface Told {
  /** What its sheet is called; null where there is but one. */
  sheet: string | null;
  title: string;
  note?: string | undefined;
  columns: readonly ColumnInfo[];
  unfit: Answer['unfit'];
  written: Written;
}

const line = (cells: readonly (string | number)[], style: 'wrap' | 'head' = 'wrap'): BookCell[] =>
  cells.map((value) => ({ value, style }));

/**
 * The sheet 说明: of which data, day and filters a workbook is, where the same is found again, and of each table what its
 * columns mean and how much of it nobody knows. To be written behind them.
 */
export function aboutSheet(head: FileHead, tables: () => readonly Told[]): BookSheet {
  return { name: '说明', widths: [28, 96, 14], rows: rowsOf(head, tables) };
}

function* rowsOf(head: FileHead, tables: () => readonly Told[]): Generator<readonly BookCell[]> {
  const { title, version, asOf, loadedAt, isSample, decisions, asked, address, code } = head;
  yield [{ value: title, style: 'title' }];
  const facts: (readonly [string, string])[] = [
    ...(isSample ? [['示例数据', '单位、项目、金额都是虚构的，不得引用'] as const] : []),
    ['数据版本', version],
    ['数据截至', asOf],
    ['导入于', shownTime(loadedAt)],
    ...(decisions === '' ? [] : [['核定记录至', decisions] as const]),
    ...(asked.length === 0 ? [['筛选', '无'] as const] : asked),
  ];
  for (const fact of facts) yield line(fact);
  for (const { sheet, unfit = [] } of tables())
    for (const { says } of unfit) yield line(['没有可比', sheet === null ? says : `${sheet}：${says}`]);
  yield line(['网址', address]);
  yield line(['校验码', `${code}（连同网址在“核对”页上可以核对；不是签名）`]);
  yield line(['空着的格', '未知，或者不适用；不是 0']);
  for (const { sheet, title: name, note, columns, written } of tables()) {
    yield [];
    if (sheet !== null) yield [{ value: sheet === name ? sheet : `${sheet}：${name}`, style: 'title' }];
    if (note) yield line(['说明', note]);
    yield line(['列', '单位和口径', '空着的行数'], 'head');
    for (const { name: column, title: called, unit, definition, clause } of columns)
      yield line([
        called,
        [unit ?? '', definition ?? '', clause ? `条款：${clause}` : ''].filter(Boolean).join('；'),
        written.unknown.get(column) ?? 0,
      ]);
    if (sheet !== null) yield line(['行数', written.rows]);
  }
}
