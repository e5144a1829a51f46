import { seat } from '#access';
import { cityReader, readerOf } from '../readers.ts';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { readXlsx as openXlsx } from 'hucre';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordFile } from '#pipeline';
import type {
  DecidableFindings,
  Decisions,
  ErrorBody,
  Finding,
  FindingAnswer,
  Findings,
  Notice,
  Recorded,
} from '#spec';
import { first, publishVersion, second } from '../published.ts';
import { some } from '../tier.ts';
import { openApp, type TestedApp } from './app.ts';

const token = 'token-of-this-start';
const writes = { refusal: null, token };
const applicants = ['alter table marts.projects add column applicant_id varchar'];
const publish = (version: string, more: readonly string[] = [], of = tested) =>
  publishVersion(of.folder, version, [...applicants, ...more]).then(() => of.warehouse.refresh());
const asStarter = { authorization: `Bearer ${token}` };
const late = '/api/findings/late_submission/P-3/2025';

let tested: TestedApp;
beforeEach(async () => {
  tested = await openApp({ writes: { refusal: null, token }, more: applicants });
});
afterEach(() => tested.close());

async function get<T>(url: string, of = tested): Promise<T> {
  const answer = await of.app.inject({ url: encodeURI(url) });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json<T>();
}

async function post<T>(url: string, payload: object, headers: Record<string, string> = {}, of = tested) {
  const answer = await of.app.inject({
    method: 'POST',
    url: encodeURI(url),
    payload,
    headers: { ...asStarter, ...headers },
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

const said = {
  conclusion: 'pass',
  basis: '会议同意',
  person: '张三',
  on: '2026-06-30',
  document: '鲁工信〔2026〕1 号',
};

/** The cells of the one sheet of a workbook, as another reader of workbooks has them. */
const sheetOf = async (bytes: Buffer): Promise<unknown[][]> => (await openXlsx(bytes)).sheets[0]!.rows;

/** Decides what a list shows, as somebody who has just looked at it. */
async function decide(search: string, more: object = {}, of = tested) {
  const { list, decisions: seen } = await get<DecidableFindings>(`/api/decisions/preview?${search}`, of);
  return post<Recorded & ErrorBody>(`/api/decisions?${search}`, { ...said, list, seen, ...more }, {}, of);
}

const one = 'rule=late_submission&subject_id=P-3&span=2025';
const findingOf = async (of = tested): Promise<Finding> => (await get<FindingAnswer>(late, of)).finding;

describe('a decision', () => {
  test('stands beside the verdict at once, with who, why and when, and is on record', async () => {
    expect(await findingOf()).toMatchObject({ verdict: 'fail', decision: 'open', conclusion: null, undecided: 1 });
    const { status, body } = await decide(one);
    expect(status).toBe(201);
    expect(body.ids).toHaveLength(1);
    const { finding, history, decisions } = await get<FindingAnswer>(late);
    expect(finding).toMatchObject({
      verdict: 'fail',
      decision: 'decided',
      conclusion: 'pass',
      basis: '会议同意',
      document: '鲁工信〔2026〕1 号',
      attachment: null,
      decidedBy: '张三（未核实）',
      decidedOn: '2026-06-30',
      decided: 1,
      undecided: 0,
      reopened: 0,
    });
    expect(decisions).toBe(body.decisions);
    expect(history).toMatchObject([
      {
        id: body.ids[0],
        state: 'decided',
        stands: 'holds',
        verdict: 'fail',
        judged: { late: true },
        decidedVersion: first,
      },
    ]);
    const { rows, total } = await get<Decisions>('/api/decisions');
    expect([total, rows]).toEqual([1, history]);
  });

  test('of who signed in is theirs, whatever name is written; who may only propose decides nothing', async () => {
    const officer = await openApp({
      reader: readerOf({}, ['rows', 'propose', 'decide'], 'li'),
      writes,
      more: applicants,
    });
    expect((await decide(one, {}, officer)).status).toBe(201);
    const { history } = await get<FindingAnswer>(late, officer);
    expect(history).toMatchObject([{ state: 'decided', decidedBy: 'li' }]);
    await officer.close();
    const clerk = await openApp({ reader: readerOf({}, ['rows', 'propose'], 'jinan'), writes, more: applicants });
    expect(await get('/api/decisions/allowed', clerk)).toMatchObject({ person: 'jinan', state: 'proposed' });
    expect(await decide(one, { state: 'decided' }, clerk)).toMatchObject({
      status: 403,
      body: { error: { code: 'not_allowed' } },
    });
    expect((await decide(one, {}, clerk)).status).toBe(201);
    const { finding, history: lines } = await get<FindingAnswer>(late, clerk);
    expect([finding.decision, lines.map(({ state, decidedBy }) => [state, decidedBy])]).toEqual([
      // What is proposed settles nothing.
      'open',
      [['proposed', 'jinan']],
    ]);
    const [{ id } = { id: '' }] = lines;
    expect((await post(`/api/decisions/${id}/withdraw`, said, {}, clerk)).status).toBe(403);
    await clerk.close();
    const reviewer = await openApp({ reader: readerOf({}, ['rows'], 'audit'), writes, more: applicants });
    const allowed = await get<{ refusal: string }>('/api/decisions/allowed', reviewer);
    expect(allowed.refusal).toContain('没有这项权限');
    expect(await decide(one, {}, reviewer).catch((error: Error) => error.message)).toContain('403');
    await reviewer.close();
  });

  test('is counted where findings are counted, filtered and taken away as a file', async () => {
    await decide(one);
    const { clauses } = await get<Notice>('/api/compliance');
    const counts = clauses.flatMap(({ rules }) => rules).find(({ rule }) => rule === 'late_submission')?.counts;
    expect(counts).toMatchObject({ failed: 1, passed: 1, undecided: 0, decided: 1, reopened: 0 });
    expect((await get<Findings>('/api/findings?decision=decided')).rows.map(({ subjectId }) => subjectId)).toEqual([
      'P-3',
    ]);
    expect((await get<Findings>('/api/findings?decision=open')).total).toBe(2);
    const csv = await tested.app.inject({ url: '/api/findings?format=csv&decision=decided' });
    expect(csv.body).toMatch(
      /核定情况,核定结论,核定依据,文号.*\r\n.*逾期提交.*,已核定,通过,会议同意,鲁工信〔2026〕1 号/
    );
    const book = await tested.app.inject({ url: '/api/findings.xlsx?decision=decided' });
    expect((await sheetOf(book.rawPayload))[1]).toEqual(
      expect.arrayContaining(['逾期提交', '不通过', '已核定', '通过', '会议同意', '张三（未核实）'])
    );
    const record = await tested.app.inject({ url: '/api/decisions?format=csv' });
    expect(record.body).toMatch(/核定,有效,late_submission,逾期提交,项目,P-3,2025/);
    for (const [metric, value] of [
      ['decided', 1],
      ['undecided', 0],
      ['failed', 1],
    ] as const) {
      const proof = await get<{ value: number; recomputed: { agrees: boolean }; sql: string }>(
        `/api/explain?metric=${metric}&of=findings&only=rule:late_submission`
      );
      expect([metric, proof.value, proof.recomputed.agrees]).toEqual([metric, value, true]);
      expect(proof.sql).not.toContain('beside');
    }
  });

  test('of one batch says nothing of another, and is of no other subject', async () => {
    await decide(one);
    await publish(second, [
      `update marts.findings set year = 2026, batches = '2026' where rule = 'late_submission' and subject_id = 'P-3'`,
    ]);
    const other = await get<FindingAnswer>('/api/findings/late_submission/P-3/2026');
    expect(other).toMatchObject({ finding: { decision: 'open', conclusion: null }, history: [] });
    expect((await get<Decisions>('/api/decisions')).rows).toMatchObject([{ span: '2025', stands: 'gone' }]);
  });

  test('survives a load, reopens by itself where a judged value changed and says which, and holds again when it is back', async () => {
    await decide(one);
    const change = (evidence: string, verdict = 'fail') => [
      `update marts.findings set evidence = '${evidence}'::json, verdict = '${verdict}' where rule = 'late_submission' and subject_id = 'P-3'`,
    ];
    const after = async (version: string, more: string[]) => {
      await publish(version, more);
      return findingOf();
    };
    // A value that follows from the as-of day, and one that was not there before, reopen nothing.
    expect(await after(second, change('{"late":true,"as_of":"2026-12-31","days":3}'))).toMatchObject({
      decision: 'decided',
    });
    const reopened = await after('20260703T090000-33333333', change('{"late":false}'));
    expect(reopened).toMatchObject({
      decision: 'reopened',
      conclusion: 'pass',
      decidedBy: '张三（未核实）',
      changed: '逾期 是 → 否',
      reopened: 1,
      decided: 0,
    });
    expect((await get<FindingAnswer>(late)).history).toMatchObject([{ stands: 'reopened', changed: '逾期 是 → 否' }]);
    const pass = await after('20260704T090000-44444444', change('{"late":false}', 'pass'));
    expect(pass).toMatchObject({ decision: null, conclusion: null });
    expect(await after('20260705T090000-55555555', [])).toMatchObject({ decision: 'decided', changed: null });
    const old = await get<FindingAnswer>(`${late}?version=20260703T090000-33333333`);
    expect(old.finding.decision).toBe('reopened');
  });

  test('is held against the values of its own finding: of several of one rule, those open again that changed', async () => {
    await decide('rule=late_submission&verdict=fail&verdict=pass', { conclusion: 'fail' });
    const standing = async () =>
      Object.fromEntries(
        (await get<Decisions>('/api/decisions')).rows.map(({ subjectId, stands }) => [subjectId, stands])
      );
    expect(await standing()).toEqual({ 'P-1': 'holds', 'P-3': 'holds' });
    const change = (subject: string) =>
      `update marts.findings set evidence = '{"late":false,"submitted_at":"2025-05-01 00:00:00"}'::json where rule = 'late_submission' and subject_id = '${subject}'`;
    await publish(second, [change('P-1')]);
    expect(await standing()).toEqual({ 'P-1': 'reopened', 'P-3': 'holds' });
    await publish('20260703T090000-33333333', [change('P-3')]);
    expect(await standing()).toEqual({ 'P-1': 'holds', 'P-3': 'reopened' });
  });

  test('against a rule that passes is told too, and opens again though the rule passes still', async () => {
    await decide('rule=late_submission&subject_id=P-1&span=2025', { conclusion: 'fail' });
    const address = '/api/findings/late_submission/P-1/2025';
    expect((await get<FindingAnswer>(address)).finding).toMatchObject({
      verdict: 'pass',
      decision: 'decided',
      conclusion: 'fail',
    });
    await publish(second, [
      `update marts.findings set evidence = '{"submitted_at":"2025-04-21 10:00:00"}'::json where subject_id = 'P-1'`,
    ]);
    expect((await get<FindingAnswer>(address)).finding).toMatchObject({ verdict: 'pass', decision: 'reopened' });
  });

  test('is replaced by a later one and taken back by a line of its own; both stay', async () => {
    await decide(one);
    const replaced = await decide(one, { conclusion: 'not_applicable', basis: '改判', person: '李四' });
    expect(await findingOf()).toMatchObject({
      decision: 'decided',
      conclusion: 'not_applicable',
      decidedBy: '李四（未核实）',
    });
    const { decisions: seen } = await get<FindingAnswer>(late);
    const [, first] = (await get<FindingAnswer>(late)).history;
    const older = await post<ErrorBody>(`/api/decisions/${first!.id}/withdraw`, {
      basis: '旧的',
      person: '李四',
      seen,
    });
    expect([older.status, older.body.error.code]).toEqual([409, 'decided_meanwhile']);
    const withdrawn = await post(`/api/decisions/${replaced.body.ids[0]}/withdraw`, {
      basis: '写错了',
      person: '李四',
      seen,
    });
    expect(withdrawn.status).toBe(201);
    const { finding, history } = await get<FindingAnswer>(late);
    expect(finding).toMatchObject({ decision: 'open', conclusion: null });
    expect(history.map(({ state, stands }) => [state, stands])).toEqual([
      ['withdrawn', 'withdrawal'],
      ['decided', 'withdrawn'],
      ['decided', 'replaced'],
    ]);
    expect(history[0]).toMatchObject({ withdraws: replaced.body.ids[0], basis: '写错了', conclusion: null });
  });

  test('that is only proposed decides nothing, and does not hide one that stands', async () => {
    await decide(one, { state: 'proposed' });
    expect(await findingOf()).toMatchObject({ decision: 'open', conclusion: null });
    await decide(one);
    await decide(one, { state: 'proposed', conclusion: 'fail' });
    const { finding, history } = await get<FindingAnswer>(late);
    expect(finding).toMatchObject({ decision: 'decided', conclusion: 'pass' });
    expect(history.map(({ stands }) => stands)).toEqual(['proposal', 'holds', 'proposal']);
  });

  const refused: [string, object, string][] = [
    ['no conclusion', { conclusion: undefined }, 'no_conclusion'],
    ['a conclusion that there is none of', { conclusion: 'perhaps' }, 'no_conclusion'],
    ['no basis', { basis: ' \n ' }, 'no_basis'],
    ['no person', { person: '​' }, 'no_person'],
    ['a day that is none', { on: '2026-02-30' }, 'bad_day'],
    ['a day to come', { on: '2999-01-01' }, 'future_day'],
    ['a day before its notice', { on: '1900-01-01' }, 'early_day'],
    ['a list that nobody saw', { list: undefined }, 'list_changed'],
    ['no head', { seen: undefined }, 'no_head'],
    ['a head of another record', { seen: 'f'.repeat(64) }, 'decided_meanwhile'],
    ['a field that there is none of', { verdict: 'pass' }, 'unknown_parameter'],
  ];
  test.each(some(refused, 5))('with %s is refused in words, and nothing is written', async (_, more, code) => {
    const { status, body } = await decide(one, more);
    expect([status >= 400, body.error.code]).toEqual([true, code]);
    expect(body.error.message).toMatch(/\p{Script=Han}/u);
    expect((await get<Decisions>('/api/decisions')).total).toBe(0);
  });
});

describe('two officers at once', () => {
  test('the second is told who was first, nothing is lost, and they may decide when they have looked again', async () => {
    const preview = await get<DecidableFindings>(`/api/decisions/preview?${one}`);
    const form = { ...said, list: preview.list, seen: preview.decisions };
    const [a, b] = await Promise.all([
      post<Recorded & ErrorBody>(`/api/decisions?${one}`, { ...form, person: '甲' }),
      post<Recorded & ErrorBody>(`/api/decisions?${one}`, { ...form, person: '乙', conclusion: 'fail' }),
    ]);
    expect([a.status, b.status].sort()).toEqual([201, 409]);
    const told = [a, b].find(({ status }) => status === 409)!;
    expect(['decided_meanwhile', 'list_changed']).toContain(told.body.error.code);
    expect((await get<Decisions>('/api/decisions')).total).toBe(1);
    expect((await decide(one, { person: '乙' })).status).toBe(201);
    expect((await get<Decisions>('/api/decisions')).total).toBe(2);
  });

  test('who decides another finding meanwhile stands in nobody’s way', async () => {
    const preview = await get<DecidableFindings>(`/api/decisions/preview?${one}`);
    await decide('rule=over_quota');
    const { status } = await post(`/api/decisions?${one}`, { ...said, list: preview.list, seen: preview.decisions });
    expect(status).toBe(201);
  });
});

describe('many at once', () => {
  test('are those of the list, by everything that it is narrowed by', async () => {
    const preview = await get<DecidableFindings>('/api/decisions/preview?decision=open&severity=error');
    expect(preview.rows.map(({ subjectId }) => subjectId).sort()).toEqual(['P-3', '青岛市']);
    expect((await decide('decision=open&severity=error')).body.ids).toHaveLength(2);
    const { rows } = await get<Findings>('/api/findings?decision=open');
    expect(rows.map(({ rule }) => rule)).toEqual(['group_limit']);
  });

  test('a list that changed meanwhile is decided by nobody, and how many it has now is said', async () => {
    const search = 'decision=open';
    const preview = await get<DecidableFindings>(`/api/decisions/preview?${search}`);
    await publish(second, [`delete from marts.findings where rule = 'group_limit'`]);
    const form = { ...said, list: preview.list, seen: preview.decisions };
    const { status, body } = await post<ErrorBody>(`/api/decisions?${search}`, form);
    expect([status, body.error]).toMatchObject([409, { code: 'list_changed', details: { total: 2 } }]);
    expect((await get<Decisions>('/api/decisions')).total).toBe(0);
  });

  test('a list of the same findings with another value is another list', async () => {
    const before = await get<DecidableFindings>('/api/decisions/preview?decision=open');
    await publish(second, [`update marts.findings set evidence = '{"quota":6}' where rule = 'over_quota'`]);
    const after = await get<DecidableFindings>('/api/decisions/preview?decision=open');
    expect([after.total, after.list === before.list]).toEqual([before.total, false]);
  });

  test('none is no decision', async () => {
    const { status, body } = await decide('decision=reopened');
    expect([status, body.error.code]).toEqual([400, 'nothing_to_decide']);
  });
});

describe('answers', () => {
  test('are tagged with the head of decisions, and name it', async () => {
    const before = await tested.app.inject({ url: '/api/findings' });
    const known = { 'if-none-match': String(before.headers.etag) };
    expect((await tested.app.inject({ url: '/api/findings', headers: known })).statusCode).toBe(304);
    const { body } = await decide(one);
    const after = await tested.app.inject({ url: '/api/findings', headers: known });
    expect(after.statusCode).toBe(200);
    expect(after.headers['x-baijing-decisions']).toBe(body.decisions);
    expect(after.json<Findings>().decisions).toBe(body.decisions);
  });

  test('a city sees decisions on its own findings and no other', async () => {
    await decide('decision=open');
    const city = await openApp({ reader: cityReader('济南市') });
    try {
      expect((await get<Decisions>('/api/decisions', city)).total).toBe(0);
    } finally {
      await city.close();
    }
    expect((await get<Decisions>('/api/decisions?city=青岛市')).total).toBe(2);
    expect((await get<Decisions>('/api/decisions?city=济南市')).total).toBe(0);
  });
});

describe('a record that is damaged', () => {
  const refused = async (url: string) => {
    const answer = await tested.app.inject({ url });
    return [answer.statusCode, answer.json<ErrorBody>().error?.code];
  };
  const spoil = (sql: string) => {
    const database = new DatabaseSync(recordFile(tested.folder));
    database.exec(`drop trigger entries_never_change; drop trigger entries_stay; ${sql}`);
    database.close();
  };
  const asked = ['/api/findings', late, '/api/compliance', '/api/projects/P-3/audit', '/api/decisions'];

  test.each([
    ['changed in place', `update entries set body = replace(body, '会议同意', '局长同意') where position = 1`],
    ['cut at its end', 'delete from entries where position = 2'],
    ['emptied', 'delete from entries'],
  ])('%s is named and told, and no finding is shown as if nobody had decided', async (_, sql) => {
    await decide(one);
    const other = await get<DecidableFindings>('/api/decisions/preview?rule=over_quota');
    await decide('rule=over_quota');
    expect((await get<Decisions>('/api/decisions')).total).toBe(2);
    spoil(sql);
    for (const url of asked) expect(await refused(url), url).toEqual([503, 'decisions_unreadable']);
    const health = await get<{ status: string; warning: string }>('/api/health');
    expect(health).toMatchObject({ status: 'degraded', warning: expect.stringContaining('record.sqlite') });
    // What reads no finding is told as before.
    expect((await tested.app.inject({ url: '/api/dashboards/quota/by-city.json' })).statusCode).toBe(200);
    const form = { ...said, list: other.list, seen: other.decisions };
    expect(await post<ErrorBody>('/api/decisions?rule=over_quota', form)).toMatchObject({ status: 503 });
  });

  test('that is no record at all is named too', async () => {
    await writeFile(join(tested.folder, 'record.sqlite'), 'not a record '.repeat(100));
    for (const url of asked) expect(await refused(url), url).toEqual([503, 'decisions_unreadable']);
  });
});

test('the SQL of a figure that reads decisions holds those that its reader may see', async () => {
  const reader = ({ headers }: { headers: Record<string, unknown> }) =>
    headers['x-city'] === undefined ? seat : cityReader(String(headers['x-city']));
  const shared = await openApp({ reader, writes, more: applicants });
  const sqlOf = (headers = {}) => shared.app.inject({ url: '/api/dashboards/quota/every-relation.sql', headers });
  try {
    expect((await decide(one, {}, shared)).status).toBe(201);
    expect((await sqlOf()).body).toContain(said.basis);
    const cities = await Promise.all(['青岛市', '济南市'].map((city) => sqlOf({ 'x-city': city })));
    expect(cities.map(({ statusCode, body }) => [statusCode, body.includes(said.basis)])).toEqual([
      [200, true],
      [200, false],
    ]);
  } finally {
    await shared.close();
  }
});
