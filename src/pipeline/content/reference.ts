import { ownBasis } from '#spec';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isNotRead,
  listOf,
  litter,
  nearest,
  notOneOf,
  short,
  wrongClause,
  type ClauseText,
  type Fault,
} from '#spec/content';
import type { Build } from '#warehouse';
import { landNotices, landTables } from '../stages/reference.ts';
import {
  isOpen,
  noticesIn,
  readReference,
  tablesIn,
  textOfNotice,
  type ReadReference,
  type ReferenceFile,
} from '../stages/reference-files.ts';
import { states } from '../notices/quantities.ts';
import type { Broken } from './stand-ins.ts';
import type { ModelText } from './texts.ts';

/** A table of data/reference as its file says it. */
export type ReferenceTable = ReadReference;

/** Lands every .csv of data/reference that can be, and tells those that cannot, and those that no model reads. */
export async function landReadable(
  build: Build,
  folder: string,
  { models, broken, faults }: { models: readonly ModelText[]; broken: Broken; faults: Fault[] }
): Promise<ReferenceTable[]> {
  faults.push(...(await strayFiles(folder)));
  const files = await readReference(folder);
  const readers = new Map(models.flatMap((each) => rawTables(each.text).map((name) => [name, each] as const)));
  const names = [...new Set(files.map(({ name }) => name))];
  const unread = names.filter((name) => !readers.has(name));
  const absent = [...readers].filter(([name]) => !names.includes(name));
  const meant = new Set(absent.map(([name]) => nearest(name, unread)));
  // What cannot be read is told for itself, below.
  for (const { name, file, table } of files.filter((each) => unread.includes(each.name) && !meant.has(each.name)))
    if (table !== null)
      faults.push({ file, line: null, message: notOneOf('没有口径读这个文件：', name, [...readers.keys()].sort()) });
  for (const [name, { file, text }] of absent.filter(([each]) => nearest(each, unread) === null))
    faults.push({ file, line: lineOf(text, name), message: `没有文件 data/reference/${name}.csv。` });
  const tables = tablesIn(files);
  for (const { name, file, table, wrong } of files) {
    faults.push(...wrong.map(({ line, message }) => ({ file, line, message })));
    if (!table) broken.add(`raw.${name}`);
  }
  await landTables(build, tables);
  await landNotices(build, folder);
  for (const [name] of absent.filter(([each]) => nearest(each, unread) === null)) broken.add(`raw.${name}`);
  return tables;
}

/** What lies in data/reference and would be read by nobody. */
async function strayFiles(folder: string): Promise<Fault[]> {
  const within = async (below: string, folders: readonly string[]): Promise<Fault[]> =>
    (await readdir(join(folder, below), { withFileTypes: true })).flatMap((each) => {
      const isStray = each.isDirectory()
        ? !litter.test(each.name) && !folders.includes(each.name)
        : isNotRead(each.name, '.csv');
      const message = '不会被读到：这里只读以 .csv 结尾的表；每份通知一个文件夹，在 notices 里。';
      return isStray ? [{ file: `data/reference/${below}${each.name}`, line: null, message }] : [];
    });
  const notices = await noticesIn(folder);
  return [
    ...(await within('', ['notices'])),
    ...(await Promise.all(notices.map((notice) => within(`notices/${notice}/`, [])))).flat(),
  ];
}

export const rawTables = (sql: string): string[] => [
  ...new Set(Array.from(sql.matchAll(/\braw\."?(\w+)/g), ([, name]) => name as string)),
];

const lineOf = (text: string, name: string): number | null => {
  const at = text.split('\n').findIndex((line) => new RegExp(`\\braw\\."?${name}\\b`).test(line));
  return at === -1 ? null : at + 1;
};

/** The clauses of each notice held against its text. */
export async function wrongClauses(folder: string, tables: readonly ReferenceTable[]): Promise<Fault[]> {
  const faults = tables
    .filter(({ name, notice }) => name === 'clauses' && notice !== null)
    .map(async ({ notice, file, rows }): Promise<Fault[]> => {
      const clauses = rows.map(({ line, cells: { id = '', heading = '', quotation = '' } }) => ({
        line,
        id,
        heading,
        quotation,
      }));
      const text = await textOfNotice(folder, notice ?? '');
      if (text === null)
        return [
          { file, line: null, message: `没有通知的原文（notices/${notice}/notice.md，UTF-8），条款没有可核对的。` },
        ];
      return clauses.flatMap(({ line, ...clause }) => {
        const others: ClauseText[] = clauses.filter((each) => each.line !== line);
        return wrongClause(text, clause, [clause, ...others]).map((message) => ({
          file,
          line,
          message: `${clause.id}：${message}`,
        }));
      });
    });
  return (await Promise.all(faults)).flat();
}

/** By notice and clause, what it says there, but for those that are wrong themselves. */
export type Quotations = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const quotationsOf = (tables: readonly ReferenceTable[], misquoted: readonly Fault[]): Quotations =>
  new Map(
    tables
      .filter(({ name, notice }) => name === 'clauses' && notice !== null)
      .map(({ notice, file, rows }) => [
        notice ?? '',
        new Map(
          rows
            .filter(({ line }) => !misquoted.some((fault) => fault.file === file && fault.line === line))
            .map(({ cells }) => [cells.id ?? '', cells.quotation ?? ''])
        ),
      ])
  );

/** The notice whose clauses a row names: the one that it says it quotes, its folder, or the one of its batch. */
export const noticeOf = ({ notice }: ReferenceFile, cells: Readonly<Record<string, string>>): string | null =>
  cells.quoted_from || notice || cells.notice || null;

/** Quotations of any table that do not stand in the clause beside them. */
export function wrongQuotations(tables: readonly ReferenceTable[], quotations: Quotations): Fault[] {
  return tables
    .filter(({ name, columns }) => name !== 'clauses' && columns.includes('clause') && columns.includes('quotation'))
    .flatMap((table) =>
      table.rows.flatMap(({ line, cells }) => {
        const { clause = '', quotation = '', severity } = cells;
        if (clause === ownBasis && severity === 'error')
          return [{ file: table.file, line, message: `${clause}不是通知写的，最多是 warning。` }];
        const known = quotations.get(noticeOf(table, cells) ?? '');
        const said = known?.get(clause);
        if (said === undefined || quotation === '' || said.includes(quotation)) return [];
        const [other] = [...(known ?? [])].find(([, text]) => text.includes(quotation)) ?? [];
        const where = other === undefined ? `${clause}写的是：${said}` : `这句话在${other}。`;
        return [{ file: table.file, line, message: `quotation 引的不是${clause}的原文。${where}` }];
      })
    );
}

/** Values that the clause beside them does not state: 6 where it says 不超过5个, a day of another year. */
export function unstated(
  tables: readonly ReferenceTable[],
  models: readonly ModelText[],
  quotations: Quotations
): Fault[] {
  const issued = new Map(
    tables.filter(({ name }) => name === 'notice').map(({ notice, rows }) => [notice, rows[0]?.cells.issued_on ?? ''])
  );
  return models.flatMap((model) =>
    tables
      .filter(({ name }) => rawTables(model.text).includes(name))
      .flatMap((table) =>
        listOf(model.model.header.stated ?? '').flatMap((column) =>
          table.rows.flatMap(({ line, cells }) => {
            const [value, clause] = [cells[column] ?? '', cells[`${column}_clause`] ?? cells.clause ?? ''];
            const notice = noticeOf(table, cells);
            const said = quotations.get(notice ?? '')?.get(clause);
            if (said === undefined || value === '' || isOpen(value)) return [];
            const year = issued.get(notice)?.slice(0, 4) ?? null;
            const isMoment = new RegExp(`\\b${column}::timestamp`).test(model.text);
            if (states(said, value, { year, unit: cells.unit, subject: cells.applies_to, isMoment })) return [];
            return [
              { file: table.file, line, message: `${column} 写的是“${value}”，${clause}里没有这个数：${short(said)}` },
            ];
          })
        )
      )
  );
}
