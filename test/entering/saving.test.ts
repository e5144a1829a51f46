import { chmod, lstat, mkdtemp, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seat } from '#access';
import { finishSaving, refusalOfFile } from '#entering';
import { hashOf } from '#warehouse';
import { openEntering, edited, sound, type Door } from './door.ts';

const signed = { basis: '厅会议研究确定（示例）', document: '示例〔2026〕1号', person: '张三' };
const notice = 'reference/notices/2026-示例';

let door: Door;
let warehouse: string;
let refusal: string | null = null;
let replaced: string | null = null;
let held: Promise<void> | null = null;
beforeAll(async () => {
  warehouse = await mkdtemp(join(tmpdir(), 'entering-empty-'));
  door = await openEntering(warehouse, {
    worker: async (...asked) => (await held, sound(...asked)),
    refusalOfRoles: async () => refusal,
    refusal: async () => replaced,
  });
  Object.assign(door.readers, {
    ann: { ...seat, account: 'ann', name: '安' },
    bea: { ...seat, account: 'bea', name: '贝' },
    city: { ...seat, account: 'city', name: '市', scope: { city: ['济南市'] } },
    division: { ...seat, account: 'division', name: '处', capabilities: new Set(['rows', 'enter'] as const) },
    admin: { ...seat, account: 'admin', name: '管', capabilities: new Set(['accounts'] as const) },
    reader: { ...seat, account: 'reader', name: '看', capabilities: new Set(['rows'] as const) },
  });
});
afterAll(() => door.close());

const pathOf = (table: string) => join(door.data, `${table}.csv`);
const textOf = async (table: string) =>
  (await door.get(`/api/entering${table.startsWith('access/') ? '/access' : ''}/table?table=${table}`)).body
    .text as string;
const save = (draft: { id: string; table: string }, more: object = signed, as?: string) =>
  door.post(`/api/entering${draft.table.startsWith('access/') ? '/access' : ''}/drafts/${draft.id}/save`, more, as);

describe('a table that is filled in is the file that is written by hand', () => {
  // As it stands on the page; by hand the same words in the file.
  test.each<[string, [page: string, to: string], [file: string, to: string]]>([
    [`${notice}/limits`, ['服务商\t2\t', '服务商\t3\t'], ['服务商,2,', '服务商,3,']],
    [`${notice}/thresholds`, ['name_contained\t6\t', 'name_contained\t\t'], ['name_contained,6,', 'name_contained,,']],
    [`${notice}/subsidy_rules`, ['2000000\t\t', '2000000\t150000000\t'], ['2000000,,', '2000000,150000000,']],
    ['reference/batches', ['2026-04-15 18:00:00', '2026-04-16'], ['2026-04-15 18:00:00', '2026-04-16']],
    [
      'reference/local_deadlines',
      ['文件', '文件\n2025\t济南市\t\t2025-04-20\t"济工信〔2025〕1号，\n附件"'],
      ['document\n', 'document\n2025,济南市,,2025-04-20,"济工信〔2025〕1号，\n附件"\n'],
    ],
    [
      'alerts/workdays',
      ['2025-01-01\t休\t元旦', '2025-01-01\t休\t元旦, "一天"'],
      ['休,元旦\n', '休,"元旦, ""一天"""\n'],
    ],
    [`${notice}/directions`, ['技术赋能\t\t\t', '技术赋能\t\t工业赋能\t'], ['技术赋能,,,', '技术赋能,,工业赋能,']],
    [
      `${notice}/tasks`,
      ['人工智能赋能\t技术赋能\t\t\t', '人工智能赋能\t技术赋能\t\t人工智能\t'],
      ['人工智能赋能,技术赋能,,,', '人工智能赋能,技术赋能,,人工智能,'],
    ],
    [
      'reference/task_mappings',
      ['依据', '依据\n2024-1\t数字化改造\t\t\t函〔2026〕3号'],
      ['basis\n', 'basis\n2024-1,数字化改造,,,函〔2026〕3号\n'],
    ],
    [`${notice}/carry_overs`, ['2024-1\t三（五）\n', ''], ['2024-1,三（五）\n', '']],
    ['access/roles', ['只读大屏\tsums', '只读大屏\tsums、files'], ['只读大屏,sums', '只读大屏,sums、files']],
  ])('%s', async (table, page, file) => {
    const before = await readFile(pathOf(table), 'utf8');
    const draft = await door.draft(table, edited(await textOf(table), ...page));
    expect([draft.state, draft.problems, draft.changes.length]).toEqual(['checked', [], 1]);
    // Nothing is saved before it is.
    expect(await readFile(pathOf(table), 'utf8')).toBe(before);
    const saved = await save(draft);
    expect([saved.status, saved.body.state]).toEqual([201, 'saved']);
    expect(await readFile(pathOf(table), 'utf8')).toBe(edited(before, ...file));
    const line = JSON.parse(door.recorded().at(-1)!.body);
    expect(line).toMatchObject({
      event: 'content_saved',
      file: `data/${table}.csv`,
      basis: signed.basis,
      document: signed.document,
    });
    expect([line.before, line.after]).toEqual(
      [before, edited(before, ...file)].map((text) => hashOf(Buffer.from(text)))
    );
    expect(line.cells).toHaveLength(1);
  });

  test('as a form without a program sends it, with the line ends of Windows', async () => {
    const table = `${notice}/rules`;
    const before = await readFile(pathOf(table), 'utf8');
    const text = await textOf(table);
    const whole = await door.draft(table, text.replaceAll('\n', '\r\n'));
    expect(whole.problems).toEqual([{ row: null, column: null, message: '没有改动：和现在文件里的一样。' }]);
    const row = text.split('\n').at(-1)!;
    const draft = await door.draft(table, `${text.replace(`\n${row}`, '')}\r\n\t\t\r\n`);
    expect(draft.changes).toEqual([{ line: expect.any(Number), before: expect.any(Array), after: null }]);
    await save(draft);
    expect(await readFile(pathOf(table), 'utf8')).toBe(before.trimEnd().split('\n').slice(0, -1).join('\n') + '\n');
  });

  test('in a file that another program wrote, with its mark, its line ends and its rights', async () => {
    const table = 'reference/group_aliases';
    const text = '\ufeffalias,"name"\r\n"甲",甲集团\r\n乙,乙集团';
    await writeFile(pathOf(table), text);
    await chmod(pathOf(table), 0o640);
    // No list names it: it is asked for by nobody.
    expect((await door.get(`/api/entering/table?table=${table}`)).status).toBe(404);
    const mapped = 'reference/local_deadlines';
    await writeFile(pathOf(mapped), text);
    await chmod(pathOf(mapped), 0o640);
    const draft = await door.draft(mapped, '乙\t丙集团\n甲\t甲集团');
    await save(draft);
    expect(await readFile(pathOf(mapped), 'utf8')).toBe('\ufeffalias,"name"\r\n乙,丙集团\r\n"甲",甲集团');
    expect((await stat(pathOf(mapped))).mode & 0o777).toBe(0o640);
  });

  test('through a link, which stays one', async () => {
    const table = 'reference/task_mappings';
    const real = join(door.data, 'elsewhere.csv');
    await rename(pathOf(table), real);
    await symlink(real, pathOf(table));
    await save(await door.draft(table, edited(await textOf(table), '数字化改造', '数字化改造二')));
    expect((await lstat(pathOf(table))).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toContain('数字化改造二');
  });
});

describe('what was pasted and does not fit is told by row and column, and nothing is made up', () => {
  const table = `${notice}/limits`;
  test.each<[string, (text: string) => string, object]>([
    [
      'a row with a cell too few',
      (text) => text.replace(/\t[^\t\n]*$/, ''),
      { row: expect.any(Number), message: expect.stringMatching(/有 5 格，应有 6 格/) },
    ],
    ['a cell too many', (text) => `${text}\t多`, { message: expect.stringMatching(/有 7 格/) }],
    [
      'a column that is none',
      (text) => text.replace('单位\t', '单位x\t'),
      { row: 1, message: '第一行的“单位x”不是这张表的列。' },
    ],
    [
      'a column twice',
      (text) => text.replace('单位\t', '管谁\t'),
      { row: 1, message: expect.stringMatching(/写了两次|没有“单位”/) },
    ],
  ])('%s', async (_, spoil, problem) => {
    const draft = await door.draft(table, spoil(await textOf(table)));
    expect(draft.state).toBe('wrong');
    expect(draft.problems).toContainEqual(expect.objectContaining(problem));
    expect((await save(draft)).status).toBe(409);
  });

  test('columns in another order are those that their names say', async () => {
    const [head, ...rows] = (await textOf(table)).split('\n').map((row) => row.split('\t').reverse().join('\t'));
    const draft = await door.draft(table, [head, ...rows].join('\n'));
    expect(draft.problems[0].message).toMatch(/没有改动/);
  });
});

describe('whoever saves', () => {
  const table = `${notice}/limits`;

  test('says why, by which document, and who they are', async () => {
    const draft = await door.draft(table, edited(await textOf(table), '制造业企业\t2', '制造业企业\t4'));
    for (const lack of ['basis', 'document', 'person'] as const)
      expect((await save(draft, { ...signed, [lack]: ' ' })).body.error.code).toBe(`no_${lack}`);
    // Who signed in is who they are.
    const own = await door.draft(table, draft.text, draft.digest, 'ann');
    expect((await save(own, { basis: '甲', document: '乙' }, 'ann')).status).toBe(201);
    expect(door.recorded().at(-1)!.by).toBe('安（ann）');
  });

  test('finds what another wrote since, side by side, and loses neither', async () => {
    const [path, text] = [pathOf(table), await textOf(table)];
    const before = await readFile(path, 'utf8');
    const draft = await door.draft(table, edited(text, '制造业企业\t4', '制造业企业\t5'));
    const theirs = edited(before, '集团,6', '集团,7');
    await writeFile(path, theirs);
    const refused = await save(draft);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'changed_since']);
    expect(await readFile(path, 'utf8')).toBe(theirs);
    const { met } = (await door.get(`/api/entering/drafts/${draft.id}`)).body;
    const cells = (row: string[] | null) => row?.slice(1, 3).join(' ') ?? null;
    expect(
      met.rows.map((row: Record<string, string[] | null>) => [cells(row.read!), cells(row.disk!), cells(row.typed!)])
    ).toEqual([
      ['制造业企业 4', '制造业企业 4', '制造业企业 5'],
      ['集团 6', '集团 7', '集团 6'],
    ]);
    expect([met.isTold, met.isTorn]).toEqual([true, false]);
    await save(await door.draft(table, met.text, met.digest));
    expect(await readFile(path, 'utf8')).toBe(edited(theirs, '制造业企业,4', '制造业企业,5'));
  });

  test('of two who change one row the second is told, also before a preview', async () => {
    const text = await textOf(table);
    const { digest } = (await door.get(`/api/entering/table?table=${table}`)).body;
    const one = await door.draft(table, edited(text, '集团\t7', '集团\t8'), digest, 'ann');
    expect((await save(one, signed, 'ann')).status).toBe(201);
    const other = await door.draft(table, edited(text, '集团\t7', '集团\t9'), digest, 'bea');
    expect([other.state, other.met.isTorn]).toEqual(['met', true]);
    expect(other.met.text).toContain('集团\t9');
    expect((await save(other, signed, 'bea')).body.error.code).toBe('changed_since');
    // What the other read is not known any more to a server that began since: it does not guess who changed what.
    const lost = await door.draft(table, edited(text, '集团\t7', '集团\t9'), '0'.repeat(64), 'bea');
    expect([lost.state, lost.met.isTold, lost.met.isTorn]).toEqual(['met', false, true]);
    // A draft is whose it is.
    expect((await door.get(`/api/entering/drafts/${one.id}`, 'bea')).status).toBe(404);
  });

  test('may, and for all of the province', async () => {
    const list = (as: string, of = '') => door.get(`/api/entering${of}`, as);
    expect((await list('division')).status).toBe(200);
    expect((await list('division', '/access')).status).toBe(403);
    expect((await list('admin')).status).toBe(403);
    const { tables } = (await list('admin', '/access')).body;
    expect(tables.map((each: { table: string }) => each.table)).toEqual(['access/roles']);
    expect((await list('reader')).status).toBe(403);
    expect((await list('city')).body.error.code).toBe('not_of_province');
    // A door fills in its own tables alone.
    expect((await door.get('/api/entering/table?table=access/roles', 'division')).status).toBe(404);
    for (const table of ['access/settings', '../package', 'reference/cities', 'access/../access/roles'])
      expect((await door.get(`/api/entering/table?table=${table}`)).status, table).toBe(404);
  });

  test('locks out nobody', async () => {
    refusal = '这样改以后没有一个账号能管账号';
    const draft = await door.draft('access/roles', edited(await textOf('access/roles'), 'sums、files', 'sums'));
    expect([draft.state, draft.problems[0].message]).toEqual(['wrong', refusal]);
    refusal = null;
    const sound = await door.draft('access/roles', draft.text);
    // Accounts may have changed meanwhile.
    refusal = '没有一个账号能管账号';
    expect((await save(sound)).body.error.message).toBe(refusal);
    refusal = null;
  });

  test('saves nothing in a program that was replaced', async () => {
    const before = await readFile(pathOf(table), 'utf8');
    const draft = await door.draft(table, edited(await textOf(table), '集团\t8', '集团\t7'));
    replaced = '程序已经换成另一份';
    expect((await save(draft)).body.error).toMatchObject({ code: 'not_saved', message: replaced });
    expect(await readFile(pathOf(table), 'utf8')).toBe(before);
    replaced = null;
    expect((await save(draft)).status).toBeLessThan(300);
    await writeFile(pathOf(table), before);
  });

  test('waits until it is tried', async () => {
    let go = () => {};
    held = new Promise((resolve) => (go = resolve));
    const { digest } = (await door.get(`/api/entering/table?table=${table}`)).body;
    const text = edited(await textOf(table), '集团\t8', '集团\t');
    const { body } = await door.post('/api/entering/drafts', { table, read: digest, text });
    expect(body.state).toBe('checking');
    expect((await save(body)).body.error.code).toBe('not_checked');
    go();
    held = null;
  });

  test('is told where nothing can be written', async () => {
    expect(await refusalOfFile(pathOf(table))).toBeNull();
    expect(await refusalOfFile(join(door.data, 'gone', 'limits.csv'))).toMatch(/只读/);
  });
});

test('quotas, which are handed in, become a file like any other', async () => {
  const text = await textOf('sources/quotas');
  expect(text).toBe('批次\t市\t推荐名额');
  const draft = await door.draft('sources/quotas', `${text}\n2026-1\t济南市\t１２\n2026-1\t青岛市\t`);
  expect([draft.state, draft.isHanded]).toEqual(['checked', true]);
  const { body } = await save(draft);
  const upload = JSON.parse(await readFile(join(warehouse, 'uploads', `${body.upload}.json`), 'utf8'));
  expect(upload.files[0].name).toBe('推荐名额_网页填写.csv');
  const bytes = await readFile(join(warehouse, 'files', upload.files[0].sha256), 'utf8');
  // What stands in a cell is read by the same that reads files; nothing is 0 that is empty.
  expect(bytes).toBe('\ufeff批次,市,推荐名额\r\n2026-1,济南市,１２\r\n2026-1,青岛市,\r\n');
  expect(JSON.parse(door.recorded().at(-1)!.body)).toMatchObject({
    event: 'content_handed',
    document: signed.document,
  });
});

test('what a program had written down and not done when it was killed is finished; what it had not, goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'finish-'));
  const [one, other] = ['a.csv', 'b.csv'].map((name) => join(folder, name)) as [string, string];
  const dead = 2 ** 22 + 7;
  for (const path of [one, other]) {
    await writeFile(path, 'old');
    await writeFile(path.replace(/(\w+\.csv)$/, `.$1.${dead}.entering`), 'new');
  }
  const [before, after] = ['old', 'new'].map((text) => hashOf(Buffer.from(text))) as [string, string];
  const done = await finishSaving(
    folder,
    (path) => path,
    (file) => (file === one ? { before, after } : null)
  );
  expect(done).toEqual([one]);
  expect(await Promise.all([one, other].map((path) => readFile(path, 'utf8')))).toEqual(['new', 'old']);
  expect((await readdir(folder)).sort()).toEqual(['a.csv', 'b.csv']);
});
