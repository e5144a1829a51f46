import { Refusal, shownTime, type ColumnInfo, type Value } from '#spec';
import type { Answer } from '#query';
import { largest, writeBook, type BookCell, type BookSheet } from '#xlsx';
import { headersOf, inWords } from './csv.ts';
import type { FileHead } from './file-head.ts';

/**
 * A table as a workbook: headers in Chinese with the unit, numbers as numbers, codes and days as text that no program
 * turns into a number or a date; on a second sheet what it is of, and what its columns mean.
 */
export function tableBook(answer: Answer, head: FileHead, total?: number): AsyncGenerator<Buffer> {
  if ((total ?? 0) >= largest.rows)
    throw new Refusal(
      400,
      'too_many_rows',
      `共 ${total} 行，一张工作表放不下（最多 ${largest.rows} 行），请加筛选或下载 CSV。`
    );
  const linked = answer.columns.filter(({ name }) => head.links?.columns.includes(name));
  const widths = answer.columns.map(({ type }) => (type === 'number' ? 14 : type === 'json' ? 40 : 20));
  return writeBook([
    { name: sheetName(head.title), rows: rowsOf(answer, head, linked), frozen: 1, widths },
    about(answer, head),
  ]);
}

async function* rowsOf(
  { columns, result, words = {}, unfit = [] }: Answer,
  { links }: FileHead,
  linked: readonly ColumnInfo[]
): AsyncGenerator<BookCell[]> {
  const ofLinks = linked.map(({ title }) => `${title}：读数溯源`);
  const heads = [...headersOf(columns), ...ofLinks, ...unfit.map(({ says }) => says)];
  yield heads.map((value) => ({ value, style: 'head' as const }));
  for await (const rows of result.chunks())
    for (const row of rows)
      yield [
        ...columns.map(({ name }) => cellOf(inWords(row[name] ?? null, words[name]))),
        ...linked.map(({ name }) => links?.of(row, name) ?? null),
      ];
}

function about({ columns, unfit = [] }: Answer, head: FileHead): BookSheet {
  const { title, version, asOf, loadedAt, isSample, decisions, asked, address } = head;
  const facts: (readonly [string, string])[] = [
    ...(isSample ? [['示例数据', '单位、项目、金额都是虚构的，不得引用'] as const] : []),
    ['数据版本', version],
    ['数据截至', asOf],
    ['导入于', shownTime(loadedAt)],
    ...(decisions === '' ? [] : [['核定记录至', decisions] as const]),
    ...(asked.length === 0 ? [['筛选', '无'] as const] : asked),
    ...unfit.map(({ says }) => ['没有可比', says] as const),
    ['网址', address],
  ];
  const defined = columns.map(({ title: each, unit, definition, clause }): BookCell[] =>
    [each, [unit ?? '', definition ?? '', clause ? `条款：${clause}` : ''].filter(Boolean).join('；')].map((value) => ({
      value,
      style: 'wrap' as const,
    }))
  );
  return {
    name: '说明',
    widths: [24, 100],
    rows: [
      [{ value: title, style: 'title' }],
      ...facts.map((fact): BookCell[] => fact.map((value) => ({ value, style: 'wrap' }))),
      [],
      ['列', '单位和口径'].map((value) => ({ value, style: 'head' as const })),
      ...defined,
    ],
  };
}

/** What a sheet may be called. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim() || '表';

function cellOf(value: Value): BookCell {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return {
    value: typeof value === 'string' ? value : isList ? value.join('、') : JSON.stringify(value),
    style: 'text',
  };
}
