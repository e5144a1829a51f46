import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Dimension } from '#query';
import { draw, isDrawn, summary } from '#lib/charts/index.ts';
import { toSvg } from '#lib/charts/svg.ts';
import { isFull, some } from '../tier.ts';
import { openSample, panels, type Sample } from './sample.ts';

const dimensions: readonly Dimension[] = [
  'batch',
  'city',
  'county',
  'direction',
  'task',
  'applicant_type',
  'ownership',
  'stage',
];

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

/** Of a panel all filters in npm run test:full; in npm test the two that matter most, and of the others one in turn. */
const askedOf = (at: number) =>
  isFull ? dimensions : ['batch' as const, 'city' as const, dimensions[2 + (at % (dimensions.length - 2))]!];

describe.each(panels.map((each, at) => ({ ...each, at })))('$id', ({ id, panel, at }) => {
  test('brings the parts of every ratio, and the count it rests on', async () => {
    const { columns } = await sample.tableOf(id);
    const names = columns.map(({ name }) => name);
    const parts = columns.flatMap(({ numerator, denominator, n }) =>
      [numerator, denominator, n].filter((part) => part !== undefined)
    );
    expect(parts.filter((part) => !names.includes(part))).toEqual([]);
  });

  test('names after a number only what is one: a moment called due is not 应验收数', async () => {
    const { columns } = await sample.tableOf(id);
    const told = columns.filter(({ format }) => format !== undefined);
    expect(told.filter(({ type }) => type !== 'number').map(({ name, title }) => [name, title])).toEqual([]);
  });

  test('obeys every filter: answers, and draws, under its values', async () => {
    for (const dimension of askedOf(at)) {
      for (const value of some(sample.catalog.values[dimension], dimension === 'batch' ? 2 : 1)) {
        const table = await sample.tableOf(id, { [dimension]: [value] });
        // Other dimensions may be listed whole, with nought where the filter leaves nothing.
        // What is set beside the others is told as it is, and says so.
        const isBeside = (table.unfit ?? []).some(
          ({ state, filters }) => state === 'not_filtered' && filters.includes(dimension)
        );
        if ((dimension === 'batch' || dimension === 'city') && !isBeside)
          expect(table.rows.filter((row) => (row[dimension] ?? value) !== value)).toEqual([]);
        if (!isDrawn(panel.chart)) continue;
        const { option, height } = draw(panel.chart, table, { width: 350, values: sample.catalog.values });
        expect(toSvg(option, { width: 350, height: Math.max(1, height) }), `${dimension}=${value}`).not.toMatch(
          /NaN|Infinity|undefined/
        );
        expect(summary(panel.title, panel.chart, table)).toMatch(/。$/);
      }
    }
  });
});
