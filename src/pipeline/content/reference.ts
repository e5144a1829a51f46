import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoded, isNotRead, litter, nearest, notOneOf, wrongClause, type ClauseText, type Fault } from '#spec/content';
import type { Build } from '#warehouse';
import { isContentFile } from '../stages/content-files.ts';
import { landRows, readTable } from '../stages/reference.ts';
import type { Broken } from './stand-ins.ts';
import type { ModelText } from './texts.ts';

/** A table of data/reference as its file says it. */
export interface ReferenceTable {
  name: string;
  file: string;
  columns: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
}

/** Lands every .csv of data/reference that can be, and tells those that cannot, and those that no model reads. */
export async function landTables(
  build: Build,
  folder: string,
  { models, broken, faults }: { models: readonly ModelText[]; broken: Broken; faults: Fault[] }
): Promise<Map<string, ReferenceTable>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.csv') && isContentFile(name)).sort();
  for (const each of await readdir(folder, { withFileTypes: true }))
    if (each.isDirectory() ? !litter.test(each.name) : isNotRead(each.name, '.csv'))
      faults.push({
        file: `data/reference/${each.name}`,
        line: null,
        message: '不会被读到：这里只读以 .csv 结尾的表，和以 .md 结尾的通知。',
      });
  const tables = new Map<string, ReferenceTable>();
  const readers = new Map(models.flatMap((each) => rawTables(each.text).map((name) => [name, each] as const)));
  const names = files.map((name) => name.slice(0, -'.csv'.length));
  const unread = names.filter((name) => !readers.has(name));
  const absent = [...readers].filter(([name]) => !names.includes(name));
  const meant = new Set(absent.map(([name]) => nearest(name, unread)));
  for (const name of unread.filter((each) => !meant.has(each)))
    faults.push({
      file: `data/reference/${name}.csv`,
      line: null,
      message: notOneOf('没有口径读这个文件：', name, [...readers.keys()].sort()),
    });
  for (const [name, { file, text }] of absent.filter(([each]) => nearest(each, unread) === null))
    faults.push({ file, line: lineOf(text, name), message: `没有文件 data/reference/${name}.csv。` });
  for (const name of names) {
    const file = `data/reference/${name}.csv`;
    const { table, wrong } = await readTable(folder, name);
    faults.push(...wrong.map(({ line, message }) => ({ file, line, message })));
    if (!table) broken.add(`raw.${name}`);
    else {
      tables.set(name, { name, file, ...table });
      await landRows(build, folder, { name, ...table });
    }
  }
  for (const [name] of absent.filter(([each]) => nearest(each, unread) === null)) broken.add(`raw.${name}`);
  return tables;
}

export const rawTables = (sql: string): string[] => [
  ...new Set(Array.from(sql.matchAll(/\braw\."?(\w+)/g), ([, name]) => name as string)),
];

const lineOf = (text: string, name: string): number | null => {
  const at = text.split('\n').findIndex((line) => new RegExp(`\\braw\\."?${name}\\b`).test(line));
  return at === -1 ? null : at + 1;
};

/** The clauses held against the notices that they are of. */
export async function wrongClauses(folder: string, { file, rows }: ReferenceTable): Promise<Fault[]> {
  const clauses = rows.map(({ line, cells }) => ({
    line,
    notice: cells.notice ?? '',
    id: cells.id ?? '',
    heading: cells.heading ?? '',
    quotation: cells.quotation ?? '',
  }));
  const notices = new Map<string, string | null>();
  for (const name of new Set(clauses.map(({ notice }) => notice)))
    notices.set(name, await readFile(join(folder, `${name}.md`)).then(decoded, () => null));
  const written = (await readdir(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));
  return clauses.flatMap(({ line, notice, ...clause }) => {
    const text = notices.get(notice) ?? null;
    if (text === null)
      return notice === '' ? [] : [{ file, line, message: notOneOf('notice 没有通知', notice, written) }];
    const others: ClauseText[] = clauses.filter((each) => each.notice === notice);
    return wrongClause(text, clause, others).map((message) => ({ file, line, message: `${clause.id}：${message}` }));
  });
}
