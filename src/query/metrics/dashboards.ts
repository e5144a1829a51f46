import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSqlFile, type Dashboard, type Panel } from '#spec';
import type { Question } from './query-metrics.ts';

/** A dashboard as its folder says it, and the SQL of each of its panels. */
export interface ReadDashboard extends Dashboard {
  /** The folder's name, which is its address. */
  name: string;
  queries: ReadonlyMap<string, PanelQuery>;
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

/** Reads every folder of dashboards/, in the order of the navigation. What is missing or odd is an Error that names the file. */
export async function readDashboards(folder: string): Promise<Dashboards> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = await Promise.all(names.map((name) => readDashboard(folder, name)));
  const ordered = read.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  return new Map(ordered.map((dashboard) => [dashboard.name, dashboard]));
}

async function readDashboard(folder: string, name: string): Promise<ReadDashboard> {
  if (!kebab.test(name)) throw new Error(`dashboards/${name}: the folder's name is an address and must be kebab-case`);
  const path = resolve(folder, name, 'dashboard.ts');
  const { mtimeMs } = await stat(path).catch(() => {
    throw new Error(`dashboards/${name}: there is no dashboard.ts`);
  });
  const address = `${pathToFileURL(path).href}?${mtimeMs}`;
  const { default: dashboard } = (await import(/* @vite-ignore */ address)) as { default: Dashboard };
  const files = (await readdir(join(folder, name))).filter((file) => file.endsWith('.sql'));
  const keys = Object.keys(dashboard.panels);
  const written = keys.filter((key) => dashboard.panels[key]?.metrics === undefined);
  const stray = files.find((file) => !written.includes(file.slice(0, -'.sql'.length)));
  if (stray)
    throw new Error(
      `dashboards/${name}/${stray}: dashboard.ts names no panel of that name (found ${written.join(', ')})`
    );
  const queries = await Promise.all(
    Object.entries(dashboard.panels).map(
      async ([key, panel]) => [key, await readPanel(folder, name, key, panel)] as const
    )
  );
  return { ...dashboard, name, queries: new Map(queries) };
}

async function readPanel(
  folder: string,
  name: string,
  key: string,
  { metrics, by = [], sort }: Panel
): Promise<PanelQuery> {
  const file = `dashboards/${name}/${key}.sql`;
  if (!kebab.test(key)) throw new Error(`${file}: a panel's name is an address and must be kebab-case`);
  if (metrics)
    return { file, header: {}, question: { metrics, by: [by].flat(), ...(sort === undefined ? {} : { sort }) } };
  const text = await readFile(join(folder, name, `${key}.sql`), 'utf8').catch(() => {
    throw new Error(`${file} is missing: dashboard.ts names the panel ${key}`);
  });
  const { header } = parseSqlFile(file, text);
  return { file, header, sql: text.trim().replace(/;$/, '') };
}
