import type { ColumnInfo, Value } from '#spec';
import type { Answer } from '#query';
import type { Links } from './links.ts';

/** A table by its columns and its rows as they are taken. */
type TableOfRows = Pick<Answer, 'columns' | 'words' | 'unfit'> & { result: Pick<Answer['result'], 'chunks'> };

/**
 * A table as CSV: UTF-8 with BOM, headers in Chinese with the unit, numbers plain,
 * unknown empty; the links of numbers, where there are any, after all columns, and what the filters cannot be asked of.
 */
export async function* csvOf(
  { columns, result, words = {}, unfit = [] }: TableOfRows,
  links: Links | null = null
): AsyncGenerator<string> {
  const linked = columns.filter(({ name }) => links?.columns.includes(name));
  const heads = [...headersOf(columns), ...linked.map(({ title }) => `${title}：读数溯源`)];
  // What the filters cannot be asked of is said in the header line, over cells that stay empty.
  yield `\uFEFF${lineOf([...heads, ...unfit.map(({ says }) => says)].map(textCell))}`;
  for await (const rows of result.chunks()) {
    yield rows
      .map((row) =>
        lineOf([
          ...columns.map(({ name }) => cellOf(inWords(row[name] ?? null, words[name]))),
          ...linked.map(({ name }) => textCell(links?.of(row, name) ?? '')),
          ...unfit.map(() => ''),
        ])
      )
      .join('');
  }
}

export const inWords = (value: Value, words: Readonly<Record<string, string>> | undefined): Value =>
  words?.[String(value)] ?? value;

/** The headers of a table, no two alike: whoever looks a column up by its header finds the one that is meant. */
export function headersOf(columns: readonly ColumnInfo[], share = '1 = 100%'): string[] {
  const headers = columns.map((column) => headerOf(column, share));
  return columns.map(({ name, definition }, at) => {
    const header = headers[at] ?? '';
    return headers.indexOf(header) === at ? header : `${header}：${definition ?? name}`;
  });
}

/** A ratio stands as a fraction, and its header says so, where its look does not. */
function headerOf({ title, unit, format }: ColumnInfo, share: string): string {
  if (unit === null) return title;
  return `${title} (${format === 'percent' ? share : unit})`;
}

const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

function cellOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return textCell(value.join('、'));
  return textCell(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A spreadsheet takes such a beginning for a formula, or drops it and then does: an apostrophe makes it text. */
const formula = /^[\s'"]*[=+\-@|＝＋－＠]|^[\t\r\n]/;

function textCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
