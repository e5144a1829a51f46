import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { everything, proofHref, type Row } from '#spec';
import { answerPanel, readFilters, type Dimension } from '#query';
import { openSample, panels, sum, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

describe('directions', () => {
  const listed = async (table: string, batch: string) =>
    (await (await sample.reading.read('test', `from reference.${table} where batch = '${batch}'`)).rows()) as Row[];

  test('the tasks of a batch are those of its notice, and what no notice lists stands apart with its year', async () => {
    for (const batch of ['2025', '2026-1']) {
      const tasks = (await sample.tableOf('directions/tasks', { batch: [batch] })).rows;
      expect(tasks.map(({ task }) => task)).toEqual((await listed('tasks', batch)).map(({ task }) => task));
    }
    const unlisted = (await sample.tableOf('directions/tasks', { batch: ['2024-1'] })).rows;
    expect(unlisted.length).toBeGreaterThan(0);
    expect(unlisted.filter(({ task, direction }) => direction !== '未映射' || !/ · 2024$/.test(String(task)))).toEqual(
      []
    );
  });

  test('of several notices the newest leads: what it renamed stands under its name, what it retired only with projects', async () => {
    const both = { batch: ['2025', '2026-1'] };
    const { rows: tasks } = await sample.tableOf('directions/tasks', both);
    const newest = (await listed('tasks', '2026-1')).map(({ task }) => task);
    expect(tasks.map(({ task }) => task)).toEqual([...newest, '轻量化改造数字产品和解决方案']);
    const [whole] = await sample.metricsOf(['applied', 'listed'], [], both);
    expect([sum(tasks, 'applied'), sum(tasks, 'listed')]).toEqual([whole!.applied, whole!.listed]);
    const names = ['工业互联网安全解决方案', '工业互联网网络安全解决方案'];
    const [shown] = tasks.filter(({ task }) => task === names[0]);
    const [proved] = await sample.metricsOf(['applied'], [], { ...both, task: names });
    expect(Number(shown!.applied)).toBeGreaterThan(0);
    expect(shown!.applied).toBe(proved!.applied);
    const directions = (await sample.tableOf('directions/directions', both)).rows.map(({ direction }) => direction);
    expect(directions).toEqual((await listed('directions', '2026-1')).map(({ direction }) => direction));
    expect(
      (await sample.tableOf('directions/stages', { batch: ['2025'] })).rows.map(({ direction }) => direction)
    ).toEqual((await listed('directions', '2025')).map(({ direction }) => direction));
  });

  test('a number under a name that gathers another is followed to both', async () => {
    const { query } = panels.find(({ id }) => id === 'directions/tasks')!;
    const proofIn = async (batch: string[]) =>
      (
        await answerPanel(sample, sample.catalog, query, {
          filters: readFilters(sample.catalog, { batch }),
          scope: everything,
        })
      ).proof;
    const proof = await proofIn(['2025', '2026-1']);
    expect(proof.gathers).toEqual({ task: { 工业互联网安全解决方案: ['工业互联网网络安全解决方案'] } });
    expect((await proofIn(['2025'])).gathers).toBeUndefined();
    const row = { task: '工业互联网安全解决方案', direction: '技术赋能', applied: 1 };
    const context = (search: string) => ({
      params: new URLSearchParams(search),
      filters: ['batch', 'direction', 'task'].map((name) => ({
        name,
        values: sample.catalog.values[name as Dimension],
      })),
    });
    const tasksOf = (search: string) =>
      new URL(`http://a${proofHref({ proof }, row, 'applied', context(search))}`).searchParams.getAll('task');
    expect(tasksOf('')).toEqual(['工业互联网安全解决方案', '工业互联网网络安全解决方案']);
    expect(tasksOf('task=工业互联网网络安全解决方案')).toEqual(['工业互联网网络安全解决方案']);
  });

  test('the grid has every city and task, and adds up', async () => {
    const grid = (await sample.tableOf('directions/grid', { batch: ['2025'] })).rows;
    expect(grid).toHaveLength(16 * 9);
    const [whole] = await sample.metricsOf(['applied'], [], { batch: ['2025'] });
    expect(sum(grid, 'applied')).toBe(whole!.applied);
  });

  test('the caps are those of the notice, and what is supported is counted against them', async () => {
    const caps = (await sample.tableOf('directions/caps', { batch: ['2025'] })).rows;
    const supported = await sample.metricsOf(['supported'], ['direction'], { batch: ['2025'] });
    expect(caps.map(({ support_period, capped, at_most }) => [support_period, capped, at_most])).toEqual([
      ['2025', '链式转型', 5],
      ['2025', '载体赋能', 5],
    ]);
    const all = (await sample.tableOf('directions/caps')).rows.map(({ capped }) => capped);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('链式转型（2025）');
    for (const { direction, supported: shown } of caps)
      expect(shown).toBe(supported.find((row) => row.direction === direction)!.supported);
  });
});
