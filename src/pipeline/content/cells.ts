import { nearest, notOneOf, readNamings, readTold, short, type Fault, type Naming, type Told } from '#spec/content';
import type { Build } from '#warehouse';
import { isAside, isOpen } from '../stages/reference-files.ts';
import { noticeOf, type ReferenceTable } from './reference.ts';
import type { ModelText } from './texts.ts';

/** What the cells of reference tables may be named by. */
export interface Known {
  tables: readonly ReferenceTable[];
  /** By `source.column`, the values of a choice; null where the contract cannot be read. */
  choices: ReadonlyMap<string, readonly string[] | null>;
  rules: readonly string[];
  /** What rules need of the tables of a notice: `limits.group_projects[集团]`. */
  needs: readonly string[];
  metrics: readonly string[];
  /** By source, its columns. */
  contracts: ReadonlyMap<string, readonly string[]>;
}

const listed = ({ model }: ModelText, key: string): string[] =>
  model.header[key]?.split(',').map((each) => each.trim()) ?? [];

/** Holds the rows of a table against what the header of its model says of it. */
export function wrongCells(table: ReferenceTable, model: ModelText, known: Known): Fault[] {
  const { file, columns, rows } = table;
  const namings = readNamings(model.model.header.names ?? '').filter(({ column }) => columns.includes(column));
  const clauses = columns.filter(
    (name) => isClause(name) && !isAside(name) && !namings.some(({ column }) => column === name)
  );
  const all = [...namings, ...clauses.map((column) => ({ column, among: ['clauses.id'] }))];
  const key = listed(model, 'key').filter((name) => name !== 'notice' || table.notice === null);
  // What a notice leaves blank is open: it is told as such, and nothing is judged by it.
  const needed = new Set(table.notice === null ? [...key.slice(0, 1), ...listed(model, 'needs')] : []);
  return [
    ...[...needed].flatMap((name) =>
      rows.filter(({ cells }) => cells[name] === '').map(({ line }) => ({ file, line, message: `${name} 没有填。` }))
    ),
    ...twice(table, key),
    ...listed(model, 'numbered').flatMap((name) => wronglyNumbered(table, name)),
    ...(readTold(model.model.header.told ?? '') ?? []).flatMap((told) => wronglyTold(table, told)),
    ...all.flatMap((naming) => wrongNames(table, naming, known)),
    ...clausePairs(table),
  ];
}

/**
 * Tells the columns of a table that its model does not read, and those
 * that it lacks, and gives it those: so that the model can be made.
 */
export async function fillColumns(
  build: Build,
  { name, notice, file, columns }: ReferenceTable,
  model: ModelText
): Promise<Fault[]> {
  const sql = model.text.replace(/^--.*$/gm, '');
  const used = new Set(Array.from(sql.matchAll(/[a-z_][a-z0-9_]*/g), ([word]) => word));
  const said = [
    ...listed(model, 'key'),
    ...listed(model, 'needs'),
    ...readNamings(model.model.header.names ?? '').map(({ column }) => column),
  ];
  const own = notice === null ? [] : ['notice'];
  const wanted = [...new Set([...said, ...castsOf(sql).keys()])].filter(
    (each) => used.has(each) && !own.includes(each)
  );
  const strange = columns.filter((each) => !used.has(each) && !isAside(each) && !listed(model, 'more').includes(each));
  const lacking = wanted.filter((each) => !columns.includes(each));
  for (const each of lacking)
    await build.run(file, `alter table raw."${name}" add column if not exists "${each}" varchar`);
  const meant = new Set(strange.map((each) => nearest(each, lacking)));
  return [
    ...strange.map((each) => notOneOf(`没有口径读这一列（${model.file}）：`, each, wanted)),
    ...lacking
      .filter((each) => !meant.has(each))
      .map((each) => `没有列 ${each}，${model.file} 要用它（有 ${columns.join('、')}）。`),
  ].map((message) => ({ file, line: 1, message }));
}

/** Tells the cells that are not what the model makes of them, and blanks them in what was landed: so that it can. */
export async function blankMistyped(
  build: Build,
  { name, file, columns }: ReferenceTable,
  model: ModelText
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [column, type] of castsOf(model.text.replace(/^--.*$/gm, ''))) {
    if (!columns.includes(column)) continue;
    const shaped = type === 'integer' ? ` or not regexp_full_match("${column}", '[+-]?\\d+')` : '';
    const wrong = `source_file = '${file}' and "${column}" is not null and (try_cast("${column}" as ${type}) is null${shaped})`;
    const query = `select source_row as line, "${column}" as value from raw."${name}" where ${wrong}`;
    const rows = await build.read<{ line: number; value: string }>(file, query);
    const shape = typed[type.replace(/\(.*/, '')] ?? type;
    faults.push(
      ...rows.map(({ line, value }) => ({ file, line, message: `${column} 写的是“${short(value)}”，要写成${shape}。` }))
    );
    if (rows.length > 0) await build.run(file, `update raw."${name}" set "${column}" = null where ${wrong}`);
  }
  return faults;
}

/** Columns that a model casts, with what to: `at_most::integer`, `try_cast("on" as date)`. */
function castsOf(sql: string): Map<string, string> {
  const types = '(integer|date|timestamp|boolean|double|decimal\\(\\d+, ?\\d+\\))';
  const forms = [new RegExp(`"?\\b([a-z_]+)"?::${types}`, 'g'), new RegExp(`cast\\("?([a-z_]+)"? as ${types}\\)`, 'g')];
  const found = forms.flatMap((form) => Array.from(sql.matchAll(form), ([, name, type]) => [name, type] as const));
  return new Map(found.flatMap(([name, type]) => (name === undefined || type === undefined ? [] : [[name, type]])));
}

const typed: Readonly<Record<string, string>> = {
  integer: '整数',
  date: '日期，如 2025-04-24',
  timestamp: '日期和时刻，如 2025-04-24 17:00:00',
  boolean: ' true 或 false',
  double: '数',
  decimal: '金额（元）',
};

function twice({ file, columns, rows }: ReferenceTable, key: readonly string[]): Fault[] {
  if (key.length === 0 || key.some((name) => !columns.includes(name))) return [];
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, cells }) => {
    const own = JSON.stringify(key.map((name) => cells[name] ?? ''));
    const before = seen.get(own);
    if (before === undefined) seen.set(own, line);
    const said = key.map((name) => `${name} ${cells[name] || '（空）'}`).join('、');
    return before === undefined ? [] : [{ file, line, message: `${said} 与第 ${before} 行重复。` }];
  });
}

/** Rows are counted from 1 without a gap, in any order; one that is still open is told as such. */
function wronglyNumbered({ file, rows }: ReferenceTable, name: string): Fault[] {
  const numbers = rows.map(({ cells }) => cells[name] ?? '');
  if (numbers.some((each) => each === '' || isOpen(each))) return [];
  return rows
    .filter(({ cells }, at) => Number(cells[name]) > rows.length || numbers.indexOf(cells[name] ?? '') < at)
    .map(({ line, cells }) => ({
      file,
      line,
      message: `${name} 写的是 ${cells[name]}，${rows.length} 行要从 1 连着编到 ${rows.length}。`,
    }));
}

/** A number that the words beside it contradict: they name others, as long, and not this one. */
function wronglyTold({ file, rows }: ReferenceTable, told: Told): Fault[] {
  return rows.flatMap(({ line, cells }) => {
    const [value, words] = [cells[told.column] ?? '', cells[told.by] ?? ''];
    const named = (words.match(/\d+/g) ?? []).filter((each) => each.length === value.length);
    return value === '' || isOpen(value) || named.length === 0 || named.includes(value)
      ? []
      : [{ file, line, message: `${told.column} 写的是 ${value}，${told.by} 却是“${words}”。` }];
  });
}

const isClause = (name: string): boolean => /(^|_)clause$/.test(name);

/** A parameter and the clause that it stands in: both are said or none. */
function clausePairs({ file, columns, rows }: ReferenceTable): Fault[] {
  const pairs = columns.flatMap((name) =>
    columns.includes(`${name}_clause`) ? [[name, `${name}_clause`] as const] : []
  );
  return pairs.flatMap(([name, clause]) =>
    rows.flatMap(({ line, cells }) => {
      if ((cells[name] === '') === (cells[clause] === '')) return [];
      const message =
        cells[name] === ''
          ? `${name} 没有填，${clause} 却写了“${cells[clause]}”。`
          : `${name} 填了“${cells[name]}”，没有写出自哪一条（${clause}）。`;
      return [{ file, line, message }];
    })
  );
}

function wrongNames(
  table: ReferenceTable,
  { column, among }: Naming,
  { tables, choices, rules, needs, metrics, contracts }: Known
): Fault[] {
  const { file, rows } = table;
  /** Of the notices, those of the row's own; what holds for all names what stands in any of them. */
  const allowedFor = (cells: Cells) =>
    among.map((one): readonly string[] | null => {
      if (one === 'rules') return rules;
      if (one === 'needs of rules') return neededOf(needs, table.name, column);
      if (one === 'metrics') return metrics;
      if (one === 'contracts') return [...contracts.keys()];
      if (one === 'its columns') return contracts.get(cells.source ?? '') ?? null;
      const isOfOther = one.startsWith('other ');
      const [first = '', second, third] = one.replace(/^other /, '').split('.');
      if (first === 'sources' && second === undefined)
        return [...choices.values()].includes(null) ? null : [...choices.values()].flatMap((values) => values ?? []);
      if (first === 'sources') return choices.get(`${second}.${third}`) ?? null;
      if (second === undefined) return [one];
      const notice = noticeOf(table, cells);
      const named = tables.filter(({ name }) => name === first);
      if (named.length === 0 && !/^notices?$/.test(first)) return null;
      if (second === 'notice') return [...new Set(named.flatMap((each) => each.notice ?? []))];
      return named
        .filter((each) =>
          isOfOther ? each.notice !== notice : each.notice === null || notice === null || each.notice === notice
        )
        .flatMap((each) => each.rows.flatMap(({ cells: other }) => other[second] || []));
    });
  const known = (cells: Cells): readonly string[] | null => {
    const allowed = allowedFor(cells);
    return allowed.includes(null) ? null : [...new Set(allowed.flatMap((values) => values ?? []))];
  };
  return rows.flatMap(({ line, cells }) => {
    const value = cells[column] ?? '';
    if (value === '' || isOpen(value)) return [];
    const values = known(cells);
    return value
      .split('；')
      .filter((each) => values !== null && !values.includes(each))
      .map((each) => ({ file, line, message: notOneOf(`${column} 没有`, each, values ?? []) }));
  });
}

/** The names that rules need of a table, or whom they need them of. */
function neededOf(needs: readonly string[], table: string, column: string): string[] {
  return needs.flatMap((need) => {
    const [, of = '', name = '', whom] = /^(\w+)\.(\w+)(?:\[([^\]]+)\])?$/.exec(need) ?? [];
    if (of !== table) return [];
    return column === 'name' ? name : whom === undefined || / if /.test(whom) ? [] : whom;
  });
}

type Cells = Readonly<Record<string, string>>;
