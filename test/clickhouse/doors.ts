import type { FastifyInstance } from 'fastify';
import type { Server } from '#clickhouse';
import { canonical } from '../compare/canonical.ts';
import type { Json } from '../compare/json.ts';
import { isList, isObject } from '../compare/json.ts';
import type { ParquetReader } from '../matrix/parquet-text.ts';

interface Operation {
  parameters?: { name: string; in: string; schema: { enum?: string[]; anyOf?: { const: string }[] } }[];
}

/** What tells of the machine at this moment, or of the program alone. */
const ofTheMoment = ['/api/health', '/api/ready', '/api/versions', '/api/openapi.json'];

/** What is asked besides of each panel and dashboard, behind a `?`. */
export interface Narrowed {
  panels: readonly string[];
  dashboards: readonly string[];
}

/** Every door without a name in it, in each of its formats; every panel and metric, by city and by what is said. */
export async function addressesOf(app: FastifyInstance, narrowed: Narrowed, by: string): Promise<string[]> {
  const list = async <T>(url: string): Promise<T[]> => (await app.inject(encodeURI(url))).json<T[]>();
  const { paths } = (await app.inject('/api/openapi.json')).json<{ paths: Record<string, { get?: Operation }> }>();
  const values = (path: string, name: string): string[] => {
    const { schema } = paths[path]?.get?.parameters?.find((each) => each.name === name) ?? {};
    return schema?.enum ?? schema?.anyOf?.map((each) => each.const) ?? [];
  };
  const doors = Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !path.includes('{') && !ofTheMoment.includes(path))
    .flatMap(([path]) => [path, ...values(path, 'format').map((format) => `${path}?format=${format}`)]);
  const dashboards = await list<{ name: string; panels: Record<string, unknown> }>('/api/dashboards');
  const panels = dashboards.flatMap(({ name, panels }) => Object.keys(panels).map((panel) => `${name}/${panel}`));
  const endings = values('/api/dashboards/{name}/{panel}.{ending}', 'ending').filter((each) => each !== 'png');
  const metrics = await list<{ name: string }>('/api/metrics');
  return [
    ...doors,
    ...panels.flatMap((panel) => endings.map((ending) => `/api/dashboards/${panel}.${ending}`)),
    ...panels.flatMap((panel) => narrowed.panels.map((of) => `/api/dashboards/${panel}.csv?${of}`)),
    ...dashboards.flatMap(({ name }) => narrowed.dashboards.map((of) => `/api/dashboards/${name}.xlsx?${of}`)),
    ...metrics.flatMap(({ name }) => [
      `/api/query?metrics=${name}&by=city`,
      `/api/query?metrics=${name}&by=${by}&format=csv`,
    ]),
  ].map(encodeURI);
}

export interface DoorAnswer {
  status: number;
  type: string;
  text: string;
}

/** What a door says, as a text that two doors say alike where they mean the same. */
export async function doorAnswer(app: FastifyInstance, url: string, parquet: ParquetReader): Promise<DoorAnswer> {
  const { statusCode: status, headers, rawPayload: body } = await app.inject(url);
  const type = String(headers['content-type']).split(';')[0]!;
  if (status === 200 && type.includes('parquet'))
    return { status, type, text: String(alike(await parquet.textOf(body))) };
  const told = await canonical(url, { status, headers: new Headers(headers as Record<string, string>), body }, same);
  return { status, type, text: JSON.stringify(alike(told as unknown as Json)) };
}

const same = (text: string): string => text;

/** Numbers that were worked out in doubles may end otherwise, and pictures are counted; nothing else differs. */
function alike(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value === 'string')
    return value
      .replaceAll(/-?\d+\.\d{9,}(?:e-?\d+)?/g, (each) => String(Number(Number(each).toPrecision(12))))
      .replaceAll(/\bzr\d+-c/g, 'zr-c');
  if (isList(value)) return value.map(alike);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, alike(each)])) : value;
}

export interface AskedAtDoors {
  addresses: number;
  statuses: Record<number, number>;
  formats: Record<string, number>;
  /** What two doors say otherwise, by its address. */
  other: string[];
}

/** Asks two doors of everything. */
export async function compareDoors(
  [own, there]: readonly [FastifyInstance, FastifyInstance],
  addresses: readonly string[],
  parquet: ParquetReader
): Promise<AskedAtDoors> {
  const asked: AskedAtDoors = { addresses: 0, statuses: {}, formats: {}, other: [] };
  for (const url of addresses) {
    const [expected, found] = [await doorAnswer(own, url, parquet), await doorAnswer(there, url, parquet)];
    const { status, type } = expected;
    asked.addresses += 1;
    asked.statuses[status] = (asked.statuses[status] ?? 0) + 1;
    if (status === 200) asked.formats[type] = (asked.formats[type] ?? 0) + 1;
    if (expected.text === found.text) continue;
    const at = Array.from(expected.text).findIndex((letter, place) => found.text[place] !== letter);
    const from = Math.max(0, at - 100);
    asked.other.push(
      `${decodeURI(url)}: ${found.text.slice(from, from + 300)} should be ${expected.text.slice(from, from + 300)}`
    );
  }
  return asked;
}

/** The same server, which tells of each question but whether a version is there. */
export function countedQuestions(server: Server, count: () => void): Server {
  const told = (sql: string) => void (sql.includes('`current`') || count());
  return {
    ...server,
    rows: (sql, ...more) => (told(sql), server.rows(sql, ...more)),
    stream: (sql, ...more) => (told(sql), server.stream(sql, ...more)),
  };
}
