import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reader } from '#access';
import { seat } from '#access';
import { application, applications, openUploads, type Json, type Uploading } from '../api/uploading.ts';
import { readerOf } from '../readers.ts';
import { isFull } from '../tier.ts';

// Two cities hand in by themselves: what one hands in is not there for the other, holds its own rows alone, and takes
// the place of nobody's but its own.

const account = (name: string, city: string) => readerOf({ city: [city] }, undefined, name);
const jinan = account('济南经办', '济南市');
const qingdao = account('青岛经办', '青岛市');
let reader: Reader = seat;
let door: Uploading;
beforeAll(async () => {
  door = await openUploads({ reader: () => reader, isHere: true });
});
afterAll(() => door.close());

async function handIn(as: Reader, files: Record<string, string>, task: 'load' | 'dry-run' = 'load') {
  reader = as;
  const { body } = await door.send(files);
  await door.finish(body.id, 'preview');
  const job: Json = await door.finish(body.id, task);
  return { id: body.id as string, job };
}
const get = async (as: Reader, path: string) => {
  reader = as;
  return door.ask(path);
};

let first: Awaited<ReturnType<typeof handIn>>;
let second: Awaited<ReturnType<typeof handIn>>;

test('a city hands in its rows; those of another are refused, each with the reason', async () => {
  first = await handIn(qingdao, {
    '项目表.csv': applications(application('Q1', { city: '青岛市' }), application('Q2', { city: '青岛市' })),
  });
  expect(first.job.result).toMatchObject({ status: 'published' });
  second = await handIn(jinan, {
    '项目表.csv': applications(
      application('J1'),
      application('X9', { city: '青岛市' }),
      application('Q1', { name: '冒名' })
    ),
    '名额表.csv': '批次,市,推荐名额\n2025,济南市,9\n',
  });
  expect(second.job.result).toMatchObject({ status: 'published' });
  // What came of it names no file of another.
  expect(second.job.result.files.map(({ file }: Json) => file)).not.toContain('项目表.csv');
  const { body } = await get(jinan, `/api/loads/${second.job.result.version}/defects.json?limit=50`);
  const told = body.rows.map(({ row, column, value, problem, effect }: Json) => [row, column, value, problem, effect]);
  expect(told).toEqual(
    expect.arrayContaining([
      [3, '推荐市', '青岛市', '这一行是青岛市的，您的账号只能交济南市的', 'row'],
      [4, '项目编号', 'Q1', '项目编号“Q1”不是您的账号范围里的项目', 'row'],
      [2, null, null, '各市推荐名额表由省里统一交，您的账号交的不收', 'row'],
    ])
  );
  // A row that says it is of another city is not that city's to read: it lies in a file that it did not hand in.
  const theirs = await get(qingdao, `/api/loads/${second.job.result.version}/defects.json?limit=50`);
  expect([theirs.status, JSON.stringify(theirs.body).includes('只能交济南市的')]).toEqual([200, false]);
});

test('its receipt tells it that it was they who handed it in, on the page; another is not told who', async () => {
  const { version } = second.job.result;
  const own = (await get(jinan, `/api/receipts/${version}`)).body;
  expect(own).toMatchObject({ by: { name: '济南经办', isVerified: true }, upload: second.id });
  expect(own.withheld).toBeUndefined();
  const other = (await get(qingdao, `/api/receipts/${version}`)).body;
  expect(other).toMatchObject({ by: null, upload: null, withheld: ['by', 'upload'] });
});

test('of one cell one advice is given: what is not theirs to hand in is not told to be left', async () => {
  reader = jinan;
  const { body } = await door.send({
    '项目表_济南市.csv': applications(application('J2'), application('X9', { city: '青岛市' })),
  });
  const { result } = await door.finish(body.id, 'preview');
  const told = result.defects.filter(({ row, column }: Json) => row === 3 && column === '推荐市');
  expect(told.map(({ check }: Json) => check)).toEqual(['not_own']);
  await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' });
});

test('a file takes the place of none that is not its own, whatever it is called', async () => {
  const { files } = (await get(seat, `/api/loads/${second.job.result.version}`)).body;
  const owners = files.map(({ file, owner, loaded }: Json) => [file, owner?.account, loaded]);
  expect(owners).toEqual(
    expect.arrayContaining([
      ['项目表.csv', '青岛经办', 2],
      ['项目表（第2份）.csv', '济南经办', 1],
    ])
  );
  const { projects } = { projects: (await get(seat, '/api/projects?limit=10')).body.rows };
  expect(projects.map(({ project_id: id }: Json) => id).sort()).toEqual(['J1', 'Q1', 'Q2']);
  expect(projects.find(({ project_id: id }: Json) => id === 'Q1')).toMatchObject({ project_name: 'Q1项目' });
});

test.runIf(isFull)('the same city takes the place of its own', async () => {
  const { job } = await handIn(jinan, { '项目表（第2份）.csv': applications(application('J1', { name: '改名' })) });
  expect(job.result).toMatchObject({ status: 'published', files: [{ file: '项目表（第2份）.csv', loaded: 1 }] });
  const { body } = await get(seat, '/api/projects?limit=10');
  expect(body.rows.map(({ project_id: id }: Json) => id).sort()).toEqual(['J1', 'Q1', 'Q2']);
});

test.runIf(isFull)('a file that calls itself a correction corrects nobody else', async () => {
  await handIn(seat, { '验收结果.csv': '项目编号,验收日期,验收结论\nQ1,2026-01-05,通过\nJ1,2026-01-05,通过\n' });
  const { job } = await handIn(jinan, {
    '验收结果_更正.csv': '项目编号,验收日期,验收结论\nJ1,2026-01-06,通过\nJ8,2026-01-06,通过\n',
  });
  expect(job.result.status).toBe('published');
  const { body } = await get(seat, '/api/projects/Q1');
  expect(body.acceptances).toHaveLength(1);
  // Nor does a row of the same key take the place of the one that the division handed in.
  const { body: told } = await get(jinan, `/api/loads/${job.result.version}/defects.json?limit=50`);
  expect(told.rows.map(({ check, effect }: Json) => [check, effect])).toContainEqual(['not_own_place', 'row']);
  const own = (await get(seat, '/api/projects/J1')).body;
  expect(own.acceptances.map(({ concluded_on: on }: Json) => on)).toEqual(['2026-01-05']);
});

test.each<[string, Reader, Reader]>([
  ['of the division', readerOf({}, ['upload', 'publish', 'shared', 'rows'], '处里经办'), account('处里经办', '济南市')],
  ['of another city', account('青岛经办', '青岛市'), account('青岛经办', '济南市')],
])('what an account handed in when it was %s is not its to see or load as a city', async (_, before, after) => {
  reader = before;
  const { body } = await door.send({ '项目表_换岗.csv': applications(application('Q7', { city: '青岛市' })) });
  await door.finish(body.id, 'preview');
  reader = after;
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/dry-run'],
    ['POST', '/load'],
    ['DELETE', ''],
  ] as const)
    expect((await door.ask(`/api/uploads/${body.id}${path}`, { method })).status).toBe(404);
  reader = before;
  expect((await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' })).status).toBe(200);
});

describe.runIf(isFull)('what another hands in', () => {
  let waiting: Awaited<ReturnType<typeof handIn>>;
  beforeAll(async () => {
    waiting = await handIn(qingdao, { '项目表.csv': applications(application('Q3', { city: '青岛市' })) }, 'dry-run');
  });

  test('is not there for others, and cannot be called off by them', async () => {
    const none = (await get(jinan, `/api/uploads/${crypto.randomUUID()}`)).body.error.code;
    for (const [method, path] of [
      ['GET', `/api/uploads/${waiting.id}`],
      ['DELETE', `/api/uploads/${waiting.id}`],
      ['POST', `/api/uploads/${waiting.id}/load`],
      ['POST', `/api/uploads/${waiting.id}/dry-run`],
      ['POST', `/api/uploads/${waiting.id}/choices/another?file=${encodeURIComponent('项目表.csv')}`],
    ] as const) {
      reader = jinan;
      const { status, body } = await door.ask(path, { method });
      expect([path, status, body.error.code]).toEqual([path, 404, none]);
    }
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await door.ask(`/api/jobs/${waiting.job.id}`, { method });
      expect([status, body.error.code]).toEqual([404, 'unknown_job']);
    }
    expect((await get(jinan, '/api/uploads')).body).toEqual([]);
    expect((await get(qingdao, '/api/uploads')).body).toHaveLength(1);
    expect((await get(seat, '/api/uploads')).body).toHaveLength(1);
  });

  test('a dry run tells of the own projects and sums alone', async () => {
    const { changes, files } = waiting.job.result;
    expect(changes.projects.counts).toEqual({ entered: 1, left: 2 });
    const projects = changes.headline.find(({ metric }: Json) => metric === 'projects');
    expect(projects.said).toMatchObject({ from: '2', to: '1' });
    expect(files.map(({ file }: Json) => file)).toEqual(['项目表.csv']);
    expect(JSON.stringify(waiting.job)).not.toMatch(/J1|第2份|济南/);
  });
});

test.runIf(isFull)(
  'a receipt says nothing of what a file of the division held before: it may have been of another',
  async () => {
    const name = '项目表_全省.csv';
    await handIn(seat, { [name]: applications(application('D1'), application('D2', { city: '青岛市' })) });
    const { job } = await handIn(seat, { [name]: applications(application('D1')) });
    const path = `/api/loads/${job.result.version}`;
    const replacedIn = ({ body }: { body: Json }) =>
      body.replacements.filter(({ replaces }: Json) => replaces === name);
    expect(replacedIn(await get(seat, path))).toMatchObject([{ file: name, gone: { count: 1, names: ['D2'] } }]);
    const own = await get(jinan, path);
    expect(own.body.files.map(({ file }: Json) => file)).toContain(name);
    expect(replacedIn(own)).toEqual([]);
  }
);
