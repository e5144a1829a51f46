import { briefOf } from '#briefs';
import { inColumn, scaleOf } from '#lib/format.ts';
import {
  answerPanel,
  catalogInView,
  catalogWithin,
  inliningMetrics,
  queryMetrics,
  readFilters,
  type Answer,
  type Catalog,
  type Dashboards,
  type QueryContext,
  type View,
} from '#query';
import { Refusal, type BriefPart, type ColumnInfo, type Row, type Scope, type Value } from '#spec';
import type { DecisionsHead } from '#store';
import type { PaperKind, PaperNumber } from './statement.ts';

/** What a page is asked of: a version as its reader may see it. */
export interface AskSource {
  context: QueryContext;
  /** The same whatever is filtered by. */
  known: Catalog;
  dashboards: Dashboards;
  scope: Scope;
  /** Up to where decisions count; they lie beside the version already. */
  decided: DecisionsHead;
  asOf: string;
  /** The folder of the reports that are composed; null where there is none. */
  briefs: string | null;
}

/** What stands on a page that is sealed: its numbers, and what cannot be said of some of them. */
export interface Asked {
  kind: PaperKind;
  title: string;
  numbers: PaperNumber[];
}

/** So many numbers stand on one paper at most, and so many rows of a table of it. */
const most = { numbers: 3_000, rows: 500 };

/**
 * The numbers of a page by its address: a dashboard, a report, a figure (`/api/dashboards/<name>/<panel>.<format>`) or
 * metrics (`/api/query?metrics=`). Any other page is a Refusal, and so is what the version does not know.
 */
export async function askPage(path: string, source: AskSource): Promise<Asked> {
  const url = new URL(path, 'http://paper');
  const asked = await pageOf(url, await narrowed(url, source));
  if (asked.numbers.length > most.numbers)
    throw new Refusal(
      400,
      'too_many_numbers',
      `这一页有 ${asked.numbers.length} 个数，一份材料最多 ${most.numbers} 个。请先筛选。`
    );
  return asked;
}

/** The dashboard at the address of a page: the home page is the first of them. */
function dashboardOf(dashboards: Dashboards, name: string) {
  const inOrder = [...dashboards.values()].sort((a, b) => a.order - b.order);
  return name === '' ? inOrder[0] : dashboards.get(name);
}

async function pageOf(url: URL, source: Narrowed): Promise<Asked> {
  const path = decodeURIComponent(url.pathname);
  const [, ofFigure, figure = ''] = /^\/api\/dashboards\/([a-z0-9-]+)\/([a-z0-9-]+)(?:\.[a-z]+)?$/.exec(path) ?? [];
  if (ofFigure !== undefined) {
    const panel = source.dashboards.get(ofFigure)?.panels[figure];
    if (!panel) throw notThere(path);
    return { kind: 'figure', title: panel.title, numbers: await figureNumbers(`${ofFigure}/${figure}`, source, null) };
  }
  if (path === '/api/query') return queryNumbers(url, source);
  if (path === '/brief' && source.briefs !== null) return briefNumbers(url, source, source.briefs);
  const dashboard = /^\/[a-z0-9-]*$/.test(path) ? dashboardOf(source.dashboards, path.slice(1)) : undefined;
  if (!dashboard) throw notThere(path);
  const numbers: PaperNumber[] = [];
  for (const panel of Object.keys(dashboard.panels))
    numbers.push(...(await figureNumbers(`${dashboard.name}/${panel}`, source, null)));
  return { kind: 'page', title: dashboard.title, numbers };
}

const notThere = (path: string) =>
  new Refusal(400, 'not_sealable', `${path.slice(0, 80)} 不能签章：能签章的是图表页、简报、一张图表的文件和指标查询。`);

/** The same as one address narrows it. */
interface Narrowed extends AskSource {
  catalog: Catalog;
  view: View;
}

/** The filters of an address over a scope; a value that the version does not know is a Refusal. */
async function narrowed(url: URL, source: AskSource): Promise<Narrowed> {
  const { context, known, decided } = source;
  const own = await catalogWithin(context, known, { scope: source.scope, isReleased: false });
  const asked = Object.fromEntries(
    [...new Set(url.searchParams.keys())]
      .filter((name) => Object.hasOwn(own.values, name) && url.searchParams.get(name) !== 'all')
      .map((name) => [name, url.searchParams.getAll(name).filter((value) => value !== '')])
  );
  const filters = readFilters(own, asked);
  const catalog = { ...catalogInView(own, filters), decided };
  return {
    ...source,
    context: { ...context, reading: inliningMetrics(context.reading, catalog) },
    catalog,
    view: { filters, scope: source.scope },
  };
}

async function queryNumbers(url: URL, source: Narrowed): Promise<Asked> {
  const names = (name: string) => (url.searchParams.get(name) ?? '').split(',').filter((each) => each !== '');
  const question = { metrics: names('metrics'), by: names('by') };
  const answer = await queryMetrics(source.context, source.catalog, question, source.view, most.rows + 1);
  const keys = answer.columns.flatMap(({ name }) => (question.by.includes(name) ? [name] : []));
  return { kind: 'query', title: '指标', numbers: await numbersOf('query', '', answer, keys) };
}

async function figureNumbers(key: string, source: Narrowed, first: number | null): Promise<PaperNumber[]> {
  const [dashboard = '', panel = ''] = key.split('/');
  const read = source.dashboards.get(dashboard);
  const [query, shown] = [read?.queries.get(panel), read?.panels[panel]];
  if (!query || !shown) throw notThere(key);
  const limit = first ?? shown.limit ?? most.rows;
  const { proof, ...answer } = await answerPanel(source.context, source.catalog, query, source.view, limit);
  return numbersOf(key, shown.title, answer, keysOf(proof.keys, answer.columns));
}

const keysOf = (keys: readonly string[], columns: readonly ColumnInfo[]): string[] =>
  keys.filter((name) => columns.some((column) => column.name === name));

/** The marks of a report, then the tables and figures that are printed in it. */
async function briefNumbers(url: URL, source: Narrowed, folder: string): Promise<Asked> {
  const { context, catalog, known, dashboards, view, asOf } = source;
  const named = url.searchParams.get('name') ?? '';
  const wanted = url.searchParams.getAll('section');
  const brief = await briefOf(folder, named, { context, catalog, known, dashboards, view, asOf, wanted });
  const numbers = await numbersOf(
    'brief',
    brief.title,
    { columns: brief.figures.columns, result: brief.figures.rows },
    []
  );
  const marks = brief.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'text' ? block.parts : []))
  );
  const counted = marks.filter((part): part is Extract<BriefPart, { rows: unknown }> => 'rows' in part);
  counted.forEach(({ rows }, at) =>
    numbers.push(plainNumber(`brief:rows/${at}`, `${brief.title} 第 ${at + 1} 处行数`, rows))
  );
  const figures = [
    ...brief.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'figure' ? [block] : []))),
    ...url.searchParams.getAll('panel').map((key) => {
      const [dashboard = '', panel = ''] = key.split('/');
      return { dashboard, panel, first: null };
    }),
  ];
  const seen = new Set<string>();
  for (const { dashboard, panel, first } of figures) {
    const key = `${dashboard}/${panel}`;
    if (seen.has(key)) continue;
    seen.add(key);
    numbers.push(...(await figureNumbers(key, source, first)));
  }
  return { kind: 'brief', title: brief.title, numbers };
}

const plainNumber = (key: string, title: string, value: number | null): PaperNumber => ({
  key,
  title,
  exact: value === null ? null : String(value),
  printed: inColumn(value, scaleOf({ unit: null })),
  divisor: '1',
  digits: 0,
});

interface Told {
  columns: readonly ColumnInfo[];
  result: Answer['result'] | readonly Row[];
}

/** Every number of a table, known by its row: by what that is about, and as many texts as tell it from the others. */
async function numbersOf(
  of: string,
  title: string,
  { columns, result }: Told,
  keys: readonly string[]
): Promise<PaperNumber[]> {
  const rows = 'rows' in result ? await result.rows() : result;
  const by = tellingRows(columns, rows, keys);
  const scales = new Map(
    columns.map((column) => [
      column.name,
      scaleOf(
        column,
        rows.map((row): Value => row[column.name] ?? null)
      ),
    ])
  );
  return rows.flatMap((row, at) => {
    const told = by.map((name) => `${name}=${String(row[name] ?? '')}`);
    const place =
      by.length === 0 && rows.length > 1 ? `${of}?row=${at + 1}` : told.length === 0 ? of : `${of}?${told.join('&')}`;
    const said = by.map((name) => String(row[name] ?? '—')).join(' ');
    return columns.flatMap((column): PaperNumber[] => {
      const value = row[column.name] ?? null;
      if (column.type !== 'number' || by.includes(column.name)) return [];
      if (value !== null && typeof value !== 'number') return [];
      const scale = scales.get(column.name)!;
      const unit = value === null || scale.unit === '' ? '' : ` ${scale.unit}`;
      return [
        {
          key: `${place}#${column.name}`,
          title: [title, said, column.title].filter((each) => each !== '').join(' · '),
          exact: value === null ? null : String(value),
          printed: `${inColumn(value, scale)}${unit}`,
          divisor: String(scale.divisor),
          digits: scale.digits,
        },
      ];
    });
  });
}

function tellingRows(columns: readonly ColumnInfo[], rows: readonly Row[], keys: readonly string[]): string[] {
  const texts = columns.flatMap(({ name, type }) => (type !== 'number' && !keys.includes(name) ? [name] : []));
  for (let more = 0; more <= Math.min(3, texts.length); more++) {
    const by = [...keys, ...texts.slice(0, more)];
    if (new Set(rows.map((row) => JSON.stringify(by.map((name) => row[name] ?? null)))).size === rows.length) return by;
  }
  return [];
}

/** A number as a paper would print it that printed another with these decimals. */
export function printedLike(exact: string | null, { printed, divisor, digits }: PaperNumber, now: string): string {
  if (exact === null) return inColumn(null, scaleOf({ unit: null }));
  const mark = markOf(now);
  const [, unit = ''] = / (\S+)$/.exec(printed) ?? [];
  const said = inColumn(Number(exact), { divisor: Number(divisor), digits, unit: '', mark });
  return unit === '' ? said : `${said} ${unit}`;
}

const markOf = (text: string): { before?: string; after?: string } => ({
  ...(text.startsWith('1:') ? { before: '1:' } : {}),
  ...(/%/.test(text) ? { after: '%' } : {}),
});
