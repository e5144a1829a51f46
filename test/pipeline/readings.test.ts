import { readdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { backUp, diskUseOf, prune, rebuild } from '#pipeline';
import { digestOfFile, hashOf, readCurrent } from '#warehouse';
import { start, run } from '../command.ts';
import { isFull } from '../tier.ts';
import { folderOf } from './content.ts';
import { plot } from './plot.ts';

/** Trees enough for their reading to be kept, a few of them wrong; no two files have one tree. */
const grove = (name: string, count = 8000, height = 2) =>
  `编号,树高,别的\n${Array.from({ length: count }, (_, i) => `${name}${i},${i % 500 === 7 ? '高' : height},${i % 9}`).join('\n')}\n`;
const files = { 'trees-1.csv': grove('A'), 'trees-2.csv': grove('B'), 'trees-3.csv': '编号,树高\nC,1\n' };

/** Every table of what is published, but the row of the load itself and what was compared with the version before. */
async function tables(warehouse: string) {
  const current = await readCurrent(warehouse);
  return [...(await digestOfFile(current!.path))].filter(([name]) => !/^loads\.(load|compared)$/.test(name));
}

async function kept(warehouse: string): Promise<string[]> {
  const names = await readdir(join(warehouse, 'readings'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('reading.json')).sort();
}

/** The files that were read, and those that were taken as they were read before. */
const reads = (steps: string[]) => {
  const said = steps.splice(0).flatMap((step) => (step.startsWith('读取 ') ? [step.slice(3)] : []));
  const isKept = (step: string) => step.endsWith('（以前读过）');
  return [said.filter((step) => !isKept(step)), said.filter(isKept).map((step) => step.slice(0, -6))];
};

test('a corrected file is read, the others are not, and the version is the one made from nothing', async () => {
  const { folder, warehouse, again, steps } = await plot({ files });
  await again();
  expect(reads(steps)).toEqual([['trees-1.csv', 'trees-2.csv', 'trees-3.csv'], []]);
  await writeFile(join(folder, 'trees-2.csv'), grove('B', 8001, 3));
  expect((await again()).status).toBe('published');
  expect(reads(steps)).toEqual([['trees-2.csv', 'trees-3.csv'], ['trees-1.csv']]);
  await rename(join(folder, 'trees-1.csv'), join(folder, 'trees-9.csv'));
  await writeFile(join(folder, 'trees-4.csv'), grove('A', 10));
  expect((await again()).status).toBe('published');
  expect(reads(steps)).toEqual([['trees-3.csv', 'trees-4.csv', 'trees-9.csv'], ['trees-2.csv']]);
  const fresh = await plot({ files: {} });
  expect((await fresh.again({ folder })).status).toBe('published');
  expect(await tables(warehouse)).toEqual(await tables(fresh.warehouse));

  // Another day is judged without a file being read; to build again is to read, for it proves what the originals say.
  await again({ asOf: '2026-01-01' });
  expect(reads(steps)).toEqual([
    ['trees-3.csv', 'trees-4.csv'],
    ['trees-2.csv', 'trees-9.csv'],
  ]);
  const { root } = fresh;
  const options = { pipelines: join(root, 'pipelines'), reference: join(root, 'reference'), program: '1.0.0' };
  const told: string[] = [];
  const onProgress = ({ step, detail = '' }: { step: string; detail?: string }) => void told.push(`${step} ${detail}`);
  const rebuilt = await rebuild({ ...options, warehouse, version: null, onProgress });
  expect(rebuilt?.outcome.status).toBe('published');
  expect(reads(told)[1]).toEqual([]);
});

test.runIf(isFull)(
  'a trial reads for the load after it; another program reads again and leaves nothing of the one before',
  async () => {
    const { warehouse, again, steps } = await plot({ files });
    expect((await again({ dryRun: true })).status).toBe('dry-run');
    reads(steps);
    await again();
    expect(reads(steps)[1]).toEqual(['trees-1.csv', 'trees-2.csv']);
    const before = await kept(warehouse);
    await again({ program: '1.0.1' });
    expect(reads(steps)[1]).toEqual([]);
    const after = await kept(warehouse);
    expect([before.length, after.length]).toEqual([2, 2]);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  }
);

test('what is damaged is read from its original, and said', async () => {
  const { warehouse, again, steps } = await plot({ files });
  await again({ asOf: '2026-01-02' });
  const sound = await tables(warehouse);
  reads(steps);
  const [first = ''] = await kept(warehouse);
  await truncate(join(warehouse, 'readings', first, '..', 'trees.parquet'), 100);
  const { status, notes } = await again({ asOf: '2026-01-01' });
  const [read] = reads(steps);
  expect([status, read!.length]).toEqual(['published', 2]);
  expect(notes).toContain(`${read!.find((file) => file !== 'trees-3.csv')}：以前读取的结果损坏了，已从原件重新读取。`);
  await again({ asOf: '2026-01-02' });
  expect(reads(steps)[1]).toEqual(['trees-1.csv', 'trees-2.csv']);
  expect(await tables(warehouse)).toEqual(sound);
});

test.runIf(isFull)(
  'two loads at once read each file once, and a load that was killed leaves nothing that is taken for whole',
  async () => {
    const { warehouse, again, steps } = await plot({ files });
    const both = await Promise.all([again({ waits: true }), again({ waits: true, asOf: '2026-01-01' })]);
    expect(both.map(({ status }) => status)).toEqual(['published', 'published']);
    expect(reads(steps)[0]!.filter((file) => file === 'trees-1.csv')).toHaveLength(1);
    await rm(join(warehouse, 'readings'), { recursive: true });
    // Who is killed is cut off between any two steps: here at the first table that is made of what was read.
    const killed = again({
      asOf: '2026-01-02',
      onProgress: ({ step }) => {
        if (step === '计算') throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await kept(warehouse)).toHaveLength(2);
    expect((await readdir(warehouse)).filter((name) => name.startsWith('.build-'))).toEqual([]);
    expect((await again({ asOf: '2026-01-03' })).status).toBe('published');
    expect(reads(steps)[1]).toEqual(['trees-1.csv', 'trees-2.csv']);
  }
);

test.runIf(isFull)(
  'readings go with their originals, stand in no backup and count as what can be made again',
  async () => {
    const { folder, warehouse, again } = await plot({ files });
    await again();
    for (const [i, height] of [3, 4].entries()) {
      await writeFile(join(folder, 'trees-1.csv'), grove('A', 8000, height));
      await again({ asOf: `2026-01-0${i + 1}` });
    }
    expect(await kept(warehouse)).toHaveLength(4);
    const { kinds } = await diskUseOf(warehouse);
    expect([kinds.replays.count > 8, kinds.rest.bytes < 100_000]).toEqual([true, true]);
    const { folder: backup } = await backUp(warehouse, `${warehouse}-backups`);
    expect((await readdir(backup)).includes('readings')).toBe(false);

    const long = new Date('2026-01-01T00:00:00Z');
    for (const name of await readdir(join(warehouse, 'files')))
      await utimes(join(warehouse, 'files', name), long, long);
    const waiting = () => Promise.resolve(new Set<string>());
    await prune({ warehouse, keep: 1, older: 0, waiting, isMeant: true });
    const left = await kept(warehouse);
    expect(left).toHaveLength(3);
    expect(left.some((name) => name.includes(hashOf(files['trees-1.csv'])))).toBe(false);
  }
);

test.runIf(isFull)(
  'killed anywhere, a load leaves only readings that are whole, and the next one makes what nothing kept makes',
  async () => {
    const header =
      '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元),备注';
    const lines = (from: number) =>
      Array.from(
        { length: 1100 },
        (_, i) => `P${from + i},2025,项目${from + i},1,91370100MA3CABCDEF,公司${i},服务商,民营,济南市,${i},说明`
      );
    const named = [1, 2, 3, 4].map(
      (at) => [`项目基本信息表_${at}.csv`, [header, ...lines(at * 10_000)].join('\n')] as const
    );
    const folder = await folderOf(Object.fromEntries(named));
    const [warehouse, fresh] = [join(await folderOf({}), 'warehouse'), join(await folderOf({}), 'warehouse')];
    const load = (to: string, ...more: string[]) => [
      'load',
      folder,
      '--warehouse',
      to,
      '--as-of',
      '2026-06-30',
      ...more,
    ];
    for (const after of [0, 200, 500, 1000, 2500]) {
      const { child, says, ended } = start(...load(warehouse));
      await says(/^核对文件/);
      await wait(after);
      child.kill('SIGKILL');
      await ended;
    }
    for (const to of [warehouse, fresh]) {
      const { code, stdout, stderr } = await run(...load(to));
      expect([code, stdout]).toEqual([0, expect.stringContaining('已发布版本')]);
      // Steps are told there where a load takes long.
      expect(`${stdout}${stderr}`).not.toMatch(/损坏|出错/);
    }
    expect(await kept(warehouse)).toEqual(await kept(fresh));
    expect(await tables(warehouse)).toEqual(await tables(fresh));
  },
  600_000
);
