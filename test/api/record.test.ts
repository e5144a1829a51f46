import { afterEach, expect, test } from 'vitest';
import { seat } from '#access';
import { recordFile } from '#pipeline';
import { createRecorder, openStore, type Recorder } from '#store';
import { readerOf } from '../readers.ts';
import { doorSaid } from '../../src/api/routes/record-doors.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
let recorder: Recorder;
afterEach(async () => {
  recorder.close();
  await tested.close();
});

const city = readerOf({ city: ['济南市'] }, ['sums', 'rows'], 'jinan');
const chief = readerOf({}, ['record'], 'chief');

async function open(): Promise<void> {
  const readers = { chief, city, division: { ...seat, account: 'division' } };
  tested = await openApp({
    reader: ({ headers }) => readers[String(headers['x-who']) as keyof typeof readers] ?? readers.division,
    record: (event) => recorder.record(event),
    writes: { refusal: null, token: 'x' },
  });
  recorder = createRecorder(
    recordFile(tested.folder),
    () => '2026-11-28T12:00:00+08:00',
    () => undefined
  );
}

const ask = (url: string, who = 'division') => tested.app.inject({ url: encodeURI(url), headers: { 'x-who': who } });

interface Line extends Record<string, unknown> {
  by: string | null;
}

function lines(): Line[] {
  recorder.flush();
  const store = openStore(recordFile(tested.folder), { readOnly: true });
  try {
    return store.entries('use').map(({ by, body }) => ({ by, ...(JSON.parse(body) as Record<string, unknown>) }));
  } finally {
    store.close();
  }
}

test('each file that is taken is on record, also the same one again; what is read on a page is not', async () => {
  await open();
  const address = await tested.app.listen({ port: 0 });
  const file = '/api/projects?format=csv&search=139&city=济南市';
  for (let times = 0; times < 2; times++)
    await (await fetch(encodeURI(address + file), { headers: { 'x-who': 'division' } })).arrayBuffer();
  await ask('/api/projects');
  expect((await ask('/api/projects?format=pdf')).statusCode).toBe(400);
  expect(lines()).toEqual(
    Array.from({ length: 2 }, () => ({
      by: 'division',
      event: 'exported',
      what: '/api/projects',
      filters: ['format=csv', 'search=…', 'city=济南市'],
      rows: expect.any(Number),
      version: tested.warehouse.version(),
    }))
  );
});

test('what was refused is on record, with who was', async () => {
  await open();
  expect((await ask('/api/projects?format=xlsx', 'city')).statusCode).toBe(403);
  expect((await ask('/api/record', 'city')).statusCode).toBe(403);
  expect(lines()).toMatchObject([
    { by: 'jinan', event: 'refused', what: '/api/projects' },
    { by: 'jinan', event: 'refused', what: '/api/record' },
  ]);
});

test('the record is read by who may, narrowed, a page at a time, and taken as a file', async () => {
  await open();
  await ask('/api/projects.csv');
  await ask('/api/projects?format=csv&city=青岛市');
  await ask('/api/projects?format=csv', 'city');
  recorder.flush();
  const { total, rows, events, head, broken } = (await ask('/api/record?stream=use&limit=1', 'chief')).json();
  expect({ total, events, broken }).toEqual({ total: 2, events: ['exported', 'refused'], broken: null });
  expect(rows).toMatchObject([{ position: 2, by: 'jinan', event: 'refused', hash: head }]);
  const narrowed = (await ask('/api/record?event=exported&by=division&since=2026-11-28', 'chief')).json();
  expect(narrowed.rows.map(({ details }: { details: string }) => details)).toEqual([
    expect.stringMatching(/^项目清单；格式 csv，\S+ 青岛市；\d+ 行；版本 \S+$/),
  ]);
  expect((await ask('/api/record?until=2026-11-27', 'chief')).json().total).toBe(0);
  const { body } = await ask('/api/record.csv?event=refused', 'chief');
  expect(body.split('\r\n').filter(Boolean)).toEqual([
    expect.stringContaining('序号,时间,类别'),
    expect.stringMatching(/使用,jinan,被拒绝,项目清单；格式 csv；原因：账号没有这项权限/),
  ]);
});

test('whoever may see no rows is not told which project a line is about', async () => {
  await open();
  await ask('/api/findings?format=csv&subject_id=P-1');
  recorder.flush();
  expect((await ask('/api/record', 'chief')).json().rows[0].details).toContain('对象 …');
  expect((await ask('/api/record')).json().rows[0].details).toContain('对象 P-1');
});

test('a file on record says how many rows it took, also where it was kept', async () => {
  await open();
  const address = await tested.app.listen({ port: 0 });
  for (const ending of ['csv', 'xlsx', 'arrow', 'csv']) {
    const answer = await fetch(`${address}/api/projects?format=${ending}`, { headers: { 'x-who': 'division' } });
    await answer.arrayBuffer();
  }
  const all = (await ask('/api/projects?limit=500')).json().rows.length;
  expect(all).toBeGreaterThan(2);
  expect(lines().map(({ rows }) => rows)).toEqual([all, all, all, all]);
  expect((await ask('/api/record.csv')).body.split('\r\n')[1]).toContain(`${all} 行`);
  expect(lines().at(-1)).toMatchObject({ what: '/api/record.csv', rows: 4 });
});

test('what is not in scope is on record as sought and not found, and what is not there at all too', async () => {
  await open();
  expect((await ask('/api/projects/P-9999', 'city')).statusCode).toBe(404);
  expect((await ask('/api/projects?task=99', 'city')).statusCode).toBe(400);
  expect((await ask('/api/projects/P-9999')).statusCode).toBe(404);
  expect((await ask('/api/nothing', 'city')).statusCode).toBe(404);
  expect(lines()).toMatchObject([
    { by: 'jinan', event: 'out_of_scope', what: '/api/projects/P-9999', why: 'unknown_project' },
    { by: 'jinan', event: 'out_of_scope', filters: ['task=99'], why: 'unknown_value' },
  ]);
  const { rows } = (await ask('/api/record?event=out_of_scope', 'chief')).json();
  expect(rows[1].details).toBe('项目 …；原因：没有这个项目；版本 20260701T090000-11111111');
});

test('every event and every detail of the record is told in Chinese words', async () => {
  await open();
  const tell = (stream: 'access' | 'use', event: string, details = {}) =>
    recorder.record({ stream, by: 'root', event, details });
  tell('access', 'account_added', { account: 'zibo', role: 'city', scope_city: ['淄博市'] });
  tell('access', 'token_made', { token: 'ab', capabilities: ['rows', 'files'], days: 30 });
  tell('access', 'feed_made', { feed: 'ab' });
  tell('access', 'sign_in_failed', { way: 'password', address: '10.1.2.3' });
  tell('access', 'sessions_ended', { account: 'zibo', sessions: 2 });
  tell('use', 'reveal', { version: 'v', projects: ['P-1'], rows: 1, asked: 2 });
  tell('use', 'loaded', { upload: 'u', files: 1, read: 3, loaded: 2, rejected: 1, version: 'v' });
  tell('use', 'changed', { method: 'POST', what: '/api/versions/v/publish' });
  tell('use', 'exported', {
    what: '/api/findings',
    filters: ['format=csv', 'verdict=fail,review', 'severity=error'],
    rows: 3,
  });
  tell('use', 'exported', { what: '/api/query', filters: ['metrics=quota_used,quota', 'by=city'], rows: 1 });
  tell('use', 'refused', { what: '/projects/P-1/__data.json', why: 'not_allowed' });
  recorder.flush();
  const { rows } = (await ask('/api/record', 'chief')).json();
  expect(rows.map(({ details }: { details: string }) => details).reverse()).toEqual([
    '账号 zibo；角色 city；推荐市 淄博市',
    '令牌 ab；可以：看项目、核查结果和台账、下载文件；30 天到期',
    '订阅 ab',
    '用密码；从 10.1.2.3',
    '账号 zibo；退出 2 处',
    '版本 v；1 个项目；1 行；要看 2 个',
    '上传 u；1 个文件；读 3 行；收 2 行；退回 1 行；版本 v',
    '重新发布 v',
    '核查结果清单；格式 csv，结论 不通过、待核，轻重 硬性要求；3 行',
    '指标查询；指标 占用名额、推荐名额，按 推荐市；1 行',
    '网页 /projects/…；原因：账号没有这项权限',
  ]);
});

test('every address of the API is called something in Chinese', async () => {
  await open();
  const { paths } = (await ask('/api/openapi.json')).json<{ paths: Record<string, unknown> }>();
  const ofThePublic = ['/api/health', '/api/ready', '/api/openapi.json'];
  const asked = Object.keys(paths).filter((path) => !ofThePublic.includes(path));
  expect(asked.length).toBeGreaterThan(50);
  const said = asked.map((path) => doorSaid(path.replaceAll(/\{(\w+)\}/g, '$1'), { hasRows: true }));
  expect(said.filter((each) => each.includes('/'))).toEqual([]);
});

test('what has a line of its own is not told a second time', async () => {
  await open();
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
  const payload = { project_id: ['P-1'] };
  expect((await tested.app.inject({ method: 'POST', url: '/api/personal', payload, headers })).statusCode).toBe(200);
  expect(lines().map(({ event }) => event)).toEqual(['reveal']);
});
