import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { everything, type Row, type Scope } from '#spec';
import { answerPanel, catalogWithin, readFilters } from '#query';
import { openSample, panels, sum, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

async function rowsFor(id: string, asked: Asked, scope: Scope = everything): Promise<Row[]> {
  const { query } = panels.find((each) => each.id === id)!;
  const view = { filters: readFilters(sample.catalog, asked), scope };
  const catalog = await catalogWithin(sample, sample.catalog, view);
  return (await answerPanel(sample, catalog, query, view)).result.rows();
}

const weifang = { batch: ['2025'], city: ['潍坊市'] };

describe('the quota line of a city', () => {
  test('names who is outside, and agrees with what the rule found', async () => {
    const rows = await rowsFor('cities/line', weifang);
    const outside = rows.filter(({ place }) => place === '名额线外');
    expect(outside.map(({ project_id, rank, after_returned }) => [project_id, rank, after_returned])).toEqual([
      ['SL2025-3707-0007', 19, 1],
      ['SL2025-3707-0010', 20, 2],
    ]);
    const [found] = (await (
      await sample.reading.read(
        'test',
        `select evidence->>'beyond_line' as beyond from marts.findings where rule = 'over_quota' and verdict = 'fail' and batch = '2025'`
      )
    ).rows()) as Row[];
    expect(JSON.parse(String(found!.beyond))).toEqual(outside.map(({ project_id }) => project_id));
  });

  test('is the same whatever is filtered besides: a direction hides rows and moves no line', async () => {
    const all = await rowsFor('cities/line', weifang);
    const some = await rowsFor('cities/line', { ...weifang, direction: ['技术赋能'] });
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
    for (const row of some) expect(all).toContainEqual(row);
  });

  test('counts as the quota does', async () => {
    const rows = await rowsFor('cities/line', weifang);
    const [quota] = await sample.metricsOf(['quota_used', 'quota_exempt', 'quota_over'], [], weifang);
    expect(rows.filter(({ place }) => place === '名额内' || place === '名额线外')).toHaveLength(
      Number(quota!.quota_used)
    );
    expect(rows.filter(({ place }) => place === '不占名额')).toHaveLength(Number(quota!.quota_exempt));
    expect(rows.filter(({ place }) => place === '名额线外')).toHaveLength(Number(quota!.quota_over));
  });
});

describe('counties', () => {
  test('add up to the city', async () => {
    const asked = { batch: ['2025'], city: ['济南市'] };
    const rows = await rowsFor('cities/counties', asked);
    const [whole] = await sample.metricsOf(['applied', 'recommended', 'quota_used', 'listed', 'accepted'], [], asked);
    for (const [name, value] of Object.entries(whole!)) expect([name, sum(rows, name)]).toEqual([name, value]);
    const waiting = await rowsFor('cities/waiting', asked);
    expect(sum(rows, 'waits_county') + sum(rows, 'waits_city')).toBe(
      waiting.filter(({ stage }) => stage !== '已退回').length
    );
    const late = await rowsFor('cities/overdue', asked);
    expect(sum(rows, 'overdue')).toBe(late.length);
  });
});

describe('beside the others', () => {
  test.each(['cities/peers', 'quota/tiles', 'quota/ranking'])(
    '%s keeps all sixteen whatever city is chosen, and says so',
    async (id) => {
      const { rows, unfit } = await sample.tableOf(id, { batch: ['2025'], city: ['济南市'] });
      expect(rows).toHaveLength(16);
      expect(unfit).toContainEqual({
        state: 'not_filtered',
        filters: ['city'],
        says: expect.stringContaining('与其余的并列') as string,
      });
      const plain = (await sample.tableOf(id, { batch: ['2025'] })).rows;
      expect(rows).toEqual(plain);
    }
  );

  test('a filter that leaves a city nothing leaves the city, with 0; nothing below the city is told of others', async () => {
    const asked = { batch: ['2026-1'], direction: ['载体赋能'], city: ['济南市'] };
    const rows = await rowsFor('cities/peers', asked);
    expect(rows).toHaveLength(16);
    expect(rows.filter(({ projects }) => projects === 0).length).toBeGreaterThan(0);
    expect(await rowsFor('cities/peers', asked, { city: ['济南市'] })).toEqual([]);
  });

  test('the small charts are of every batch', async () => {
    const { rows } = await sample.tableOf('quota/multiples', { batch: ['2025'], city: ['济南市'] });
    expect(new Set(rows.map(({ batch }) => batch)).size).toBeGreaterThan(1);
    const [whole] = await sample.metricsOf(['quota_used'], []);
    expect(sum(rows, 'quota_used')).toBe(whole!.quota_used);
  });

  test('a city sees the places of others whole, and nothing of others that few stand behind: null, never 0', async () => {
    const whole = await rowsFor('cities/peers', { batch: ['2025'] });
    const told = await rowsFor('cities/peers', { batch: ['2025'] }, { city: ['济南市'] });
    expect(told).toHaveLength(16);
    let withheld = 0;
    for (const row of told) {
      const same = whole.find(({ city }) => city === row.city)!;
      for (const name of ['quota', 'quota_used', 'quota_over', 'quota_use_rate'])
        expect([row.city, name, row[name]]).toEqual([row.city, name, same[name]]);
      for (const name of [
        'listed',
        'accepted',
        'recommended',
        'verified_investment',
        'subsidy_net',
        'acceptance_rate',
      ]) {
        if (row[name] === null && same[name] !== null) withheld++;
        else expect([row.city, name, row[name]]).toEqual([row.city, name, same[name]]);
      }
      if (row.city === '济南市') expect({ ...row, withheld_note: null }).toEqual(same);
      else expect(row.withheld_note).toBe('不公开');
    }
    expect(withheld).toBeGreaterThan(0);
  });

  test('the tiles lie apart: no two on one place', async () => {
    const { rows } = await sample.tableOf('quota/tiles');
    expect(new Set(rows.map(({ tile_row, tile_column }) => `${tile_row}/${tile_column}`)).size).toBe(16);
  });
});
