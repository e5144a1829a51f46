import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { reference, referenceFolder } from './reference.ts';

const numerals = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
];

/** What other provinces are called stays what it is. */
const untouched = ['places_elsewhere.csv'];

/** Of a name like 示例甲省 what its cities begin with: 甲. An Error where it does not say that it is invented. */
export function markOf(province: string): string {
  const [, mark] = /^示例(.{1,6})省$/.exec(province) ?? [];
  if (mark === undefined) throw new Error(`--province 要写成 示例甲省 这样，看得出是虚构的（写的是 ${province}）`);
  return mark;
}

/**
 * Writes the reference data of an invented province: that of data/reference with cities of other names (甲一市 …), word by
 * word also where its notices name one, and with notices that say of themselves that they are invented.
 */
export function writeReference(province: string, folder: string): void {
  const mark = markOf(province);
  const cities = reference('cities', ['city', 'short_name']);
  const renamed = cities.flatMap(({ city, short_name: short }, at) => {
    const name = `${mark}${numerals[at] ?? String(at + 1)}`;
    return [[city, `${name}市`] as const, [short, name] as const];
  });
  rmSync(folder, { recursive: true, force: true });
  cpSync(referenceFolder(), folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !['.csv', '.md'].includes(extname(entry.name)) || untouched.includes(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const before = readFileSync(path, 'utf8');
    const named = renamed.reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      before.replaceAll('山东省', province)
    );
    writeFileSync(path, entitled(named, { province, folder: entry.parentPath, isTable: entry.name === 'notice.csv' }));
  }
}

/** A text of a notice in which its title says that it is invented, and of which province. */
function entitled(
  text: string,
  { province, folder, isTable }: { province: string; folder: string; isTable: boolean }
): string {
  const name = basename(folder);
  if (basename(dirname(folder)) !== 'notices') return text;
  const [{ title = '' } = {}] = reference(`notices/${name}/notice`, ['title']);
  const told = `${province}：${title}${title.includes('示例') ? '' : '（示例）'}`;
  // In the text of a notice a line may end in the midst of its title.
  const letters = Array.from(title.replaceAll(/\s/g, ''), (letter) => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'));
  const named = text.replace(new RegExp(letters.join('\\s*'), 'g'), told);
  return isTable ? asInvented(named) : named;
}

/** The table of a notice that says that it is invented. */
function asInvented(text: string): string {
  const [head = '', row = '', ...rest] = text.split('\n');
  const [columns, cells] = [head.replace(/^\uFEFF/, '').split(','), row.split(',')];
  if (cells.length < columns.length)
    throw new Error(`a row of ${cells.length} cells under ${columns.length} columns: ${row}`);
  cells[columns.indexOf('is_sample')] = 'true';
  return [head, cells.join(','), ...rest].join('\n');
}
