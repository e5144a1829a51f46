import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#api';
import { compose, composedIn } from '#provinces';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';
import { acrossProvinces } from '#server/serve-provinces.ts';
import { first, publishVersion } from '../published.ts';

/** Three invented provinces: the first as test/published.ts has it, the others with other places and other sums. */
export const provinces = [
  { folder: 'a', title: '示例甲省', address: 'https://a.example.gov.cn' },
  { folder: 'b', title: '示例乙省', address: '' },
  { folder: 'c', title: '示例丙省', address: 'https://c.example.gov.cn/baijing' },
] as const;

/** Places of 乙 are its own; of 丙 one is called as one of 甲. */
const otherPlaces: Readonly<Record<string, readonly string[]>> = {
  a: [],
  b: renaming({ 济南市: '乙一市', 青岛市: '乙二市', 枣庄市: '乙三市' }),
  c: [
    ...renaming({ 济南市: '丙一市', 枣庄市: '丙三市' }),
    // It has no project but two, and of one of them nobody knows what was invested.
    `delete from marts.projects where project_id not in ('P-1', 'Q-1')`,
    `update marts.projects set total_investment = null where project_id = 'P-1'`,
    `delete from marts.cube where city not in ('丙一市', '青岛市') or ownership = '省属国企' or direction = '链式转型'`,
    `update marts.cube set total_investment = null where batch = '2025'`,
    // Of one city no quota was handed in, though it has projects.
    `update marts.cube set quota = null, quota_unknown = 1 where projects = 0 and city = '丙一市' and batch = '2025'`,
  ],
};

/** Of what is over nobody asks for a quota any more. */
const allQuotas = `update marts.cube set quota_unknown = 0 where batch = '2024-1'`;

function renaming(names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names).flatMap(([from, to]) =>
    ['marts.projects', 'marts.cube', 'marts.county_cube', 'marts.quotas', 'reference.cities', 'reference.counties'].map(
      (table) => `update ${table} set city = '${to}' where city = '${from}'`
    )
  );
}

export type Land = Awaited<ReturnType<typeof landOf>>;

/** The three of them in a folder, and what is read of them together. */
export async function landOf({ isPublished = true } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'provinces-'));
  const folderOf = (name: string) => join(root, name, 'warehouse');
  const write = (lines: readonly string[], name = 'provinces.csv') =>
    writeFile(join(root, name), `${lines.join('\n')}\n`);
  const head = 'folder,title,address,stale_after_days,note';
  const list = (more: Readonly<Record<string, string>> = {}) =>
    write([
      head,
      ...provinces.map(({ folder, title, address }) => `${folder},${title},${address},${more[folder] ?? ''},`),
    ]);
  const publish = async (name: string, version: string = first, more: readonly string[] = []) => {
    await mkdir(folderOf(name), { recursive: true });
    return publishVersion(folderOf(name), version, [allQuotas, ...(otherPlaces[name] ?? []), ...more]);
  };
  await list();
  for (const { folder } of isPublished ? provinces : []) await publish(folder);
  const open: (() => Promise<void>)[] = [];
  return {
    root,
    folderOf,
    publish,
    list,
    /** That values are the same thing: [dimension, folder, value, told]. */
    same: (rows: readonly (readonly string[])[]) =>
      write(['dimension,folder,value,told,basis', ...rows.map((row) => `${row.join(',')},示例依据`)], 'same.csv'),
    compose: (now?: Date) => compose(root, now === undefined ? {} : { now }),
    /** What answers of all of them, of what is composed by now. */
    async serve() {
      const warehouse = await followWarehouse(composedIn(root), { attaches: true });
      const read = await readDashboards('test/api/dashboards');
      const app = await createApp({
        warehouse,
        dashboards: async () => read,
        reader: () => acrossProvinces,
        isAcross: true,
      });
      open.push(async () => (await app.close(), warehouse.close()));
      const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: encodeURI(path), headers });
      return {
        app,
        get,
        json: async <T>(path: string): Promise<T> => {
          const { statusCode, body } = await get(path);
          if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${body}`);
          return JSON.parse(body) as T;
        },
      };
    },
    async dispose() {
      for (const close of open) await close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
