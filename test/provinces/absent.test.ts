import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { composedIn } from '#provinces';
import { readCurrent } from '#warehouse';
import { publishVersion } from '../published.ts';
import { landOf, type Land } from './land.ts';

interface Answer {
  rows: Record<string, unknown>[];
  unfit?: { state: string; says: string }[];
}

let land: Land;
let kept: string;
beforeAll(async () => {
  land = await landOf();
  kept = `${land.root}-kept`;
  await cp(land.root, kept, { recursive: true });
});
afterEach(async () => {
  for (const name of ['a', 'b', 'c', 'provinces.csv']) {
    await rm(join(land.root, name), { recursive: true, force: true });
    await cp(join(kept, name), join(land.root, name), { recursive: true });
  }
});
afterAll(async () => {
  await land.dispose();
  await rm(kept, { recursive: true, force: true });
});

const second = '20260702T090000-22222222';

/** What is wrong with 乙, and the words that every answer says of it. */
const wrongs: Readonly<Record<string, [make: () => Promise<unknown>, says: RegExp]>> = {
  'nothing was ever loaded': [() => rm(land.folderOf('b'), { recursive: true }), /没有导入过/],
  'the file is cut short': [
    () => truncate(join(land.folderOf('b'), '20260701T090000-11111111.duckdb'), 5000),
    /没有一个版本是完整的/,
  ],
  'a bit of the file was changed': [
    async () => {
      const path = join(land.folderOf('b'), '20260701T090000-11111111.duckdb');
      const bytes = await readFile(path);
      bytes[Math.floor(bytes.length / 2)]! ^= 1;
      await writeFile(path, bytes);
    },
    /的内容与登记的校验值不同/,
  ],
  'it has another format': [
    () => publishVersion(land.folderOf('b'), second, [], {}, { format: 1 }),
    /格式是 1，这里读格式/,
  ],
  'a metric means something else': [
    () => land.publish('b', second, [`update catalog.metrics set sql = 'sum(p.applied)' where name = 'recommended'`]),
    /指标“市推荐数”（recommended）的口径与别的省不同/,
  ],
  'a mart lacks a column': [
    () => land.publish('b', second, ['alter table marts.cube drop column quota_exempt']),
    /没有表 cube 的列 quota_exempt/,
  ],
};

test.each(Object.keys(wrongs))('where %s a province is left out, and each answer says so', async (name) => {
  const [make, says] = wrongs[name]!;
  await make();
  const { absent } = await land.compose();
  expect(absent).toEqual([{ title: '示例乙省', why: expect.stringMatching(says) as string }]);
  const served = await land.serve();
  for (const path of [
    '/api/query?metrics=recommended&by=province',
    '/api/dashboards/quota/by-city.json',
    '/api/dashboards/quota/projects.json',
  ]) {
    const { rows, unfit = [] } = await served.json<Answer>(path);
    expect(rows.some((row) => row.province === '示例乙省')).toBe(false);
    const [said] = unfit.filter(({ state }) => state === 'left_out');
    expect(said?.says, path).toMatch(/^没有示例乙省：.*各数都不含它，不是 0。$/);
    expect(said?.says).toMatch(says);
  }
  // Who asks for it alone is told the same and is shown no 0.
  const alone = await served.json<Answer>('/api/query?metrics=total_investment&province=示例乙省');
  expect(alone.rows.every(({ total_investment }) => total_investment === null)).toBe(true);
  expect(alone.unfit![0]!.says).toMatch(says);
  // A file says it too.
  const book = await served.get('/api/dashboards/quota/by-city.csv');
  expect(book.body.split('\n')[0]).toMatch(says);
});

test('what is old is told with every answer, and what the provinces are of is told where it differs', async () => {
  await land.list({ b: '30' });
  await land.compose(new Date('2026-07-20T00:00:00Z'));
  expect((await (await land.serve()).json<Answer>('/api/query?metrics=recommended')).unfit).toBeUndefined();
  await land.compose(new Date('2026-08-20T00:00:00Z'));
  const { rows, unfit } = await (await land.serve()).json<Answer>('/api/query?metrics=recommended');
  expect(rows).toEqual([{ recommended: 10 }]);
  expect(unfit!.map(({ says }) => says)).toEqual(['示例乙省的数可能是旧的：最后一次导入是 2026-07-01，已过 50 天。']);
});

test('where no province can be read nothing is made, and what was made stays', async () => {
  const { version } = await land.compose();
  for (const name of ['a', 'b', 'c']) await rm(land.folderOf(name), { recursive: true });
  await expect(land.compose()).rejects.toThrow('没有一个省可以读：示例甲省：没有导入过');
  expect((await readCurrent(composedIn(land.root)))?.version).toBe(version);
});

test.each([
  ['folder,title,address,stale_after_days,note\na,甲·乙,,,', 'title'],
  ['folder,title,address,stale_after_days,note\na,甲,,,\na,乙,,,', '写了两次'],
  ['folder,title,address,stale_after_days,note\n../x,甲,,,', 'folder'],
  ['folder,title,address,stale_after_days,note\na,甲,javascript:alert(1),,', 'address'],
  ['folder,title,address,stale_after_days,note\na,甲,,soon,', 'stale_after_days'],
  ['folder,title\na,甲', '缺列'],
])('a list of provinces that does not hold is refused with its line: %#', async (text, says) => {
  await writeFile(join(land.root, 'provinces.csv'), `${text}\n`);
  await expect(land.compose()).rejects.toThrow(says);
});
