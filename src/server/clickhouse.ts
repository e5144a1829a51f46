import {
  answeredBy,
  fill,
  openServer,
  tryServer,
  versionToFill,
  type Filled,
  type Place,
  type Server,
  type Tried,
} from '#clickhouse';
import { readCurrent, type Warehouse } from '#warehouse';

export interface ClickhouseSaid {
  /** http://user@host:8123; a password comes from the environment. */
  url: string;
  database: string;
  cluster: string | null;
}

/** Opens the server that was said. A password in its address would be read by who reads the list of processes. */
export async function openSaid({ url, database, cluster }: ClickhouseSaid): Promise<{ server: Server; place: Place }> {
  const address = new URL(url);
  if (address.password !== '') throw new Error('密码不写在网址里：写在环境变量 CLICKHOUSE_PASSWORD');
  const [username, password] = [decodeURIComponent(address.username), process.env.CLICKHOUSE_PASSWORD];
  address.username = '';
  const server = await openServer({
    url: address.href,
    ...(username === '' ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  return { server, place: { database, cluster } };
}

/** A warehouse whose marts are asked of ClickHouse while it is served. */
export async function answeredThere(
  own: Warehouse,
  said: { url: string; database?: string; tenant: string | null; log: (message: string) => void }
): Promise<Warehouse> {
  const { url, database = 'baijing', tenant, log } = said;
  if (tenant === null) throw new Error('--clickhouse 要和 --called（或 --tenant）一起写：放进去的时候叫什么');
  const { server, place } = await openSaid({ url, database, cluster: null });
  return answeredBy(own, { server, place, tenant, log });
}

/** Fills the version that is current, or one that is named. */
export async function fillFrom(
  said: ClickhouseSaid,
  { warehouse, tenant, version, keep }: { warehouse: string; tenant: string; version: string | null; keep?: number }
): Promise<Filled> {
  const named = version ?? (await readCurrent(warehouse))?.version;
  if (named === undefined) throw new Error(`${warehouse}: 还没有发布过版本`);
  const { server, place } = await openSaid(said);
  try {
    const asked = await versionToFill(warehouse, named);
    return await fill(server, { ...asked, tenant, place, ...(keep === undefined ? {} : { keep }) });
  } finally {
    await server.close();
  }
}

export const reportFilled = (tenant: string, { version, isMoved, tables, rows, measures, bytes, dropped }: Filled) => [
  isMoved
    ? `已放进 ClickHouse：${tenant} 的版本 ${version}，${tables} 张表 ${rows} 行（${(bytes / 1e6).toFixed(1)} MB），两边的 ${measures} 个计数、合计都相等。`
    : `没有新的可放：${tenant} 的版本 ${version} 已经在 ClickHouse 里，${measures} 个计数、合计又核对了一遍，都相等。`,
  ...(dropped.length > 0 ? [`已清掉没有人再读的 ${dropped.length} 个版本：${dropped.join('、')}。`] : []),
];

/** Whether a server does all that is asked of one. */
export async function tryHere(said: ClickhouseSaid): Promise<Tried[]> {
  const { server, place } = await openSaid(said);
  try {
    return await tryServer(server, place);
  } finally {
    await server.close();
  }
}

export const reportTried = (tried: readonly Tried[]): string[] => [
  ...tried.map(({ what, isWell, says }) => `${isWell ? '行' : '不行'}  ${what}：${says}`),
  tried.every(({ isWell }) => isWell) ? '都行：可以用。' : '有不行的，先不要用。',
];
