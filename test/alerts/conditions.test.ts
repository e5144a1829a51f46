import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alertsFile,
  askVersion,
  evaluateVersion,
  openAlerts,
  readCondition,
  readState,
  type AlertsContent,
  type ConditionFile,
  type Found,
  type Outcome,
} from '#alerts';
import { plainCalendar } from '#alerts';
import { noDecisions } from '#store';
import { readCurrent } from '#warehouse';
import { readOwnAlerts } from '#server/alerts-content.ts';
import { copySample } from '../copy-sample.ts';

let warehouse: string;
let version: string;
beforeAll(async () => {
  warehouse = join(await mkdtemp(join(tmpdir(), 'alerts-conditions-')), 'warehouse');
  await copySample(warehouse);
  version = (await readCurrent(warehouse))!.version;
});
afterAll(() => rm(join(warehouse, '..'), { recursive: true, force: true }));

const header = ['-- title: 示例', '-- to: division、city'];
const conditionOf = (body: string, ...keys: string[]): ConditionFile =>
  readCondition('example', [...header, ...keys, body].join('\n'), ['division', 'city', 'head']);

const contentOf = (...files: ConditionFile[]): AlertsContent => ({
  conditions: new Map(files.map((file) => [file.name, file])),
  titles: new Map(),
  subscriptions: [],
  channels: [],
  calendar: plainCalendar,
  years: [],
  faults: [],
});

async function ask(body: string, ...keys: string[]): Promise<Outcome> {
  const content = contentOf(conditionOf(body, ...keys));
  const asked = { warehouse, version, content, decisions: noDecisions, papers: null };
  return (await askVersion(asked, null)).get('example')!;
}

describe('the header of a condition', () => {
  const faultsOf = (...lines: string[]) =>
    readCondition('example', [...lines, 'select 1'].join('\n'), ['division', 'city', 'head']).faults.map(
      ({ line, message }) => `${line ?? '-'} ${message}`
    );

  it.each([
    [['-- title: 示例'], '- 没有写 to。'],
    [['-- to: division'], '- 没有写 title。'],
    [[...header, '-- severty: urgent'], '3 没有“severty”，最接近的是 severity'],
    [[...header, '-- severity: hoch'], '3 没有“hoch”'],
    [[...header, '-- title: 又一个'], '3 title 写了两次。'],
    [['-- title: 示例', '-- to: division、citi'], '2 没有角色或职责“citi”，最接近的是 city'],
    [[...header, '-- within: 7、3、1'], '3 within 只给 kind: deadline 用'],
    [[...header, '-- kind: deadline'], '3 截止（deadline）要写提前几天说'],
    [[...header, '-- kind: deadline', '-- within: 1、3'], '4 要写提前几天，从多到少'],
    [[...header, '-- kind: event', '-- hold_hours: 2'], '4 发生过的事没有消除'],
    [[...header, '-- kind: event', '-- when_changed: yes'], '4 when_changed 只给 kind: state 用'],
    [[...header, '-- severity: urgent', '-- deliver: digest'], '4 紧急（urgent）的不等汇总'],
    [[...header, '-- hold_hours: -1'], '3 要写 0 到 720 的整数'],
    [[...header, '-- many: 0'], '3 要写 1 到 200 的整数'],
    [[...header, '-- escalate: head'], '3 看不懂“head”'],
    [[...header, '-- escalate: boss after 2'], '3 没有角色或职责“boss”'],
  ])('%j is told at its line', (lines, said) => {
    expect(faultsOf(...lines).join('\n')).toContain(said);
  });

  it('is read as it stands', () => {
    const { faults, escalate, within, kind } = conditionOf(
      'select 1',
      '-- kind: deadline',
      '-- within: 7、3、1',
      '-- escalate: head after 2'
    );
    expect({ faults, escalate, within, kind }).toEqual({
      faults: [],
      escalate: { to: 'head', afterWorkdays: 2 },
      within: [7, 3, 1],
      kind: 'deadline',
    });
  });
});

describe('what a condition finds', () => {
  it('is read of the marts, about whom it says', async () => {
    const { found } = await ask(
      `select city as key, city, sum(recommended)::integer as value, 'x' as message, {n: sum(recommended)} as evidence
      from cube where batch = '2025' group by city`
    );
    expect(found).toHaveLength(16);
    expect(found!.every(({ key, about, value }) => about.city === key && value !== null)).toBe(true);
  });

  it('is said again as whoever sees no more than what it is about reads it', async () => {
    const { found } = await ask(
      `select concat_ws(' ', rule, subject_kind, subject_id, batches, year) as key, city, message
      from findings where verdict <> 'pass'`
    );
    const differing = found!.filter(({ own, message }) => own !== message);
    expect(differing.length).toBeGreaterThan(0);
    const numberOf = /SL\d{4}-\d{4}-\d{4}/g;
    const cityOfNumber = new Map(await codesOfCities());
    for (const { own, about } of found!)
      for (const [number] of (own ?? '').matchAll(numberOf))
        expect([number, cityOfNumber.get(number.slice(7, 11))]).toEqual([number, about.city]);
  });

  it.each([
    [
      'a due that nobody knows',
      `select 'a' as key, 'x' as message, null::timestamp as due`,
      ['-- kind: deadline', '-- within: 3'],
    ],
    ['a row that says so', `select 'a' as key, 'x' as message, true as is_unknown`, []],
  ])('is unknown of %s', async (_what, body, keys) => {
    const { found } = await ask(body, ...keys);
    expect(found!.map(({ isUnknown }) => isUnknown)).toEqual([true]);
  });

  it.each([
    ['there is no version before', `select project_id as key, 'x' as message from before_projects`, '没有上一个版本'],
    ['papers were not asked', `select code as key, 'x' as message from system_papers`, '问不到 papers'],
    ['a key stands twice', `select 'a' as key, 'x' as message from cube`, 'key a 有两行'],
    ['a row has no key', `select null::varchar as key, 'x' as message`, '没有 key'],
    ['a column is missing', `select 'a' as key`, '缺列 message'],
    ['a column is not known', `select 'a' as key, 'x' as message, 1 as n`, '多出了列 n'],
    ['the query fails', `select 'a' as key, 'x' as message, city::integer as value from cube`, '没有算出来'],
    ['a relation is not there', `select 'a' as key, 'x' as message from nowhere`, '没有算出来'],
  ])('is unknown, with why, where %s', async (_what, body, said) => {
    const { found, why } = await ask(body);
    expect(found).toBeNull();
    expect(why).toContain(said);
  });

  it('may rest on the machine and on the record', async () => {
    const { found } = await ask(
      `select v.version as key, d.free_bytes::varchar as value, 'x' as message, {o: (select count(*) from system_outbox)} as evidence
      from system_version as v cross join system_disk as d where d.free_bytes < d.total_bytes and v.now > v.published_at`
    );
    expect(found!.map(({ key }) => key)).toEqual([version]);
    expect(Number(found![0]!.value)).toBeGreaterThan(0);
  });
});

/** `3702` is the code of a city. */
async function codesOfCities(): Promise<[string, string][]> {
  const { found } = await ask(`select code as key, city, 'x' as message from reference.cities`);
  return found!.map(({ key, about }: Found) => [key.slice(0, 4), about.city!]);
}

describe('an evaluation of a version', () => {
  it('is made once, and asked again where a condition says something else', async () => {
    const first = conditionOf(`select city as key, city, 'x' as message from cube where batch = '2025' group by city`);
    const options = { warehouse, version, recipients: () => [], decisions: noDecisions, papers: null };
    expect((await evaluateVersion({ ...options, content: contentOf(first) })).isNew).toBe(true);
    expect((await evaluateVersion({ ...options, content: contentOf(first) })).isNew).toBe(false);
    const other = conditionOf(`select 'all' as key, 'x' as message`);
    expect((await evaluateVersion({ ...options, content: contentOf(other) })).isNew).toBe(true);
    const store = openAlerts(alertsFile(warehouse));
    try {
      const stands = [...readState(store).incidents.values()].map(({ key, status, isBaseline }) => [
        key,
        status,
        isBaseline,
      ]);
      expect(stands.filter(([, status]) => status === 'away')).toHaveLength(16);
      expect(stands.filter(([, status]) => status === 'open')).toEqual([['all', 'open', false]]);
    } finally {
      store.close();
    }
  });
});

describe('the conditions of this program', () => {
  it('hold, and each can be worked out on the sample', async () => {
    const content = await readOwnAlerts();
    expect(content.faults).toEqual([]);
    const asked = { warehouse, version, content, decisions: noDecisions, papers: [] };
    const outcomes = await askVersion(asked, null);
    const unknown = [...outcomes].filter(([, { found, why }]) => found === null && !why?.includes('没有上一个版本'));
    expect(unknown).toEqual([]);
  });

  it('tell nobody anything as they are shipped', async () => {
    expect((await readOwnAlerts()).subscriptions).toEqual([]);
  });
});
