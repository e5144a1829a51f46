import { afterAll, beforeAll, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { readCurrent } from '#warehouse';
import { isFull } from '../tier.ts';
import { sheetsOf } from '../xlsx/reading.ts';
import { application, applications, asStarter, openUploads, type Uploading } from './uploading.ts';

let door: Uploading;
beforeAll(async () => {
  door = await openUploads();
});
afterAll(() => door.close());

const current = () => readCurrent(door.warehouse);
const first = '项目基本信息表_济南市.csv';
/** The upload that was loaded first, and its file. */
const loadedFirst = { id: '', sha256: '' };

test('a file goes from upload over preview and dry run into the first version, and its receipt says who and what', async () => {
  const { status, body } = await door.send(
    {
      [first]: applications(
        application('P1'),
        application('P2', { money: '约300' }),
        application('P3', { city: '岛青市' })
      ),
    },
    { by: '张 三' }
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    by: '张 三',
    version: null,
    reasons: [],
    files: [{ name: first, replaces: null, isSame: false, path: first }],
  });
  expect(await door.kept()).toEqual({ [body.files[0].sha256]: true });
  Object.assign(loadedFirst, { id: body.id, sha256: body.files[0].sha256 });

  const preview = await door.finish(body.id, 'preview');
  expect(preview).toMatchObject({
    state: 'done',
    result: {
      sheets: [
        { file: first, status: 'read', sourceTitle: '项目基本信息表', encoding: 'UTF-8', headerRow: 1, read: 3 },
      ],
    },
  });
  expect(preview.result.sheets[0].columns.map(({ means }: { means: string }) => means)).toContain('推荐市');
  expect(preview.result.sheets[0].rows[0]).toMatchObject({ row: 2, cells: expect.arrayContaining(['P1', '济南市']) });
  expect(preview.result.defects.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual(
    expect.arrayContaining([
      [3, '项目总投资'],
      [4, '推荐市'],
    ])
  );
  expect(await current()).toBeNull();

  const trial = await door.finish(body.id, 'dry-run');
  expect(trial).toMatchObject({
    state: 'done',
    result: {
      status: 'dry-run',
      number: null,
      changes: { version: null, projects: { counts: { entered: 2 } } },
    },
  });
  expect(await current()).toBeNull();

  const loaded = await door.finish(body.id, 'load');
  expect(loaded).toMatchObject({
    state: 'done',
    share: 1,
    result: { status: 'published', number: `${new Date().getFullYear()}-0001` },
  });
  expect((await door.ask('/api/health')).body.version, 'what is loaded is served').toBe(loaded.result.version);
  const { receipt } = (await current())!;
  expect(receipt).toMatchObject({
    version: loaded.result.version,
    by: { name: '张 三', isVerified: false },
    upload: body.id,
    compared: null,
  });
  expect((await door.ask(`/api/uploads/${body.id}`)).body.version).toBe(receipt.version);
  expect((await door.ask('/api/uploads')).body).toEqual([]);
  expect(await door.ask(`/api/uploads/${body.id}/load`, { method: 'POST' })).toMatchObject({
    status: 409,
    body: { error: { code: 'already_loaded', details: { version: receipt.version } } },
  });
  expect(await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' })).toMatchObject({
    status: 409,
    body: { error: { code: 'already_loaded' } },
  });
});

test.runIf(isFull)(
  'a corrected file of the same name takes the place of the old one, and the receipt says what was cured, remains and is new',
  async () => {
    const before = (await current())!;
    const { body } = await door.send({
      [first]: applications(
        application('P2', { money: '300' }),
        application('P1', { money: '半' }),
        application('P3', { city: '岛青市' }),
        application('P4')
      ),
    });
    expect(body.files[0]).toMatchObject({ replaces: first, isSame: false });
    const trial = await door.finish(body.id, 'dry-run');
    expect(trial.result.changes).toMatchObject({
      version: before.version,
      steps: ['data'],
      projects: { counts: { entered: 1, changed: 2 } },
    });
    const { rows } = trial.result.changes.projects;
    expect(rows.find(({ kind }: { kind: string }) => kind === 'entered')).toMatchObject({ projectId: 'P4' });
    expect(rows.find(({ projectId }: { projectId: string }) => projectId === 'P2').reasons).toContain('“约300”');
    expect(trial.result.changes.headline.map(({ metric }: { metric: string }) => metric)).toEqual(
      expect.arrayContaining(['applied', 'leverage'])
    );
    const loaded = await door.finish(body.id, 'load');
    expect(loaded.result.compared).toMatchObject({
      version: before.version,
      cured: expect.any(Number),
      fresh: expect.any(Number),
    });
    const receipt = (await door.ask(`/api/receipts/${loaded.result.number}`)).body;
    expect(receipt).toMatchObject({
      version: loaded.result.version,
      compared: { version: before.version, number: before.receipt.number, files: [{ file: first, touched: true }] },
    });
    const states = (state: string) =>
      receipt.compared.defects
        .filter((each: { state: string }) => each.state === state)
        .map(({ row, column, value }: { row: number; column: string; value: string }) => [row, column, value]);
    expect(states('cured')).toContainEqual([3, '项目总投资', '约300']);
    expect(states('remaining')).toContainEqual([4, '推荐市', '岛青市']);
    expect(states('fresh')).toContainEqual([3, '项目总投资', '半']);
    const kind = receipt.kinds.find(({ check }: { check: string }) => check === 'unknown_city');
    expect(kind).toMatchObject({
      title: expect.stringMatching(/\p{Script=Han}/u),
      effect: 'row',
      count: 1,
      files: [{ file: first, count: 1 }],
      examples: [{ row: 4, value: '岛青市' }],
    });
  }
);

test('what the receipt answers is also had by its version, and an unknown one is refused', async () => {
  const { receipt } = (await current())!;
  expect((await door.ask(`/api/receipts/${receipt.version}`)).body).toEqual(
    (await door.ask(`/api/receipts/${receipt.number}`)).body
  );
  expect(await door.ask('/api/receipts/2020-0001')).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_receipt', details: { allowed: expect.arrayContaining([receipt.number]) } } },
  });
});

test.runIf(isFull)('two people at once are queued, and the second is loaded on top of the first', async () => {
  const [one, two] = await Promise.all([
    door.send({ '项目基本信息表_青岛市.csv': applications(application('Q1', { city: '青岛市' })) }, { by: '甲' }),
    door.send({ '项目基本信息表_烟台市.csv': applications(application('Y1', { city: '烟台市' })) }, { by: '乙' }),
  ]);
  const jobs = await Promise.all(
    [one, two].map(({ body }) => door.ask(`/api/uploads/${body.id}/load`, { method: 'POST' }))
  );
  expect(jobs.map(({ status }) => status)).toEqual([202, 202]);
  const ended = await Promise.all([one, two].map(({ body }) => door.finish(body.id, 'load')));
  expect(ended.map(({ result }) => result.status)).toEqual(['published', 'published']);
  expect(new Set(ended.map(({ result }) => result.version)).size).toBe(2);
  const { receipt } = (await current())!;
  expect(receipt.files.map(({ file }) => file)).toEqual(
    expect.arrayContaining([first, '项目基本信息表_青岛市.csv', '项目基本信息表_烟台市.csv'])
  );
  const ids = (await door.ask('/api/projects?limit=100')).body.rows.map(
    ({ project_id }: { project_id: string }) => project_id
  );
  expect(ids).toEqual(expect.arrayContaining(['P1', 'Q1', 'Y1']));
});

test.runIf(isFull)('of what is handed in later the last supersedes, whatever its name', async () => {
  const { body } = await door.send({
    '项目基本信息表_A补报.csv': applications(application('Q1', { city: '青岛市', money: '777' })),
  });
  await door.finish(body.id, 'load');
  const { rows } = (await door.ask('/api/query?metrics=total_investment&by=project_id')).body;
  expect(rows.find(({ project_id }: { project_id: string }) => project_id === 'Q1').total_investment).toBe(7770000);
});

test.runIf(isFull)('the same bytes again publish nothing and lead to the version that has them', async () => {
  const before = (await current())!;
  const { body } = await door.send({
    '项目基本信息表_A补报.csv': applications(application('Q1', { city: '青岛市', money: '777' })),
  });
  expect(body.files[0].isSame).toBe(true);
  expect((await door.finish(body.id, 'load')).result).toMatchObject({ status: 'unchanged', version: before.version });
  expect((await current())!.version).toBe(before.version);
});

test.runIf(isFull)('a file that cannot be used at all does not take away one that is in use', async () => {
  const before = (await current())!;
  const { body } = await door.send({ [first]: '项目编号,别的\nP1,x\n' });
  const { result } = await door.finish(body.id, 'load');
  expect(result).toMatchObject({
    status: 'refused',
    reasons: [expect.stringContaining(first)],
    defects: expect.arrayContaining([expect.objectContaining({ check: 'missing_column' })]),
  });
  expect((await current())!.version).toBe(before.version);
  expect((await door.ask('/api/uploads')).body.map(({ id }: { id: string }) => id)).toContain(body.id);
  expect(await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' })).toMatchObject({
    status: 200,
    body: { state: 'cancelled' },
  });
  expect((await door.ask(`/api/uploads/${body.id}`)).status).toBe(404);
});

test.runIf(isFull)('a load that is called off changes nothing, and can be asked for again', async () => {
  const before = (await current())!;
  const { body } = await door.send({
    '项目基本信息表_菏泽市.csv': applications(
      ...Array.from({ length: 3000 }, (_, at) => application(`H${at}`, { city: '菏泽市' }))
    ),
  });
  const job = (await door.ask(`/api/uploads/${body.id}/load`, { method: 'POST' })).body;
  await expect
    .poll(async () => (await door.ask(`/api/jobs/${job.id}`)).body.state, { timeout: 20_000 })
    .toBe('running');
  expect((await door.ask(`/api/jobs/${job.id}`, { method: 'DELETE' })).body.state).toBe('cancelled');
  expect((await current())!.version).toBe(before.version);
  if (isFull) expect((await door.finish(body.id, 'load')).result).toMatchObject({ status: 'published' });
});

test('a file comes back marked before it is loaded, to whoever handed it in or may see whom to call, and to nobody else', async () => {
  const [wrong, right] = ['项目基本信息表_烟台市.csv', '项目基本信息表_威海市.csv'];
  const asked = {
    [wrong]: applications(application('M1', { city: '烟台市' }), application('M2', { city: '烟台市', money: '约300' })),
    [right]: applications(application('M3', { city: '威海市' })).replace('000003', '00001H'),
  };
  const { body } = await door.send(asked);
  await door.finish(body.id, 'preview');
  const shaOf = (file: string) => body.files.find(({ name }: { name: string }) => name === file).sha256;
  const path = (sha256: string, id = body.id) => `/api/uploads/${id}/files/${sha256}/marked.xlsx`;
  const copy = await fetch(door.address + path(shaOf(wrong)), { headers: asStarter });
  expect([copy.status, decodeURIComponent(copy.headers.get('content-disposition') ?? '')]).toEqual([
    200,
    expect.stringContaining('项目基本信息表_烟台市-标注.xlsx'),
  ]);
  const [list, rows] = await sheetsOf(Buffer.from(await copy.arrayBuffer()));
  const texts = list!.rows.flatMap(({ cells }) => cells.map(({ text }) => text));
  expect(texts.join()).toContain('还没有导入，只逐行查过，共 3 处');
  expect(texts).toContain('约300');
  expect(rows!.rows).toHaveLength(3);
  const codeOf = async (address: string) => (await door.ask(address)).body.error.code;
  expect(await codeOf(path(shaOf(right)))).toBe('no_defects');
  expect(await codeOf(path('0'.repeat(64)))).toBe('unknown_file');
  expect(await codeOf(path(shaOf(wrong), '00000000-0000-4000-8000-000000000000'))).toBe('unknown_upload');
  expect(await codeOf(path(loadedFirst.sha256, loadedFirst.id))).toBe('already_loaded');

  const without = (...names: string[]) => new Set([...seat.capabilities].filter((name) => !names.includes(name)));
  const others: [string, Reader][] = [
    ['not_allowed', { ...seat, account: 'reads', capabilities: without('upload') }],
    ['not_allowed', { ...seat, account: 'masked', capabilities: without('personal') }],
    ['unknown_upload', { ...seat, account: 'qingdao', scope: { city: ['青岛市'] } }],
  ];
  for (const [code, reader] of others) {
    const other = await openUploads({ warehouse: door.warehouse, reader: () => reader });
    expect((await other.ask(path(shaOf(wrong)))).body.error.code, reader.account!).toBe(code);
    await other.close();
  }
});
