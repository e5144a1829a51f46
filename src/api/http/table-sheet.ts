import { Refusal, type ColumnInfo, type Value } from '#spec';
import type { Answer } from '#query';
import { largest, type BookCell, type BookSheet } from '#xlsx';
import { headersOf, inWords } from './csv.ts';
import type { Links } from './links.ts';

/** What was written into a sheet: told on the sheet 说明 behind it. */
export interface Written {
  rows: number;
  /** By column, how many of its cells nothing is known of. */
  unknown: Map<string, number>;
}

/**
 * A table as a sheet: headers in Chinese with the unit, numbers as numbers, codes and days as text that no program
 * turns into a number or a date, what is unknown empty. What it counts as it is written stands in `written`.
 */
export function tableSheet(
  answer: Answer,
  links: Links | null,
  written: Written = { rows: 0, unknown: new Map() }
): Omit<BookSheet, 'name'> {
  const linked = answer.columns.filter(({ name }) => links?.columns.includes(name));
  const widths = answer.columns.map(({ type }) => (type === 'number' ? 16 : type === 'json' ? 40 : 20));
  return { rows: rowsOf(answer, links, linked, written), frozen: 1, widths };
}

async function* rowsOf(
  { columns, result, words = {}, unfit = [] }: Answer,
  links: Links | null,
  linked: readonly ColumnInfo[],
  written: Written
): AsyncGenerator<BookCell[]> {
  const ofLinks = linked.map(({ title }) => `${title}：读数溯源`);
  const heads = [...headersOf(columns, '%'), ...ofLinks, ...unfit.map(({ says }) => says)];
  yield heads.map((value) => ({ value, style: 'head' as const }));
  for await (const rows of result.chunks())
    for (const row of rows) {
      if (++written.rows >= largest.rows) throw tooManyRows(written.rows);
      for (const { name } of columns)
        if ((row[name] ?? null) === null) written.unknown.set(name, (written.unknown.get(name) ?? 0) + 1);
      yield [
        ...columns.map((column) => cellOf(inWords(row[column.name] ?? null, words[column.name]), column)),
        ...linked.map(({ name }) => links?.of(row, name) ?? null),
      ];
    }
}

export const tooManyRows = (rows: number): Refusal =>
  new Refusal(
    400,
    'too_many_rows',
    `${rows >= largest.rows ? `有 ${rows} 行以上` : `共 ${rows} 行`}，一张工作表放不下（最多 ${largest.rows} 行），请加筛选或下载 CSV。`
  );

function cellOf(value: Value, { format }: ColumnInfo): BookCell {
  if (value === null) return null;
  if (typeof value === 'number')
    return format === 'yuan' ? { value, style: 'money' } : format === 'percent' ? { value, style: 'share' } : value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return {
    value: whole(typeof value === 'string' ? value : isList ? value.join('、') : JSON.stringify(value)),
    style: 'text',
  };
}

/** A text that is longer than a cell holds says so. */
function whole(text: string): string {
  if (text.length <= largest.text) return text;
  const said = `…（共 ${text.length} 字，一格放不下，全文见 CSV）`;
  return `${text.slice(0, largest.text - said.length).replace(/[\ud800-\udbff]$/, '')}${said}`;
}
