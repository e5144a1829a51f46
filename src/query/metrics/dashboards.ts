import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dashboard, Panel } from '#spec';
import {
  Dashboard as dashboardShape,
  faultOfImport,
  isNotRead,
  linesOfSource,
  notOneOf,
  wrongShape,
  type Fault,
} from '#spec/content';
import { addressFault, isAddress, readQueries, type PanelQuery } from './panel-queries.ts';

/** A dashboard as its folder says it, the SQL of each of its panels, and what is wrong with it. */
export interface ReadDashboard extends Dashboard {
  /** The folder's name, which is its address. */
  name: string;
  /** The panels that can be read. */
  queries: ReadonlyMap<string, PanelQuery>;
  faults: readonly Fault[];
  /** The titles of panels that only one province has, where several are read together. */
  elsewhere?: readonly string[];
  /** The line of each thing that dashboard.ts says. */
  lineOf: ReturnType<typeof linesOfSource>;
}

export type Dashboards = ReadonlyMap<string, ReadDashboard>;

/**
 * Reads every folder of dashboards/, in the order of the navigation: those that do not hold last, each with its faults.
 */
export async function readDashboards(folder: string): Promise<Dashboards> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const read = await Promise.all(names.map((name) => readDashboard(folder, name)));
  const ordered = read
    .map((each) => withTwin(each, read))
    .map((each) => underKnown(each, read))
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

/** One that stands under another stands under one that there is, and that stands in the navigation. */
function underKnown(dashboard: ReadDashboard, all: readonly ReadDashboard[]): ReadDashboard {
  const { name, within, lineOf } = dashboard;
  const allowed = all.flatMap((each) => (each.within === undefined && each.name !== name ? [each.name] : []));
  if (within === undefined || allowed.includes(within)) return dashboard;
  const message = notOneOf('within 不能写', within, allowed);
  const fault = { file: `dashboards/${name}/dashboard.ts`, line: lineOf(['within']), message };
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
  const odd: Fault[] = [
    ...(isAddress(name) ? [] : [{ file: `dashboards/${name}`, line: null, message: addressFault('文件夹名', name) }]),
    ...(found ? [] : [{ file, line: null, message: '没有这个文件：每个看板的文件夹里要有一个 dashboard.ts。' }]),
  ];
  const none = { name, title: name, description: '', order: last, panels: {}, queries: new Map(), lineOf };
  if (!found) return { ...none, faults: odd };
  try {
    const address = `${pathToFileURL(path).href}?${found.mtimeMs}`;
    const { default: exported } = (await import(/* @vite-ignore */ address)) as { default?: unknown };
    const wrong = wrongShape(dashboardShape, exported).map((each) => ({
      file,
      line: lineOf(each.path),
      message: each.message,
    }));
    const dashboard = soundPartOf(exported, none);
    const queries = await readQueries(folder, name, exported);
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

/** Dashboards without an order come last. */
const last = Number.MAX_SAFE_INTEGER;

/**
 * What can be shown of a dashboard of which something is wrong: its title, its order, and the panels that are whole.
 */
function soundPartOf(exported: unknown, none: Dashboard): Dashboard {
  if (wrongShape(dashboardShape, exported).length === 0) return exported as Dashboard;
  const { title, description, order, panels } = (exported ?? {}) as Record<string, unknown>;
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
