import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSqlFile, type Panel } from '#spec';
import {
  checkHeader,
  decoded,
  isNotRead,
  nearest,
  noNames,
  sqlKinds,
  wrongSql,
  type Fault,
  type linesOfSource,
} from '#spec/content';
import type { Question } from './query-metrics.ts';
import { afterSteps, stepsOf, type Place, type Step } from './steps.ts';

interface Named {
  /** What an error calls it: dashboards/quota/by-city.sql. */
  file: string;
  header: Readonly<Record<string, string>>;
}

/** A panel that its .sql answers, after the steps that it shares with others. */
export interface SqlPanel extends Named {
  sql: string;
  /** Where the lines of its SQL stand in files. */
  places?: readonly Place[];
}

/** A panel that is metrics by dimensions, and nothing more. */
export interface MetricPanel extends Named {
  question: Question;
}

export type PanelQuery = SqlPanel | MetricPanel;

/** Whether a name can be a part of an address: small letters, digits and hyphens. */
export const isAddress = (name: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);

interface Queries {
  found: Map<string, PanelQuery>;
  faults: (lineOf: ReturnType<typeof linesOfSource>) => Fault[];
}

/** The query of each panel, and what is wrong with the files of a dashboard. */
export async function readQueries(folder: string, name: string, exported: unknown): Promise<Queries> {
  const panels = Object.entries((exported as { panels?: Record<string, unknown> } | undefined)?.panels ?? {});
  if (panels.length === 0) return { found: new Map(), faults: () => [] };
  const written = panels.flatMap(([key, panel]) => (isOfMetrics(panel) ? [] : [key]));
  const files = await readdir(join(folder, name));
  const there = files.flatMap((each) => (each.endsWith('.sql') ? [each.slice(0, -'.sql'.length)] : []));
  const absent = written.filter((key) => !there.includes(key));
  const odd = files.filter((each) => each !== 'dashboard.ts' && isNotRead(each, '.sql'));
  const texts = await Promise.all(there.map((key) => readSql(folder, name, key)));
  const asked = new Set(texts.flatMap(({ key, query }) => (written.includes(key) ? stepsOf(query?.header) : [])));
  const stray = there.filter((key) => !written.includes(key) && !asked.has(key));
  const steps = new Map(texts.flatMap(({ key, query }) => (query && asked.has(key) ? [[key, query] as const] : [])));
  const read = texts.filter(({ key }) => written.includes(key)).map((each) => behindSteps(name, each, steps));
  const ofMetrics = panels.flatMap(([key, panel]) =>
    isOfMetrics(panel) ? [[key, questionOf(`dashboards/${name}/${key}.sql`, panel)] as const] : []
  );
  const queries = new Map<string, PanelQuery>([
    ...ofMetrics,
    ...read.flatMap(({ key, query }) => (query ? [[key, query] as const] : [])),
  ]);
  return {
    found: new Map(panels.flatMap(([key]) => (queries.has(key) ? [[key, queries.get(key)!] as const] : []))),
    faults: (lineOf) => [
      ...read.flatMap(({ faults }) => faults),
      ...texts.filter(({ key }) => asked.has(key)).flatMap(({ faults }) => faults),
      ...panels
        .filter(([key]) => !isAddress(key))
        .map(([key]) => ({
          file: `dashboards/${name}/dashboard.ts`,
          line: lineOf(['panels', key]),
          message: addressFault('图表名', key),
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

interface ReadSql {
  key: string;
  query: Step | null;
  faults: Fault[];
}

async function readSql(folder: string, name: string, key: string): Promise<ReadSql> {
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

/** A panel's query after the steps that it names, which lie beside it. */
function behindSteps(
  name: string,
  { key, query, faults }: ReadSql,
  steps: ReadonlyMap<string, Step>
): { key: string; query: PanelQuery | null; faults: Fault[] } {
  if (query === null) return { key, query, faults };
  const missing = stepsOf(query.header).filter((step) => !steps.has(step));
  if (missing.length === 0) return { key, query: afterSteps(query, steps), faults };
  const says = missing.map((step) => ({
    file: query.file,
    line: 1,
    message: `after 里的步骤 ${step} 没有，或者不能用：要有 dashboards/${name}/${step}.sql。`,
  }));
  return { key, query: null, faults: [...faults, ...says] };
}

/** `by` and `sort` are of metrics: where a query is written, it says both itself. */
const withoutMetrics = (panel: unknown): string[] =>
  isOfMetrics(panel) || typeof panel !== 'object' || panel === null
    ? []
    : ['by', 'sort'].filter((key) => Object.hasOwn(panel, key));

export const addressFault = (what: string, name: string): string =>
  `${what} ${name} 是地址的一部分，要用小写字母、数字，词之间用减号。`;

function near(key: string, among: readonly string[]): string {
  const found = nearest(key, among);
  return found === null ? '' : `，最接近的是 ${found}`;
}
