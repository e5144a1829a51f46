import { listColumns, type Catalog, type ListCondition } from '#query';
import { codes, type ColumnInfo } from '#spec';
import { notOneOf } from '#spec/content';
import type { BoundList } from './bound.ts';
import { findNamed } from './mark.ts';
import { listed, settingsSheet, type ListSetting, type Wrong } from './settings.ts';

interface Known {
  catalog: Catalog;
  figures: ReadonlyMap<string, ColumnInfo>;
  dimensions: ReadonlyMap<string, string>;
}

interface ListSource {
  /** What its rows may say; null where it is not known what the list is of. */
  columns: ReadonlyMap<string, ColumnInfo> | null;
  /** The question for these of its columns. */
  ask?: (columns: readonly string[]) => BoundList['question'];
  wrong: Wrong[];
}

/** What a list of figures is taken from. */
const ofFigures = '指标';

/** Reads what the settings say of a list: what it is taken from, which rows, in which order. */
export function readList(setting: ListSetting, { catalog, figures, dimensions }: Known): ListSource {
  const wrong: Wrong[] = [];
  const told = (says: string) =>
    void wrong.push({ sheet: settingsSheet, cell: `A${setting.row}`, says: `清单“${setting.name}”：${says}` });
  if (setting.from === ofFigures) {
    const by = listed(setting.by).flatMap((title) => oneOf(title, dimensions, '按的没有', told));
    if (by.length === 0 && wrong.length === 0) told('取自指标的要写明按什么分行，如 推荐市。');
    if (setting.where !== '') told('取自指标的不写条件。');
    const known = new Map([...figures, ...by.map((name) => [name, dimensionInfo(catalog, name)] as const)]);
    const sort = sortsOf(setting.sort, titlesIn(known), told)[0];
    return {
      columns: known,
      wrong,
      ask: (columns) => ({
        of: 'figures',
        rows: {
          metrics: columns.filter((name) => !by.includes(name)),
          by,
          ...(sort === undefined ? {} : { sort: `${sort.isDescending ? '-' : ''}${sort.column}` }),
        },
      }),
    };
  }
  if (setting.by !== '') told('只有取自指标的写“按”。');
  const marts = new Map(
    Array.from(catalog.marts.keys(), (name) => [
      name,
      catalog.titles.get(name) ?? (name === 'findings' ? '核查结果' : name),
    ])
  );
  const [mart] = oneOf(setting.from, marts, '没有这张表：', told, [ofFigures]);
  if (mart === undefined) return { columns: null, wrong };
  const columns = listColumns(catalog, mart);
  const titles = titlesIn(columns);
  const where = setting.where
    .split(/[;；\n]/)
    .flatMap((each) => (each.trim() === '' ? [] : conditionOf(each.trim(), { columns, titles, catalog }, told)));
  const sort = sortsOf(setting.sort, titles, told);
  return { columns, wrong, ask: (asked) => ({ of: 'mart', rows: { mart, columns: asked, where, sort } }) };
}

type Tell = (says: string) => void;

const titlesIn = (columns: ReadonlyMap<string, ColumnInfo>): Map<string, string> =>
  new Map(Array.from(columns, ([name, { title }]) => [name, title]));

const dimensionInfo = (catalog: Catalog, name: string): ColumnInfo =>
  Array.from(catalog.marts.values())
    .map((columns) => columns.get(name))
    .find((info) => info !== undefined) ?? { name, title: name, type: 'string', unit: null };

function oneOf(
  written: string,
  titles: ReadonlyMap<string, string>,
  what: string,
  tell: Tell,
  more: readonly string[] = []
): string[] {
  const found = findNamed(written, titles);
  if (typeof found === 'string') return [found];
  tell(
    found === null
      ? notOneOf(what, written, [...new Set([...titles.values(), ...more])])
      : `有几个都叫“${written}”，请写英文名：${found.join('、')}。`
  );
  return [];
}

/** 推荐市、项目总投资↓ */
const sortsOf = (text: string, titles: ReadonlyMap<string, string>, tell: Tell) =>
  listed(text).flatMap((each) => {
    const name = each.replace(/\s*[↓↑]$/, '');
    return oneOf(name, titles, '排序里没有这一列：', tell).map((column) => ({
      column,
      isDescending: each.endsWith('↓'),
    }));
  });

const yesNo: Readonly<Record<string, string>> = { 是: 'true', 否: 'false' };

const operators: Readonly<Record<string, ListCondition['is']>> = {
  '=': 'any',
  '＝': 'any',
  '≠': 'none',
  '<>': 'none',
  '>': '>',
  '＞': '>',
  '<': '<',
  '＜': '<',
  '≥': '>=',
  '>=': '>=',
  '≤': '<=',
  '<=': '<=',
};

interface Within {
  columns: ReadonlyMap<string, ColumnInfo>;
  titles: ReadonlyMap<string, string>;
  catalog: Catalog;
}

/** `核查结论=不通过、待核`, `下达金额>0`, `公布日期=有`, `公布日期=空`. */
function conditionOf(text: string, { columns, titles, catalog }: Within, tell: Tell): ListCondition[] {
  const [, left = '', sign = '', right = ''] = /^(.+?)\s*(<>|>=|<=|[=＝≠>＞<＜≥≤])\s*(.*)$/s.exec(text) ?? [];
  const is = operators[sign];
  if (is === undefined || right.trim() === '') {
    tell(`条件“${text}”要写成 列=值、列≠值、列>数、列=有、列=空，几个条件之间用分号。`);
    return [];
  }
  const [column] = oneOf(left.trim(), titles, '条件里没有这一列：', tell);
  if (column === undefined) return [];
  const said = listed(right);
  if ((is === 'any' || is === 'none') && said.length === 1 && (said[0] === '空' || said[0] === '有'))
    return [{ column, is: (said[0] === '空') === (is === 'any') ? 'unknown' : 'known', values: [] }];
  const isNumber = columns.get(column)?.type === 'number';
  const isYesNo = columns.get(column)?.type === 'boolean';
  const values = said.map((value) =>
    isNumber ? Number(value) : isYesNo ? (yesNo[value] ?? value) : (codeOf(column, value, catalog) ?? value)
  );
  const bad = said.find((value, at) =>
    isNumber ? Number.isNaN(values[at]) : !isAmong(column, String(values[at]), catalog)
  );
  if (bad !== undefined) {
    tell(
      isNumber
        ? `条件“${text}”：${bad} 不是数。`
        : notOneOf(`条件“${text}”：没有`, bad, valuesOf(column, catalog) ?? [])
    );
    return [];
  }
  return [{ column, is, values: is === 'any' || is === 'none' ? values : values.slice(0, 1) }];
}

/** The code that is called so: 不通过 is fail. A rule is called by its title. */
function codeOf(column: string, value: string, catalog: Catalog): string | null {
  const words = wordsOf(column, catalog);
  return Object.keys(words).find((code) => code === value || words[code] === value) ?? null;
}

/** What the codes of a column are called; of a column without codes nothing. */
export function wordsOf(column: string, catalog: Catalog): Readonly<Record<string, string>> {
  if (column === 'rule')
    return Object.fromEntries(Array.from(catalog.rules.values(), ({ rule, title }) => [rule, title]));
  return Object.hasOwn(codes, column) ? (codes as Readonly<Record<string, Record<string, string>>>)[column]! : {};
}

const valuesOf = (column: string, catalog: Catalog): string[] | null => {
  const words = Object.values(wordsOf(column, catalog));
  if (words.length > 0) return words;
  return (catalog.values as Readonly<Record<string, readonly string[]>>)[column]?.slice() ?? null;
};

const isAmong = (column: string, value: string, catalog: Catalog): boolean => {
  const words = wordsOf(column, catalog);
  return Object.keys(words).length === 0 || value in words;
};
