import { seat } from '#access';
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '#api';
import { load } from '#pipeline';
import { rememberDashboards } from '#query';
import { followWarehouse, readCurrent } from '#warehouse';
import { contentIn } from '#tasks/check-content.ts';
import { faultsBeforeLoad } from '#tasks/sound-content.ts';
import { changedContent, type Change } from './changed.ts';
import { copySample } from '../copy-sample.ts';
import { isFull } from '../tier.ts';

let warehouse: string;
beforeAll(async () => {
  warehouse = await mkdtemp(join(tmpdir(), 'doors-'));
  await copySample(warehouse);
});
afterAll(() => rm(warehouse, { recursive: true }));

const misspelt: Change = { file: 'pipelines/metrics/quota_used.sql', from: 'p.quota_used', to: 'p.quota_usd' };

test('content that does not hold loads nothing, reads no file, and leaves what is published as it is', async () => {
  const root = await changedContent([misspelt]);
  const before = await readCurrent(warehouse);
  const names = (await readdir(warehouse)).sort();
  const steps: string[] = [];
  const { pipelines, reference } = contentIn(root);
  const outcome = await load({
    folder: 'data/sample',
    warehouse,
    pipelines,
    reference,
    asOf: null,
    program: 'test',
    onProgress: ({ step }) => steps.push(step),
  });
  expect(outcome).toMatchObject({ status: 'refused', receipt: null, defects: [] });
  expect(outcome.reasons).toEqual([
    expect.stringMatching(/^pipelines\/metrics\/quota_used\.sql 第 5 行：没有列“quota_usd”，最接近的是 quota_used。/),
  ]);
  expect(steps).toEqual(['核对口径']);
  expect(await readCurrent(warehouse)).toEqual(before);
  expect((await readdir(warehouse)).sort()).toEqual(names);
  await rm(root, { recursive: true });
});

test.runIf(isFull)('the command says every fault, publishes nothing and ends with 1', async () => {
  const root = await mkdtemp(join(tmpdir(), 'program-'));
  for (const each of ['pipelines', 'dashboards', 'data/reference', 'src', 'package.json', 'package-lock.json'])
    await cp(each, join(root, each), { recursive: true });
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  const dashboard = join(root, 'dashboards/quota/dashboard.ts');
  await writeFile(dashboard, (await readFile(dashboard, 'utf8')).replace("mark: 'bullet'", "mark: 'bulet'"));
  const folder = join(root, 'data/trees');
  await cp('data/sample', folder, { recursive: true });
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'load', folder, '--warehouse', join(root, 'w')]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/dashboards\/quota\/dashboard\.ts 第 \d+ 行：没有 mark“bulet”，最接近的是 bullet。/),
  ]);
  expect(await readCurrent(join(root, 'w'))).toBeNull();
  await rm(root, { recursive: true });
});

test.runIf(isFull)(
  'dimensions that cannot be read are told with file and line, beside all else; nobody serves without them',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'program-'));
    const folders = (await readdir('data')).filter((name) => name !== 'warehouse').map((name) => `data/${name}`);
    for (const each of ['pipelines', 'dashboards', ...folders, 'src', 'package.json'])
      await cp(each, join(root, each), { recursive: true });
    await symlink(resolve('node_modules'), join(root, 'node_modules'));
    const [before = ''] = (await readFile('pipelines/dimensions.ts', 'utf8')).split('county: {');
    const changed = async (file: string, from: string, to: string) =>
      writeFile(join(root, file), (await readFile(join(root, file), 'utf8')).replace(from, to));
    await changed('pipelines/dimensions.ts', 'county: {', 'county: {{');
    await changed('pipelines/metrics/quota_used.sql', 'p.quota_used', 'p.quota_usd');
    const cli = async (...args: string[]) => {
      const child = spawn(process.execPath, [join(root, 'src/cli.ts'), ...args]);
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [code] = (await once(child, 'close')) as [number];
      return [code, said];
    };
    const line = before.split('\n').length;
    const fault = `pipelines/dimensions\\.ts 第 ${line} 行：读到这里读不下去，请检查前面的逗号、引号和括号（.*）。\n`;
    expect(await cli('check-content')).toEqual([
      1,
      expect.stringMatching(new RegExp(`^${fault}pipelines/metrics/quota_used\\.sql 第 5 行：.*\n共 2 处。`)),
    ]);
    expect(await cli('serve', '--warehouse', warehouse, '--port', '0')).toEqual([
      1,
      expect.stringMatching(new RegExp(`^出错了：${fault}$`)),
    ]);
    await rm(root, { recursive: true });
  }
);

test('what this repository says holds', async () => {
  expect(await faultsBeforeLoad()).toEqual([]);
});

test.runIf(isFull)('what held is not looked at again before a load; one byte of it otherwise, and it is', async () => {
  const folder = await changedContent([]);
  const file = join(folder, 'kept/sound-content');
  const dashboard = join(folder, 'dashboards/quota/dashboard.ts');
  const text = await readFile(dashboard, 'utf8');
  expect(await faultsBeforeLoad({ folder, file })).toEqual([]);
  const { mtimeMs } = await stat(file);
  await writeFile(dashboard, text.replace("mark: 'bullet'", "mark: 'bulet'"));
  expect(await faultsBeforeLoad({ folder, file })).toMatchObject([{ file: 'dashboards/quota/dashboard.ts' }]);
  await writeFile(dashboard, text);
  expect(await faultsBeforeLoad({ folder, file })).toEqual([]);
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  await rm(folder, { recursive: true });
});

/** The door on the sample with these dashboards, as `npm run dev` opens it. */
async function open(changes: readonly Change[]) {
  const root = await changedContent(changes);
  const followed = await followWarehouse(warehouse, { poll: 60_000, log: () => {} });
  const app = await createApp({
    reader: () => seat,
    warehouse: followed,
    dashboards: rememberDashboards(join(root, 'dashboards')),
  });
  return {
    root,
    get: async (url: string) => {
      const { statusCode, body } = await app.inject({ url: encodeURI(url) });
      return { statusCode, body: JSON.parse(body) as Record<string, unknown> & Record<string, never>[] };
    },
    async close() {
      await app.close();
      followed.close();
      await rm(root, { recursive: true });
    },
  };
}

interface Listed {
  name: string;
  panels: Record<string, unknown>;
  faults: { file: string; line: number; message: string }[];
}

test('a dashboard that does not hold says so at its address, and the others are served', async () => {
  const door = await open([
    { file: 'dashboards/overview/dashboard.ts', from: 'order: 1', to: 'ordr: 1' },
    { file: 'dashboards/quota/dashboard.ts', from: "target: 'quota'", to: "target: 'qouta'" },
    { file: 'dashboards/funding/steps.sql', from: 'c.planned_compared', to: 'c.planed_compared' },
  ]);
  const all = (await door.get('/api/dashboards')).body as unknown as Listed[];
  expect(all.map(({ name, faults }) => [name, faults.length])).toEqual([
    ['pipeline', 0],
    ['stays', 0],
    ['deadlines', 0],
    ['cities', 0],
    ['directions', 0],
    ['scores', 0],
    ['outcomes', 0],
    ['money-chain', 0],
    ['quota', 1],
    ['funding', 1],
    ['overview', 1],
  ]);
  expect(Object.keys(all.find(({ name }) => name === 'quota')!.panels)).not.toContain('by-city');
  expect(await door.get('/api/dashboards/overview')).toMatchObject({
    statusCode: 422,
    body: {
      error: {
        code: 'content_fault',
        message: expect.stringContaining(
          'dashboards/overview/dashboard.ts 第 6 行：看板没有这一项：“ordr”，最接近的是 order。'
        ),
        details: { faults: [{ file: 'dashboards/overview/dashboard.ts', line: 6 }] },
      },
    },
  });
  expect(await door.get('/api/dashboards/funding/steps.json')).toMatchObject({
    statusCode: 422,
    body: { error: { code: 'content_fault', message: expect.stringContaining('dashboards/funding/steps.sql') } },
  });
  for (const sound of ['quota', 'quota/cities.json', 'directions', 'directions/tasks.json', 'funding/headline.json'])
    expect([sound, (await door.get(`/api/dashboards/${sound}`)).statusCode]).toEqual([
      sound,
      sound === 'quota' ? 422 : 200,
    ]);
  await door.close();
});

test.runIf(isFull)('what is written right again is served, without a new start', async () => {
  const door = await open([{ file: 'dashboards/quota/exempt.sql', from: '-- where', to: '-- were' }]);
  expect((await door.get('/api/dashboards/quota')).statusCode).toBe(422);
  const path = join(door.root, 'dashboards/quota/exempt.sql');
  await writeFile(path, (await readFile(path, 'utf8')).replace('-- were', '-- where'));
  expect((await door.get('/api/dashboards/quota')).statusCode).toBe(200);
  await door.close();
});
