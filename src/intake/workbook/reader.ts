import type { FileHandle } from 'node:fs/promises';
import {
  columnLetters,
  rangeText,
  readWorkbook,
  WorkbookError,
  type SheetHead,
  type Span,
  type XlsxRow,
  type XlsxSheet,
} from '#xlsx';
import type { ColumnCounter, ReadOptions, Sheet, SheetIssue } from '../grid.ts';
import { headerSearchRows } from '../header/find.ts';
import { ownNote } from '../generated-sheets.ts';
import { Unreadable } from '../unreadable.ts';
import { gridRows } from './grid.ts';
import { fillDown } from './merged.ts';

/** Reads an .xlsx workbook: every sheet that holds anything, hidden ones too, as text. A Reader. */
export async function* readXlsx(
  file: FileHandle,
  { countColumns }: Pick<ReadOptions, 'countColumns'>
): AsyncGenerator<Sheet> {
  try {
    const book = await readWorkbook(file, { ownNote });
    for await (const sheet of book.sheets) {
      if (sheet.lastRow === 0) continue;
      yield {
        name: sheet.name,
        encoding: null,
        notes: notesOf(sheet, book.ignored),
        pageTexts: sheet.pageTexts,
        boxTexts: sheet.boxTexts,
        rows: unreadable(gridRows(fillBelowHeader(sheet, countColumns), sheet.lastColumn, sheet.merges)),
      };
    }
  } catch (error) {
    throw asUnreadable(error);
  }
}

async function* unreadable<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw asUnreadable(error);
  }
}

const asUnreadable = (error: unknown) =>
  error instanceof WorkbookError ? new Unreadable('workbook', error.problem, error.fix, { cause: error }) : error;

/** Fills merged cells down below the header, which ends where a further row names no more columns of a contract. */
async function* fillBelowHeader(
  { rows, merges, lastColumn }: XlsxSheet,
  countColumns: ColumnCounter
): AsyncGenerator<XlsxRow> {
  const source = rows[Symbol.asyncIterator]();
  const head: XlsxRow[] = [];
  while (head.length < headerSearchRows) {
    const { value, done } = await source.next();
    if (done) break;
    head.push(value);
  }
  const texts = head.map(({ cells }) => {
    const line = new Array<string>(lastColumn).fill('');
    for (const { column, text } of cells) line[column - 1] = text;
    return line;
  });
  const headerRow = head[lastOfHeader(texts, countColumns) - 1]?.row ?? 0;
  yield* fillDown(
    chain(head, source),
    merges.filter(({ top }) => top > headerRow)
  );
}

/** How many of the rows it takes to name as many columns as all do: by halving, since more rows never name fewer. */
function lastOfHeader(texts: readonly (readonly string[])[], countColumns: ColumnCounter): number {
  const most = countColumns(texts);
  let [least, enough] = [0, most === 0 ? 0 : texts.length];
  while (least < enough) {
    const middle = (least + enough) >> 1;
    if (countColumns(texts.slice(0, middle)) >= most) enough = middle;
    else least = middle + 1;
  }
  return enough;
}

async function* chain(head: readonly XlsxRow[], rest: AsyncIterator<XlsxRow>): AsyncGenerator<XlsxRow> {
  yield* head;
  for (let next; !(next = await rest.next()).done;) yield next.value;
}

const changeWords = { struck: '会划掉', hidden: '会看不见', format: '会显示成别的写法' } as const;

function notesOf(
  { name, isHidden, hiddenColumns, conditionals, boxTexts, isCommented }: SheetHead,
  ignored: readonly string[]
): SheetIssue[] {
  const note = (check: string, problem: string, fix: string): SheetIssue => ({
    check,
    effect: 'mark',
    value: null,
    problem,
    fix,
  });
  const columns = ({ from, to }: Span) =>
    from === to ? columnLetters(from) : `${columnLetters(from)}–${columnLetters(to)}`;
  return [
    ...(isHidden ? [note('hidden_sheet', `工作表“${name}”是隐藏的，照样读取`, '若不该交，请删除这张工作表')] : []),
    ...(hiddenColumns.length > 0
      ? [
          note(
            'hidden_columns',
            `列 ${hiddenColumns.map(columns).join('、')} 被隐藏，照样读取`,
            '请取消隐藏，核对其中的内容'
          ),
        ]
      : []),
    ...conditionals.map(({ ranges, change }) =>
      note(
        'conditional_format',
        `${ranges.map(rangeText).join('、')} 有条件格式，条件成立的格子${changeWords[change]}；条件没有算，按格子里写的读取`,
        '请核对这些格子：不要的删去，单位和字样写在格子里，再清除条件格式'
      )
    ),
    ...(boxTexts.length > 0
      ? [
          note(
            'ignored_parts',
            `表上的文本框除了单位没有读取：${boxTexts
              .map((text) => `“${text.slice(0, 40)}”`)
              .join('、')
              .slice(0, 200)}`,
            '如果其中有要交的内容，请填进单元格'
          ),
        ]
      : []),
    ...(isCommented
      ? [note('ignored_parts', `工作表“${name}”上的批注没有读取`, '如果其中有要交的内容，请填进单元格')]
      : []),
    ...(ignored.length > 0
      ? [note('ignored_parts', `文件里的${ignored.join('、')}没有读取`, '如果其中有要交的内容，请填进单元格')]
      : []),
  ];
}
