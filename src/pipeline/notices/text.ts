import { listOf, readNamings, textOfClause } from '#spec/content';
import { isOpen, type ReadReference } from '../stages/reference-files.ts';
import { quantitiesIn, states } from './quantities.ts';
import type { NoticeFolder, NoticeFolders, OpenItem } from './read.ts';

/** What the text of a notice says and no row takes up, and what rows say that only the notice before says. */
export function openText(
  folder: NoticeFolder,
  before: NoticeFolder | undefined,
  readers: NoticeFolders['readers']
): OpenItem[] {
  const text = bodyOf(folder.text ?? '');
  if (text.trim() === '') return [];
  const open = (file: string, line: number | null, item: string): OpenItem => ({
    notice: folder.notice,
    file: `data/reference/notices/${folder.notice}/${file}`,
    line,
    item,
  });
  return [
    ...uncitedClauses(folder).map(({ line, id }) =>
      open('clauses.csv', line, `条款 ${id} 没有一条规则、一个参数引用，也没有写为什么不判（answers.csv）`)
    ),
    ...untold(folder, text, readers).map(({ said, rule }) =>
      open(
        'notice.md',
        null,
        rule === null
          ? `正文里的“${said}”没有一行引用，也没有写为什么不录（answers.csv）`
          : `正文里的“${said}”只在规则 ${rule} 的原话里，没有一张表录了它，判的时候用不上；确实不用的，在 answers.csv 写为什么`
      )
    ),
    ...annexes(text)
      .filter((annex) => !isAnswered(folder, annex) && !isClause(folder, annex))
      .map((annex) => open('notice.md', null, `正文提到${annex}，没有录入，也没有写怎么办（answers.csv）`)),
    ...strangeWords(folder, { text, before, readers }),
  ];
}

/** The text without the lines that only whoever entered it wrote above it. */
const bodyOf = (text: string): string => text.replace(/^#.*$/gm, '');

const rowsOf = ({ tables }: NoticeFolder, name: string): ReadReference['rows'] => tables.get(name)?.rows ?? [];

const clauseColumns = ({ columns }: ReadReference): string[] => columns.filter((each) => /(^|_)clause$/.test(each));

function uncitedClauses(folder: NoticeFolder): { line: number; id: string }[] {
  const cited = new Set(
    [...folder.tables.values()]
      .filter(({ name }) => name !== 'clauses' && name !== 'metrics')
      .flatMap((table) => table.rows.flatMap(({ cells }) => clauseColumns(table).map((column) => cells[column] ?? '')))
  );
  for (const { cells } of folder.batches)
    for (const [column, clause] of Object.entries(cells)) if (column.endsWith('_clause')) cited.add(clause);
  return rowsOf(folder, 'clauses').flatMap(({ line, cells: { id = '' } }) => (cited.has(id) ? [] : [{ line, id }]));
}

/**
 * The numbers and days of the text that no value of a row in that clause is, and no answer says why; and the rule
 * whose words hold one: whoever quotes a number has not said it.
 */
function untold(
  folder: NoticeFolder,
  text: string,
  readers: NoticeFolders['readers']
): { said: string; rule: string | null }[] {
  const quoting = (name: string) =>
    rowsOf(folder, name).flatMap(({ cells: { rule = '', quotation = '' } }) =>
      quotation === '' ? [] : spansOf(text, quotation).map(([from, to]) => ({ rule, from, to }))
    );
  const [answers, rules] = [quoting('answers'), quoting('rules')];
  const values = statedValues(folder, readers);
  const clauses = rowsOf(folder, 'clauses').map(({ cells: { id = '', quotation = '' } }) => ({
    id,
    spans: quotation === '' ? [] : spansOf(text, quotation),
  }));
  const holds = (at: number, length: number) => (each: { from: number; to: number }) =>
    each.from <= at && at + length <= each.to;
  const open = quantitiesIn(text).filter(({ text: said, at }) => {
    if (answers.some(holds(at, said.length))) return false;
    const within = clauses
      .filter((clause) => clause.spans.some(([from, to]) => from <= at && at < to))
      .map(({ id }) => id);
    return !values.some(
      ({ value, clause, year }) => (within.length === 0 || within.includes(clause)) && states(said, value, { year })
    );
  });
  const told = open.map(({ text: said, at }) => ({ said, rule: rules.find(holds(at, said.length))?.rule ?? null }));
  return [...new Map(told.map((each) => [each.said, each])).values()];
}

function spansOf(text: string, part: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length))
    found.push([at, at + part.length]);
  return found;
}

/** What rows say a clause fixes: the columns that the header of their reader calls `stated`, or `may_state`. */
function statedValues(folder: NoticeFolder, readers: NoticeFolders['readers']) {
  const year = rowsOf(folder, 'notice')[0]?.cells.issued_on?.slice(0, 4) ?? null;
  const tables = [...folder.tables.values(), { name: 'batches', rows: folder.batches }];
  return tables.flatMap(({ name, rows }) =>
    [readers.get(name)?.header.stated, readers.get(name)?.header.may_state]
      .flatMap((each) => listOf(each ?? ''))
      .flatMap((column) =>
        rows.flatMap(({ cells }) => {
          const [value, clause] = [cells[column] ?? '', cells[`${column}_clause`] ?? cells.clause ?? ''];
          return value === '' || clause === '' ? [] : [{ value, clause, year }];
        })
      )
  );
}

/** The annexes that a text names: 附件5. */
function annexes(text: string): string[] {
  const named = Array.from(text.matchAll(/附件\s*(\d+)/g), ([, number = '']) => number);
  const list = /附件[：:]\s*((?:\d+[.．、][^\n]*)+)/.exec(text)?.[1] ?? '';
  const listed = Array.from(list.matchAll(/(\d+)[.．、]/g), ([, number = '']) => number);
  return [...new Set([...named, ...listed])].sort((a, b) => Number(a) - Number(b)).map((number) => `附件${number}`);
}

const isAnswered = (folder: NoticeFolder, annex: string): boolean =>
  rowsOf(folder, 'answers').some(({ cells }) =>
    new RegExp(`${annex}(?!\\d)`).test((cells.quotation ?? '').replace(/附件\s+/, '附件'))
  );

const isClause = (folder: NoticeFolder, annex: string): boolean =>
  rowsOf(folder, 'clauses').some(({ cells }) => new RegExp(`^${annex}(?!\\d)`).test(cells.id ?? ''));

/** Words that do not stand in the text of the notice where they are said to: of the notice before, or of none. */
function strangeWords(
  folder: NoticeFolder,
  { text, before, readers }: { text: string; before: NoticeFolder | undefined; readers: NoticeFolders['readers'] }
): OpenItem[] {
  const old = tight(bodyOf(before?.text ?? ''));
  const told = (word: string, clause: string) => {
    if (tight(text).includes(tight(word))) return `“${word}”不在${clause}里`;
    return before && old.includes(tight(word))
      ? `“${word}”只在 ${before.notice} 的通知里有，这份通知的原文没有这个词`
      : `这份通知的原文没有“${word}”这个词`;
  };
  const clauses = new Map(
    rowsOf(folder, 'clauses').map(({ cells: { id = '', heading = '' } }) => [id, textOfClause(text, { id, heading })])
  );
  return [...folder.tables.values()].flatMap(({ name, file, rows }) => {
    const { words = '', names = '' } = readers.get(name)?.header ?? {};
    const own = new Map(readNamings(names).map(({ column, among }) => [column, among]));
    return listOf(words).flatMap((column) =>
      rows.flatMap(({ line, cells }) => {
        const [word = '', clause = ''] = [cells[column], cells.clause];
        if (word === '' || isOpen(word) || own.get(column)?.includes(word)) return [];
        if (tight(clauses.get(clause) ?? text).includes(tight(word))) return [];
        return [{ notice: folder.notice, file, line, item: told(word, clause) }];
      })
    );
  });
}

/** A title is broken into lines where the page ends. */
const tight = (text: string): string => text.replace(/\s/g, '');
