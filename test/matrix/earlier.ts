import Papa from 'papaparse';
import { csvOf } from './rewrite.ts';
import type { Tokens } from './tokens.ts';

/**
 * A table of projects as it was before: the last row is not in it, the first is called otherwise and costs another
 * amount, which in the third cannot be read; and the second, of other words, was of another city,
 * as was the fourth, under another number.
 */
export function earlierOf(text: string, tokens: Tokens): string {
  const all = Papa.parse<string[]>(text.replace(/^\ufeff/, '').trimEnd(), { delimiter: ',' }).data;
  const at = all.findIndex((row) => row.some((cell) => cell.trim() === '项目编号') && row.filter(Boolean).length > 2);
  const header = all[at]!;
  const place = (name: string) => header.findIndex((cell) => cell.includes(name));
  const changed = (row: readonly string[], changes: Readonly<Record<string, (cell: string) => string>>) => {
    const cells = [...row];
    for (const [name, change] of Object.entries(changes))
      if (place(name) >= 0) cells[place(name)] = change(cells[place(name)] ?? '');
    return cells;
  };
  const unit = /总投资[(（]元[)）]/.test(header.join()) ? 1 : 10_000;
  const texts = { 项目名称: () => `旧名${tokens.text()}`, 实施地点: () => `旧处${tokens.text()}` };
  const [first, second, third, fourth, ...rest] = all.slice(at + 1);
  const rows = [
    first && changed(first, { ...texts, 总投资: () => tokens.amount(700, unit) }),
    second && changed(second, { ...texts, 推荐市: elsewhere, 县: () => '' }),
    third && changed(third, { 总投资: () => `约数${tokens.text()}` }),
    fourth &&
      changed(fourth, {
        项目编号: (id) => id.replace(/-37\d\d-\d/, '-3702-8'),
        实施地点: texts.实施地点,
        推荐市: elsewhere,
        县: () => '',
      }),
    ...rest,
  ].filter((row) => row !== undefined);
  return csvOf({ head: all.slice(0, at + 1), rows: rows.length > 3 ? rows.slice(0, -1) : rows });
}

const elsewhere = (city: string): string => (city.includes('青岛') ? '济南市' : '青岛市');
