import { everything, Refusal, type Panel } from '#spec';
import {
  columnsAsked,
  checkHeader,
  faultOfSql,
  lineNaming,
  noNames,
  notOneOf,
  Panel as panelShape,
  sqlKinds,
  wrongNamesIn,
  type Fault,
  type Names,
} from '#spec/content';
import { QueryError, type Reading } from '#warehouse';
import type { Catalog } from '../catalog.ts';
import { cubeDimensions, dimensionNames } from '../dimensions.ts';
import type { Dashboards, ReadDashboard } from './dashboards.ts';
import type { PanelQuery } from './panel-queries.ts';
import { answerPanel } from './panel.ts';
import { statisticsOf } from './statistics.ts';
import { placeOf } from './steps.ts';

/**
 * The dashboards, with the faults of the panels that cannot be answered from this version: each is tried without
 * reading a row. What is of one province alone, as a map of its places, is not among those of several, and named.
 * `areTitled`: every column must have a Chinese title. A panel that reads what is `broken` itself, a
 * metric or a mart, is not tried. `pages`: the addresses that links may lead to.
 */
export async function checkDashboards(
  reading: Reading,
  catalog: Catalog,
  dashboards: Dashboards,
  {
    areTitled = false,
    broken = [],
    pages,
  }: { areTitled?: boolean; broken?: readonly string[]; pages?: readonly string[] } = {}
): Promise<Dashboards> {
  const checked = new Map<string, ReadDashboard>();
  for (const [name, dashboard] of dashboards) {
    const faults: Fault[] = [...faultOfAbout(catalog, dashboard)];
    const whole: [string, Panel][] = [];
    const elsewhere: string[] = [];
    for (const [key, panel] of Object.entries(dashboard.panels)) {
      const query = dashboard.queries.get(key);
      if (query && readsAny(query, broken)) continue;
      const own = await faultsOfPanel(withoutRows(reading), catalog, dashboard, { key, areTitled, pages });
      if (own === ofOneProvince || (catalog.provinces.length > 1 && panel.chart.mark === 'tiles')) {
        elsewhere.push(panel.title);
        continue;
      }
      faults.push(...own);
      if (own.length === 0 && dashboard.queries.has(key)) whole.push([key, panel]);
    }
    checked.set(name, {
      ...dashboard,
      panels: Object.fromEntries(whole),
      ...(elsewhere.length === 0 ? {} : { elsewhere }),
      faults: [...dashboard.faults, ...faults],
    });
  }
  return checked;
}

/** Of several provinces together nothing is wrong with a panel that only one can answer. */
const ofOneProvince: Fault[] = [];

/** What a page is about is a metric that there is. */
function faultOfAbout({ metrics }: Catalog, { name, about, lineOf }: ReadDashboard): Fault[] {
  if (about === undefined || metrics.has(about)) return [];
  const message = notOneOf('about 里没有指标', about, [...metrics.keys()]);
  return [{ file: `dashboards/${name}/dashboard.ts`, line: lineOf(['about']), message }];
}

/**
 * What is wrong with a panel over a version: its names, its
 * query, and the columns that its mark and its header ask for.
 */
async function faultsOfPanel(
  reading: Reading,
  catalog: Catalog,
  dashboard: ReadDashboard,
  { key, areTitled, pages }: { key: string; areTitled: boolean; pages: readonly string[] | undefined }
): Promise<Fault[]> {
  const panel = dashboard.panels[key];
  const query = dashboard.queries.get(key);
  if (!panel || !query) return [];
  const file = `dashboards/${dashboard.name}/dashboard.ts`;
  const at = (path: readonly (string | number)[], message: string): Fault => ({
    file,
    line: dashboard.lineOf(['panels', key, ...path]),
    message: `图表 ${key}：${message}`,
  });
  const names = namesOf(catalog, pages);
  const named = wrongNamesIn(panelShape, panel, names).map(({ path, message }) => at(path, message));
  const text = 'sql' in query ? query.sql : '';
  const headed = checkHeader(sqlKinds.dashboards!, { file: query.file, text }, { names, columns: null });
  if (named.length + headed.length > 0) return [...named, ...headed];
  try {
    const { columns } = await answerPanel({ reading }, catalog, query, { filters: new Map(), scope: everything });
    const types = new Map(columns.map(({ name, type }) => [name, type]));
    const asked = columnsAsked(panelShape, panel).flatMap(({ path, name, type }) => {
      const found = types.get(name);
      if (found === undefined) return [at(path, notOneOf('查询结果里没有列', name, [...types.keys()]))];
      const isOf = type === 'any' || type === found;
      return isOf ? [] : [at(path, `列 ${name} 要是${type === 'number' ? '数' : '文字'}（现在是 ${found}）。`)];
    });
    const untitled = columns
      .filter(({ name, title }) => !catalog.metrics.has(name) && !/\p{Script=Han}/u.test(title))
      .map(({ name }) => ({
        file: query.file,
        line: 1,
        message: `列 ${name} 没有题名：要么用指标或主题表里的名字，要么写一行“-- ${name}: 题名 (单位)”。`,
      }));
    const own = { names: { ...names, of: { ...names.of, column: [...types.keys()] } }, columns: [...types.keys()] };
    const odd = checkHeader(sqlKinds.dashboards!, { file: query.file, text }, own);
    return [...named, ...asked, ...(odd.length > 0 || !areTitled ? odd : untitled)];
  } catch (error) {
    if (error instanceof Refusal && error.code === 'of_one_province') return ofOneProvince;
    return [
      ...named,
      faultOfPanel(
        query,
        error,
        [...catalog.metrics.keys()].map((each) => `metrics.${each}`)
      ),
    ];
  }
}

/** Why a panel's query cannot be answered, where it is the panel's own doing; else the error goes on. */
export function faultOfPanel(query: PanelQuery, error: unknown, known: readonly string[] = []): Fault {
  const text = 'sql' in query ? query.sql : '';
  if (error instanceof QueryError && error.cause instanceof Error && isOfContent(error.cause.message)) {
    const before = error.sql.slice(0, Math.max(0, error.sql.indexOf(text))).split('\n').length - 1;
    const fault = faultOfSql({ file: query.file, text }, error.cause.message, { linesBefore: before, known });
    const place = 'sql' in query && fault.line !== null ? placeOf(query.places, fault.line) : null;
    return { ...fault, ...place };
  }
  if (error instanceof Refusal && (error.code === 'not_in_version' || error.code === 'content_fault')) {
    const { value = '', allowed = [] } = (error.details ?? {}) as { value?: string; allowed?: readonly string[] };
    const isAbsent = error.code === 'not_in_version';
    const message = isAbsent
      ? `${notOneOf('没有表', value, allowed)}新加的主题表，要重新导入以后才有。`
      : error.message;
    const line = lineNaming(text, value);
    const place = 'sql' in query && line !== null ? placeOf(query.places, line) : null;
    return { file: query.file, line, message, ...place };
  }
  throw error;
}

function readsAny(query: PanelQuery, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  // Metrics by dimensions are sums of the cube.
  const text = 'sql' in query ? query.sql : ['cube', 'county_cube', 'projects', ...query.question.metrics].join(' ');
  return new RegExp(`\\b(?:province_)?(?:${names.join('|')})\\b`).test(text);
}

/** Whether a query breaks on what stands in a row: what DuckDB says of it may name a value, also of a hidden row. */
export const isOfRow = (error: unknown): boolean =>
  error instanceof QueryError &&
  error.cause instanceof Error &&
  /^(Conversion|Invalid Input|Out of Range) Error/.test(error.cause.message);

/** Whether DuckDB refuses the query itself, rather than for want of memory, time or files. */
const isOfContent = (message: string): boolean =>
  /^(Binder|Catalog|Parser|Conversion|Invalid Input|Out of Range) Error/.test(message);

const namesOf = (catalog: Catalog, page: readonly string[] | undefined): Names => {
  const projects = catalog.marts.get('projects') ?? new Map<string, { type: string }>();
  return {
    ...noNames,
    of: {
      metric: [...catalog.metrics.keys(), ...statisticsOf(catalog)],
      dimension: [...dimensionNames, ...cubeDimensions],
      projectColumn: [...projects.keys()],
      ...(page ? { page } : {}),
    },
    numbers: new Set([...projects].flatMap(([name, { type }]) => (type === 'number' ? [name] : []))),
  };
};

/** Reads no row of a panel's answer. */
const withoutRows = (reading: Reading): Reading => ({
  version: reading.version,
  read: (name, sql, options) =>
    reading.read(name, name.startsWith('dashboards/') && /\)$/.test(sql) ? `${sql} limit 0` : sql, options),
});
