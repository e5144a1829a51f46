import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSample } from './sample.ts';

interface Part {
  name: string;
  value: number | null;
  total: number;
  rows: {
    sources: { file: string; sha256: string; row: number; cells: { header: string; value: string | null }[] }[];
  }[];
}
interface Proof {
  metric: { title: string; formula: string };
  value: number | null;
  conditions: { name: string; title: string; values: unknown[] }[];
  recomputed: { value: number | null; agrees: boolean };
  parts: Part[];
}
interface Ledger {
  rows: {
    organisation_id: string;
    group_name: string;
    group_period: string;
    own: number;
    released: number;
    batch: string;
    year: number;
    used: number;
    limit: number | null;
    left: number | null;
    carried_over: number;
  }[];
}

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const explain = (query: string) => sample.get<Proof>(`/api/explain?${query}`);
const filesOf = ({ parts }: Proof) =>
  parts.flatMap(({ rows }) => rows.flatMap(({ sources }) => sources.map(({ file }) => file)));

test('of no ratios none is above 1, on a panel and where it is followed to', async () => {
  const { value, recomputed } = await explain('metric=investment_completion_rate.above_one&stage=已退回');
  expect([value, recomputed]).toMatchObject([0, { value: 0, agrees: true }]);
});

describe('a count of findings', () => {
  test('is followed to the findings, and each to the rows that its rule judged', async () => {
    const proof = await explain('metric=failed&of=findings&only=rule:late_submission&batch=2025');
    const { total } = await sample.get<{ total: number }>('/api/findings?rule=late_submission&verdict=fail&batch=2025');
    expect(proof).toMatchObject({
      value: total,
      recomputed: { agrees: true },
      conditions: [
        { name: 'batch', values: ['2025'] },
        { name: 'rule', title: '规则', values: ['late_submission'] },
      ],
    });
    expect(
      proof.parts[0]!.rows.every(({ sources }) =>
        sources.some(({ file, cells }) => file.includes('流程记录') && cells.some(({ value }) => value === '提交'))
      )
    ).toBe(true);
  });

  test.each(['over_quota', 'provider_limit', 'group_limit', 'direction_support_cap'])(
    'of %s, which is about more than a project, too',
    async (rule) => {
      const proof = await explain(`metric=findings&of=findings&only=rule:${rule}&limit=3`);
      expect(proof.value).toBeGreaterThan(0);
      expect(filesOf(proof).length).toBeGreaterThan(0);
    }
  );

  test('of any of several verdicts is their sum', async () => {
    const value = async (verdicts: string) => (await explain(`metric=findings&of=findings${verdicts}&limit=0`)).value!;
    expect(await value('&only=verdict:fail&only=verdict:review')).toBe(
      (await value('&only=verdict:fail')) + (await value('&only=verdict:review'))
    );
  });

  test('as CSV says verdicts in the words of the pages', async () => {
    const csv = await sample.get<string>('/api/explain?metric=failed&of=findings&only=rule:over_quota&format=csv');
    expect(csv).toContain('不通过');
    expect(csv).not.toContain('fail');
  });
});

describe('a number of the slot ledger', () => {
  test('is its limit, down to the cell of the reference data, less its projects', async () => {
    const { rows } = await sample.get<Ledger>('/api/organisations?limit=500&year=2025');
    const some = rows.find(({ carried_over, limit }) => carried_over > 0 && limit !== null)!;
    const proof = await explain(
      `metric=left&of=organisations&only=organisation_id:${some.organisation_id}&only=year:${some.year}`
    );
    expect(proof).toMatchObject({
      value: some.left,
      recomputed: { value: some.left, agrees: true },
      metric: { formula: '"limit" - used' },
    });
    const part = (name: string) => proof.parts.find((each) => each.name === name)!;
    expect(part('limit')).toMatchObject({ value: some.limit, total: 1 });
    const [cell] = part('limit').rows[0]!.sources;
    expect(cell).toMatchObject({
      file: 'data/reference/notices/2025/limits.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(cell!.cells).toContainEqual(expect.objectContaining({ header: 'at_most', value: String(some.limit) }));
    expect(['own', 'partner_in', 'carried_over'].reduce((sum, name) => sum + part(name).value!, 0)).toBe(some.used);
    expect(part('carried_over')).toMatchObject({ value: some.carried_over });
  });

  test('of a group is of the batches that its limit is counted over', async () => {
    const { rows } = await sample.get<Ledger>('/api/groups?limit=500');
    for (const { group_name, group_period, used, own, released } of rows.slice(0, 5)) {
      expect(
        await explain(`metric=used&of=groups&only=group_name:${group_name}&only=group_period:${group_period}&limit=0`)
      ).toMatchObject({
        value: used,
        recomputed: { agrees: true },
        parts: [
          { name: 'own', total: own },
          { name: 'released', total: released },
        ],
      });
    }
  });

  test.each([
    ['of nobody', 'metric=left&of=organisations&only=organisation_id:nobody', '台账里没有这一行'],
    ['of many', 'metric=left&of=organisations&only=year:2025', '请用 only 指明是哪一行'],
    ['under a filter', 'metric=left&of=organisations&city=济南市', '台账里的数不随筛选而变'],
    ['by what its projects do not know', 'metric=left&of=organisations&only=has_two_types:true', '没有这一列'],
    ['that is none', 'metric=year&of=organisations', '没有指标'],
    ['of no mart', 'metric=left&of=nothing', '没有表'],
    ['of a project', 'metric=left&of=organisations&project_id=x', '没有'],
  ])('%s is refused in words', async (_what, query, message) => {
    await expect(explain(query)).rejects.toThrow(message);
  });
});
