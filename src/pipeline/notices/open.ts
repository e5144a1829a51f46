import { ownBasis } from '#spec';
import type { Model } from '../stages/models.ts';
import { isAside, isOpen, type ReadReference } from '../stages/reference-files.ts';
import { listOf, readSettled, type Settled } from '#spec/content';
import type { NoticeFolder, NoticeFolders, OpenItem } from './read.ts';
import { states } from './quantities.ts';
import { openText } from './text.ts';

type Cells = ReadReference['rows'][number]['cells'];

/** Everything that the folders of notices leave unsaid, notice by notice. */
export function openItems(folders: NoticeFolders): OpenItem[] {
  return folders.notices.flatMap((folder, at) => [
    ...openBatches(folder),
    ...openTables(folder, folders),
    ...[...folder.tables.values()]
      .filter(({ name }) => name !== 'tables')
      .flatMap((table) => openCells(folder, table, folders)),
    ...openRules(folder, folders),
    ...openPrinciples(folder),
    ...(folder.text === null ? [] : openText(folder, lastAtHand(folders.notices.slice(0, at)), folders.readers)),
  ]);
}

const fileIn = (notice: string, name: string): string => `data/reference/notices/${notice}/${name}.csv`;

/** The notices up to one: what a later one brings is none of its own. */
const upTo = (notices: readonly NoticeFolder[], folder: NoticeFolder): readonly NoticeFolder[] =>
  notices.slice(0, notices.indexOf(folder) + 1);

/** How many rows each table has is said once it is complete: one that is lost since, or was never written, shows. */
function openTables(folder: NoticeFolder, { notices }: NoticeFolders): OpenItem[] {
  const { notice, text, tables, batches } = folder;
  const counts = tables.get('tables');
  const file = fileIn(notice, 'tables');
  const expected =
    text === null
      ? [...tables.keys()]
      : [...new Set(upTo(notices, folder).flatMap((each) => [...each.tables.keys()]))].sort();
  return [...expected, 'batches']
    .filter((name) => name !== 'tables')
    .flatMap((name): OpenItem[] => {
      const said = counts?.rows.find(({ cells }) => cells.table === name);
      const rows = name === 'batches' ? batches.length : (tables.get(name)?.rows.length ?? null);
      const open = (item: string) => [
        { notice, file: said ? file : fileIn(notice, name), line: said?.line ?? null, item },
      ];
      if (rows === null && said?.cells.rows === '0') return [];
      if (rows === null)
        return open(`没有 ${name}.csv；这份通知确实没有这类规定的，在 tables.csv 里写 ${name} 有 0 行`);
      if (!said) return open(`${name}.csv 有 ${rows} 行，录全了没有：tables.csv 里没有写它有几行`);
      if (said.cells.rows === String(rows)) return [];
      return open(`${name}.csv 有 ${rows} 行，tables.csv 写的是 ${said.cells.rows || '（空）'} 行`);
    });
}

/** Cells that stand open, or are blank and may not be. */
function openCells(folder: NoticeFolder, table: ReadReference, { readers }: NoticeFolders): OpenItem[] {
  const { needs = '', settled = '' } = readers.get(table.name)?.header ?? {};
  const needed = new Set(listOf(needs));
  const open = (line: number, cells: Cells, item: string): OpenItem => ({
    notice: folder.notice,
    file: table.file,
    line,
    item: `${called(table, cells)}的 ${item}`,
  });
  return table.rows.flatMap(({ line, cells }) => [
    ...unsettled(readSettled(settled), cells).map((item) => open(line, cells, item)),
    ...table.columns
      .filter((column) => !isAside(column) && !(isRuledOut(table, cells) && column !== 'rule'))
      .filter(
        (column) =>
          isOpen(cells[column] ?? '') || (cells[column] === '' && (needed.has(column) || isRuled(table, column, cells)))
      )
      .map((column) => open(line, cells, `${column} 没有填${lastSaid(column, cells)}`)),
  ]);
}

/** What is blank though another column says that it is settled, or is said though that says otherwise. */
function unsettled(settled: Settled | null, cells: Cells): string[] {
  if (settled === null || isOpen(cells[settled.by] ?? '')) return [];
  const isSettled = cells[settled.by] === settled.value;
  return settled.columns
    .filter((column) => !isOpen(cells[column] ?? '') && (cells[column] === '') === isSettled)
    .map((column) => `${column} ${isSettled ? '没有填' : '填了'}，${settled.by} 却是 ${cells[settled.by]}`);
}

/** A rule that a notice has no use for, and says why, needs nothing more. */
const isRuledOut = ({ name }: ReadReference, { off = '' }: Cells): boolean =>
  name === 'rules' && off !== '' && !isOpen(off);

/**
 * A rule that a notice has says where it stands, in which words, how binding it is, what it is judged over and when;
 * one that no notice states quotes none.
 */
const isRuled = ({ name }: ReadReference, column: string, cells: Cells): boolean =>
  name === 'rules' &&
  cells.off === '' &&
  ['clause', 'severity', 'scope', 'moment', ...(cells.clause === ownBasis ? [] : ['quotation'])].includes(column);

/** What a row is about: its first cells that say something. */
const called = ({ name, columns }: ReadReference, cells: Cells): string =>
  `${name}（${columns
    .filter((column) => !isAside(column))
    .map((column) => cells[column] ?? '')
    .filter((cell) => cell !== '' && !isOpen(cell))
    .slice(0, 2)
    .join(' ')}）`;

function lastSaid(column: string, cells: Cells): string {
  const last = cells[`last_${column}`];
  const clause = cells.last_clause;
  if (!last) return '';
  return `；上一份通知写的是 ${last}${clause && column !== 'clause' ? `（${clause}）` : ''}`;
}

const inPrinciple = '原则上';

/** A limit that binds in principle where its clause says so in the same breath, and only there. */
function openPrinciples({ notice, tables }: NoticeFolder): OpenItem[] {
  const clauses = new Map(tables.get('clauses')?.rows.map(({ cells }) => [cells.id, cells.quotation ?? '']));
  return (tables.get('limits')?.rows ?? []).flatMap(({ line, cells }) => {
    const { applies_to: whom = '', at_most: limit = '', unit = '', is_in_principle: said = '', clause } = cells;
    const breaths = (clauses.get(clause) ?? '')
      .split(/[，。；、]/)
      .filter((each) => each.includes(whom) && states(each, limit, { year: null, unit }));
    if (breaths.length === 0 || whom === '' || !/^(true|false)$/.test(said)) return [];
    if (breaths.some((each) => each.includes(inPrinciple)) === (said === 'true')) return [];
    const item = `limits（${cells.name} ${whom}）的 is_in_principle 写的是 ${said}，${clause}说的是“${breaths[0]}”`;
    return [{ notice, file: fileIn(notice, 'limits'), line, item }];
  });
}

const saysYear = (text: string): boolean => /每年|年度|全年/.test(text);
const saysBatch = (text: string): boolean => /[每各单]一?批/.test(text);

const hasRule = ({ tables }: NoticeFolder, rule: Model): boolean =>
  tables.get('rules')?.rows.some(({ cells }) => cells.rule === rule.name) ?? false;

/**
 * Rules without a row, and parameters that a rule needs and the notice does not say. A rule that only later notices
 * have is no question.
 */
function openRules(folder: NoticeFolder, { rules, notices }: NoticeFolders): OpenItem[] {
  const { notice, tables, batches } = folder;
  const own = tables.get('rules');
  const file = fileIn(notice, 'rules');
  const isLater = (rule: Model) =>
    notices.some((each) => hasRule(each, rule)) && !upTo(notices, folder).some((each) => hasRule(each, rule));
  return rules
    .filter((rule) => !isLater(rule))
    .flatMap((rule): OpenItem[] => {
      const row = own?.rows.find(({ cells }) => cells.rule === rule.name);
      const title = rule.header.title ?? rule.name;
      if (!row) return [{ notice, file, line: null, item: `规则 ${rule.name}（${title}）用不用、出自哪一条没有写` }];
      if (row.cells.off !== '') return [];
      const open = (item: string) => [{ notice, file, line: row.line, item: `规则 ${rule.name}（${title}）${item}` }];
      const { scope = '', quotation = '', severity = '' } = row.cells;
      if (severity === 'error' && quotation.includes(inPrinciple))
        return open(`的 severity 写的是 error，原话说的是“${inPrinciple}”：“${quotation}”`);
      const isOfPeriods = /\bbatches,$/m.test(rule.sql);
      if (scope === 'year' && !isOfPeriods) return open('不能管一个年度：它的查询没有 batches');
      if (isOfPeriods && /^(?!year)\w+$/.test(scope) && saysYear(quotation) && !saysBatch(quotation))
        return open(`的 scope 写的是 ${scope}，原话说的是一个年度：“${quotation}”`);
      if (isOfPeriods && scope === 'year' && saysBatch(quotation) && !saysYear(quotation))
        return open(`的 scope 写的是 year，原话说的是一批：“${quotation}”`);
      // What an office settles is its own; the rest stands in the notice that is quoted.
      const isOwn = (need: string) => !row.cells.quoted_from || need.startsWith('thresholds.');
      const needs = listOf(rule.header.needs ?? '').filter(isOwn);
      return needs.flatMap((need) => unsaid(need, { notice, tables, batches, rule }));
    });
}

function unsaid(
  need: string,
  { notice, tables, batches, rule }: Pick<NoticeFolder, 'notice' | 'tables' | 'batches'> & { rule: Model }
): OpenItem[] {
  const [, table = '', name = ''] = /^(\w+)\.(.*)$/.exec(need) ?? [];
  const forRule = `，规则 ${rule.name}（${rule.header.title}）要用`;
  if (table === 'batches')
    return batches
      .filter(({ cells }) => (cells[name] ?? '') === '' || isOpen(cells[name] ?? ''))
      .map(({ line, cells }) => ({
        notice,
        file: 'data/reference/batches.csv',
        line,
        item: `批次 ${cells.batch} 的 ${name} 没有填${forRule}`,
      }));
  const [, parameter = name, applies] = /^(\w+)\[(.+)\]$/.exec(name) ?? [];
  const rows = tables.get(table)?.rows ?? [];
  if (!tables.get(table)?.columns.includes('name') && applies !== undefined)
    return rows.some(({ cells }) => cells[parameter] === applies)
      ? []
      : [{ notice, file: fileIn(notice, table), line: null, item: `${parameter} 没有“${applies}”${forRule}` }];
  if (!tables.get(table)?.columns.includes('name'))
    return rows
      .filter(({ cells }) => (cells[name] ?? '') === '')
      .map(({ line }) => ({ notice, file: fileIn(notice, table), line, item: `${name} 没有填${forRule}` }));
  const isSaid = (of?: string) =>
    rows.some(({ cells }) => cells.name === parameter && (of === undefined || cells.applies_to === of));
  const [, list = '', column = '', flag] = /^(\w+)\.(\w+) if (\w+)$/.exec(applies ?? '') ?? [];
  if (flag !== undefined)
    return (tables.get(list)?.rows ?? [])
      .filter(({ cells }) => (cells[flag] === 'true') !== isSaid(cells[column]))
      .map(({ line, cells }) => ({
        notice,
        file: fileIn(notice, list),
        line,
        item: `${cells[column]} 的 ${flag} 是 ${cells[flag]}，${table}.csv 里${isSaid(cells[column]) ? '却有' : '没有'}它的 ${parameter}${forRule}`,
      }));
  return isSaid(applies)
    ? []
    : [{ notice, file: fileIn(notice, table), line: null, item: `没有规定 ${need}${forRule}` }];
}

/** The notice before, as far as its text is at hand. */
const lastAtHand = (before: readonly NoticeFolder[]): NoticeFolder | undefined =>
  before.findLast(({ text }) => text !== null);

/**
 * A notice without a batch judges nothing; one whose text is not there yet cannot be held against it. A batch is of
 * the year in its title; it carries over from others; a sample says so.
 */
function openBatches({ notice, text, tables, batches }: NoticeFolder): OpenItem[] {
  const open = (file: string, line: number | null, item: string): OpenItem => ({ notice, file, line, item });
  const file = 'data/reference/batches.csv';
  const own = batches.map(({ cells }) => cells.batch);
  return [
    ...(batches.length === 0 ? [open(file, null, '没有一个批次用这份通知')] : []),
    ...batches.flatMap(({ line, cells: { batch, title = '', year = '' } }) =>
      title.includes(year) ? [] : [open(file, line, `批次 ${batch} 的 year 是 ${year}，title 是“${title}”`)]
    ),
    ...(tables.get('carry_overs')?.rows ?? [])
      .filter(({ cells }) => own.includes(cells.from_batch))
      .map(({ line, cells }) => open(fileIn(notice, 'carry_overs'), line, `${cells.from_batch} 是这份通知自己的批次`)),
    ...(tables.get('notice')?.rows ?? [])
      .filter(({ cells }) => (cells.title ?? '').includes('示例') !== (cells.is_sample === 'true'))
      .map(({ line }) => open(fileIn(notice, 'notice'), line, 'title 里有没有“示例”，与 is_sample 不一致')),
    ...(text !== null && text.replace(/^#.*$/gm, '').trim() === ''
      ? [open(`data/reference/notices/${notice}/notice.md`, null, '通知的原文还没有贴进来')]
      : []),
  ];
}
