import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store';
import { detailsSaid } from '../../src/api/routes/record-said.ts';
import { recordFile } from '#pipeline';
import type { ErrorBody, Matters } from '#spec';
import { cityReader, readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';
import { mattersToDo } from './matters-to-do.ts';

const token = 'token-of-this-start';
let tested: TestedApp;
beforeEach(async () => {
  tested = await openApp({ writes: { refusal: null, token }, more: mattersToDo });
});
afterEach(() => tested.close());

const ask = (url: string, of = tested) => of.app.inject({ url: encodeURI(url) });
const get = async (url: string, of = tested): Promise<Matters> => {
  const answer = await ask(url, of);
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
};
const idsOf = ({ rows }: Matters) => rows.map(({ project_id: id, kind }) => `${id} ${kind}`);
const reply = { project_id: 'P-1', kind: 'apply', note: '下周申请', person: '张三', on: '2026-06-30' };
const post = async (payload: object, headers: Record<string, string> = {}, of = tested) => {
  const answer = await of.app.inject({
    method: 'POST',
    url: '/api/matters/replies',
    payload,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  return { status: answer.statusCode, body: answer.json<{ id: string } & ErrorBody>(), headers: answer.headers };
};

describe('what is yet to be done', () => {
  test('stands with what is latest first, then what comes next', async () => {
    const answer = await get('/api/matters');
    expect(idsOf(answer)).toEqual(['P-1 apply', 'P-3 apply', 'P-1 pay']);
    expect(answer.values.state).toEqual(['逾期', '未到期']);
  });

  test('is narrowed by what its rows say, by days, and by money in 万元', async () => {
    expect(idsOf(await get('/api/matters?actor=市'))).toEqual(['P-1 pay']);
    expect(idsOf(await get('/api/matters?number=days_late&at_least=31'))).toEqual(['P-1 apply']);
    expect(idsOf(await get('/api/matters?number=amount&at_least=50&at_most=50'))).toEqual(['P-1 pay']);
    expect(idsOf(await get('/api/matters?number=amount&at_least=50.01'))).toEqual([]);
    expect(idsOf(await get('/api/matters?search=链主'))).toEqual(['P-3 apply']);
    expect(idsOf(await get('/api/matters?sort=days_late'))[0]).toBe('P-3 apply');
    for (const wrong of ['number=what&at_least=1', 'at_least=1', 'only=secret:1', 'show=secret', 'sort=secret'])
      expect(
        (await ask(`/api/matters?${wrong}${wrong.startsWith('show') ? '&format=csv' : ''}`)).statusCode,
        wrong
      ).toBe(400);
  });

  test('leaves as a file with the chosen columns alone, in their order', async () => {
    const { body } = await ask('/api/matters?format=csv&show=days_late&show=applicant&state=逾期');
    const [head, ...rows] = body.replace('\ufeff', '').trim().split(/\r?\n/);
    expect(head?.split(',')).toHaveLength(2);
    expect(rows.slice(0, 2)).toEqual(['91,示例一公司', '30,示例三公司']);
  });

  test('is of the scope of whoever asks, also in what can be chosen', async () => {
    const city = await openApp({ reader: cityReader('青岛市'), writes: { refusal: null, token }, more: mattersToDo });
    const answer = await get('/api/matters', city);
    expect(idsOf(answer)).toEqual(['P-3 apply']);
    expect(answer.values).toMatchObject({ state: ['逾期'], actor: ['申报单位'] });
    expect((await post(reply, {}, city)).status).toBe(404);
    await city.close();
  });

  test('is not told where the version is older than it', async () => {
    const older = await openApp();
    expect((await ask('/api/matters', older)).json()).toMatchObject({ error: { code: 'not_in_version' } });
    await older.close();
  });
});

describe('a reply', () => {
  test('stands at once beside what it is about, and is on record', async () => {
    const before = await ask('/api/matters');
    expect(before.headers.etag).toBeUndefined();
    const { status, body } = await post(reply);
    expect(status).toBe(201);
    const answer = await get('/api/matters');
    expect(answer.rows[0]).toMatchObject({
      replies: 1,
      replied_on: '2026-06-30',
      replied_by: '张三（未核实）',
      reply: '下周申请',
    });
    expect(answer.rows[1]).toMatchObject({ replies: 0, reply: null });
    expect(answer.replies).toMatchObject([{ id: body.id, projectId: 'P-1', kind: 'apply', note: '下周申请' }]);
    await post({ ...reply, note: '已经申请' });
    expect((await get('/api/matters')).replies.map(({ note }) => note)).toEqual(['已经申请', '下周申请']);
    expect(idsOf(await get('/api/matters?replied=yes'))).toEqual(['P-1 apply']);
    expect(idsOf(await get('/api/matters?replied=no'))).toEqual(['P-3 apply', 'P-1 pay']);
    const { body: file } = await ask('/api/matters?format=csv&show=reply&replied=yes');
    expect(file).toContain('已经申请');
    const store = openStore(recordFile(tested.folder), { readOnly: true });
    const same = (name: string) => name;
    const titles = { role: same, rule: same, metric: same, parameter: same };
    const said = (hasRows: boolean) => store.entries('replies').map((line) => detailsSaid(line, { hasRows, titles }));
    const version = tested.warehouse.version();
    expect(said(true)).toEqual(Array(2).fill(`项目 P-1；事项 apply；答复日 2026-06-30；版本 ${version}`));
    expect(said(false)).toEqual(Array(2).fill(`项目 …；事项 apply；答复日 2026-06-30；版本 ${version}`));
    store.close();
  });

  test('is refused where something is missing, is of nothing that is to be done, or of a day that has not come', async () => {
    for (const [wrong, status, code] of [
      [{ note: ' ' }, 400, 'no_note'],
      [{ person: '' }, 400, 'no_person'],
      [{ on: '2999-01-01' }, 400, 'future_day'],
      [{ on: 'soon' }, 400, 'bad_day'],
      [{ kind: 'recover' }, 404, 'unknown_matter'],
      [{ project_id: 'P-9' }, 404, 'unknown_matter'],
    ] as const) {
      const { status: said, body } = await post({ ...reply, ...wrong });
      expect([said, body.error.code], JSON.stringify(wrong)).toEqual([status, code]);
    }
    expect((await get('/api/matters')).replies).toEqual([]);
  });

  test('is written by who may, through the one guard', async () => {
    expect((await post(reply, { authorization: 'Bearer x' })).status).toBe(403);
    const reviewer = await openApp({
      reader: readerOf({}, ['rows']),
      writes: { refusal: null, token },
      more: mattersToDo,
    });
    expect((await post(reply, {}, reviewer)).status).toBe(403);
    await reviewer.close();
    const signed = await openApp({
      reader: readerOf({}, ['rows', 'propose'], '李四'),
      writes: { refusal: null, token },
      more: mattersToDo,
    });
    expect((await post({ ...reply, person: '冒名' }, {}, signed)).status).toBe(201);
    expect((await get('/api/matters', signed)).replies[0]?.by).toBe('李四');
    await signed.close();
  });

  test('from the page leads back to the list as it was, with why where it was refused', async () => {
    const form = (note: string) =>
      tested.app.inject({
        method: 'POST',
        url: encodeURI('/api/matters/replies?state=逾期'),
        payload: String(new URLSearchParams({ ...reply, note })),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
    const done = await form('好');
    expect([done.statusCode, done.headers.location]).toEqual([
      303,
      `/pipeline/matters?${new URLSearchParams({ state: '逾期', done: 'true' })}`,
    ]);
    const back = new URL(String((await form('')).headers.location), 'http://x').searchParams;
    expect([back.get('problem'), back.get('said_kind'), back.get('said_person')]).toEqual(['no_note', 'apply', '张三']);
  });
});
