import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSqlFile, type Dashboard, type Panel } from '#spec';
import {
  Dashboard as dashboardShape,
  checkHeader,
  decoded,
  faultOfImport,
  isNotRead,
  linesOfSource,
  nearest,
  noNames,
  sqlKinds,
  wrongShape,
  wrongSql,
  type Fault,
} from '#spec/content';
import type { Question } from './query-metrics.ts';

/** A dashboard as its folder says it, the SQL of each of its panels, and what is wrong with it. */
export interface ReadDashboard extends Dashboard {
  /** The folder's name, which is its address. */
  name: string;
  /** The panels that can be read. */
  queries: ReadonlyMap<string, PanelQuery>;
  faults: readonly Fault[];
  /** The line of each thing that dashboard.ts says. */
  lineOf: ReturnType<typeof linesOfSource>;
}

interface Named {
  /** What an error calls it: dashboards/quota/by-city.sql. */
  file: string;
  header: Readonly<Record<string, string>>;
}

/** A panel that its .sql answers. */
export interface SqlPanel extends Named {
  sql: string;
}

/** A panel that is metrics by dimensions, and nothing more. */
export interface MetricPanel extends Named {
  question: Question;
}

export type PanelQuery = SqlPanel | MetricPanel;

export type Dashboards = ReadonlyMap<string, ReadDashboard>;

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Reads every folder of dashboards/, in the order of the navigation: those that do not hold last, each with its faults.
 */
export async function readDashboards(folder: string): Promise<Dashboards> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const read = await Promise.all(names.map((name) => readDashboard(folder, name)));
  const ordered = read
    .map((each) => withTwin(each, read))
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  return new Map(ordered.map((dashboard) => [dashboard.name, dashboard]));
}

/** Two that say the same place stand in no order that anybody chose. */
function withTwin(dashboard: ReadDashboard, all: readonly ReadDashboard[]): ReadDashboard {
  const { name, order, lineOf } = dashboard;
  const twin = all.find((each) => each.name < name && each.order === order && order !== last);
  if (!twin) return dashboard;
  const message = `order ${order} 在 dashboards/${twin.name}/dashboard.ts 里已经写过：每个看板要有自己的位置。`;
  const fault = { file: `dashboards/${name}/dashboard.ts`, line: lineOf(['order']), message };
  return { ...dashboard, faults: [...dashboard.faults, fault] };
}

/** The files of dashboards/ that lie in no dashboard's folder: nobody reads them. */
export async function strayDashboards(folder: string): Promise<Fault[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && (/\.(ts|sql)$/.test(entry.name) || isNotRead(entry.name, '.sql')))
    .map(({ name }) => ({
      file: `dashboards/${name}`,
      line: null,
      message: '不会被读到：要放进一个看板的文件夹。',
    }));
}

/** Reads them anew when one of their files was written, and only then. */
export function rememberDashboards(folder: string): () => Promise<Dashboards> {
  let known: { stamp: string; dashboards: Promise<Dashboards> } | null = null;
  return async () => {
    const names = (await readdir(folder, { recursive: true })).sort();
    const stamps = await Promise.all(
      names.map((name) =>
        stat(join(folder, name)).then(
          ({ mtimeMs, size }) => [name, mtimeMs, size],
          () => [name]
        )
      )
    );
    const stamp = JSON.stringify(stamps);
    if (known?.stamp !== stamp) known = { stamp, dashboards: readDashboards(folder) };
    return known.dashboards;
  };
}

async function readDashboard(folder: string, name: string): Promise<ReadDashboard> {
  const file = `dashboards/${name}/dashboard.ts`;
  const path = resolve(folder, name, 'dashboard.ts');
  const found = await stat(path).catch(() => null);
  const lineOf = linesOfSource(found ? await readFile(path, 'utf8') : '');
  const isAddress = kebab.test(name);
  const odd: Fault[] = [
    ...(isAddress ? [] : [{ file: `dashboards/${name}`, line: null, message: addressWords('文件夹名', name) }]),
    ...(found ? [] : [{ file, line: null, message: '没有这个文件：每个看板的文件夹里要有一个 dashboard.ts。' }]),
  ];
  const none = { name, title: name, description: '', order: last, panels: {}, queries: new Map(), lineOf };
  if (!found) return { ...none, faults: odd };
  try {
    const address = `${pathToFileURL(path).href}?${found.mtimeMs}`;
    const { default: said } = (await import(/* @vite-ignore */ address)) as { default?: unknown };
    const wrong = wrongShape(dashboardShape, said).map((each) => ({
      file,
      line: lineOf(each.path),
      message: each.message,
    }));
    const dashboard = soundPartOf(said, none);
    const queries = await readQueries(folder, name, said);
    return {
      ...dashboard,
      name,
      lineOf,
      queries: queries.found,
      faults: [...odd, ...wrong, ...queries.faults(lineOf)],
    };
  } catch (error) {
    return { ...none, faults: [...odd, { file, ...faultOfImport(error, path) }] };
  }
}

/** Where what does not say its place stands. */
const last = Number.MAX_SAFE_INTEGER;

/**
 * What can be shown of a dashboard of which something is wrong: its title, its place, and the panels that are whole.
 */
function soundPartOf(said: unknown, none: Dashboard): Dashboard {
  if (wrongShape(dashboardShape, said).length === 0) return said as Dashboard;
  const { title, description, order, panels } = (said ?? {}) as Record<string, unknown>;
  const panelShape = dashboardShape.properties.panels.patternProperties;
  const whole = Object.entries((panels ?? {}) as Record<string, unknown>).filter(([, panel]) =>
    Object.values(panelShape).every((shape) => wrongShape(shape, panel).length === 0)
  );
  return {
    title: typeof title === 'string' && title !== '' ? title : none.title,
    description: typeof description === 'string' ? description : '',
    order: typeof order === 'number' ? order : none.order,
    panels: Object.fromEntries(whole) as Readonly<Record<string, Panel>>,
  };
}

interface Queries {
  found: Map<string, PanelQuery>;
  faults: (lineOf: ReadDashboard['lineOf']) => Fault[];
}

async function readQueries(folder: string, name: string, said: unknown): Promise<Queries> {
  const panels = Object.entries((said as { panels?: Record<string, unknown> } | undefined)?.panels ?? {});
  if (panels.length === 0) return { found: new Map(), faults: () => [] };
  const written = panels.flatMap(([key, panel]) => (isOfMetrics(panel) ? [] : [key]));
  const files = await readdir(join(folder, name));
  const there = files.flatMap((each) => (each.endsWith('.sql') ? [each.slice(0, -'.sql'.length)] : []));
  const stray = there.filter((key) => !written.includes(key));
  const absent = written.filter((key) => !there.includes(key));
  const odd = files.filter((each) => each !== 'dashboard.ts' && isNotRead(each, '.sql'));
  const read = await Promise.all(
    there.filter((key) => written.includes(key)).map((key) => readPanel(folder, name, key))
  );
  const asked = panels.flatMap(([key, panel]) =>
    isOfMetrics(panel) ? [[key, questionOf(`dashboards/${name}/${key}.sql`, panel)] as const] : []
  );
  const queries = new Map<string, PanelQuery>([
    ...asked,
    ...read.flatMap(({ key, query }) => (query ? [[key, query] as const] : [])),
  ]);
  return {
    found: new Map(panels.flatMap(([key]) => (queries.has(key) ? [[key, queries.get(key)!] as const] : []))),
    faults: (lineOf) => [
      ...read.flatMap(({ faults }) => faults),
      ...panels
        .filter(([key]) => !kebab.test(key))
        .map(([key]) => ({
          file: `dashboards/${name}/dashboard.ts`,
          line: lineOf(['panels', key]),
          message: addressWords('图表名', key),
        })),
      ...panels.flatMap(([key, panel]) =>
        withoutMetrics(panel).map((word) => ({
          file: `dashboards/${name}/dashboard.ts`,
          line: lineOf(['panels', key, word]),
          message: `图表 ${key}：${word} 只和 metrics 一起写；用 SQL 写的，分组和顺序写在 SQL 里。`,
        }))
      ),
      ...absent.map((key) => ({
        file: `dashboards/${name}/dashboard.ts`,
        line: lineOf(['panels', key]),
        message: `图表 ${key} 没有 dashboards/${name}/${key}.sql${near(key, stray)}。`,
      })),
      ...stray
        .filter((key) => nearest(key, absent) === null)
        .map((key) => ({
          file: `dashboards/${name}/${key}.sql`,
          line: null,
          message: `dashboard.ts 没有叫 ${key} 的图表，这个文件不会被读到${near(key, written)}。`,
        })),
      ...odd.map((each) => ({
        file: `dashboards/${name}/${each}`,
        line: null,
        message: '不会被读到：这里只读 dashboard.ts 和以 .sql 结尾的文件。',
      })),
    ],
  };
}

const isOfMetrics = (panel: unknown): panel is Pick<Panel, 'metrics' | 'by' | 'sort'> =>
  typeof panel === 'object' && panel !== null && (panel as Partial<Panel>).metrics !== undefined;

const questionOf = (
  file: string,
  { metrics = [], by = [], sort }: Pick<Panel, 'metrics' | 'by' | 'sort'>
): MetricPanel => ({
  file,
  header: {},
  question: { metrics: [metrics].flat(), by: [by].flat(), ...(sort === undefined ? {} : { sort }) },
});

async function readPanel(
  folder: string,
  name: string,
  key: string
): Promise<{ key: string; query: PanelQuery | null; faults: Fault[] }> {
  const file = `dashboards/${name}/${key}.sql`;
  const text = decoded(await readFile(join(folder, name, `${key}.sql`)));
  if (text === null)
    return { key, query: null, faults: [{ file, line: null, message: '不是 UTF-8 编码。请另存为 UTF-8。' }] };
  const wrong = wrongSql(text);
  if (wrong) return { key, query: null, faults: [{ file, ...wrong }] };
  const faults = checkHeader(sqlKinds.dashboards!, { file, text }, { names: noNames, columns: null });
  if (faults.length > 0) return { key, query: null, faults };
  const { header } = parseSqlFile(file, text);
  return { key, query: { file, header, sql: text.trimEnd().replace(/;$/, '') }, faults };
}

/** `by` and `sort` are of metrics: where a query is written, it says both itself. */
const withoutMetrics = (panel: unknown): string[] =>
  isOfMetrics(panel) || typeof panel !== 'object' || panel === null
    ? []
    : ['by', 'sort'].filter((key) => Object.hasOwn(panel, key));

const addressWords = (what: string, name: string): string =>
  `${what} ${name} 是地址的一部分，要用小写字母、数字，词之间用减号。`;

function near(key: string, among: readonly string[]): string {
  const found = nearest(key, among);
  return found === null ? '' : `，最接近的是 ${found}`;
}
