import type { Value } from '#spec';
import type { Answer } from '#query';
import { writeBook, type BookCell } from '#xlsx';
import { headerOf, inWords } from './csv.ts';

/** A table as a workbook of one sheet: headers in Chinese with the unit, codes in words, unknown empty. */
export function tableBook(answer: Answer, title: string): AsyncGenerator<Buffer> {
  const widths = answer.columns.map(({ type }) => (type === 'number' ? 12 : type === 'json' ? 40 : 20));
  return writeBook([{ name: title, rows: rowsOf(answer), frozen: 1, widths }]);
}

async function* rowsOf({ columns, result, words = {}, unfit = [] }: Answer): AsyncGenerator<BookCell[]> {
  const heads = [...columns.map(headerOf), ...unfit.map(({ says }) => says)];
  yield heads.map((value) => ({ value, style: 'head' as const }));
  for await (const rows of result.chunks())
    for (const row of rows) yield columns.map(({ name }) => cellOf(inWords(row[name] ?? null, words[name])));
}

function cellOf(value: Value): BookCell {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return { value: typeof value === 'string' ? value : JSON.stringify(value), style: 'text' };
}
