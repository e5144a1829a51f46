import { expect, test } from 'vitest';
import type { ChangedFigure } from '#spec';
import { figuresTable } from '../../src/routes/data/tables.ts';

test('a large number of a trial is read as on every page, in thousands', () => {
  const said = { from: '20032.75', to: '1220032.5', change: '1200000', unit: '万元', raised: '1200000', lowered: '0' };
  const figure = { title: '核定实际投入', format: 'yuan', said, status: 'changed', lines: 1, reason: null };
  const { rows } = figuresTable([figure as unknown as ChangedFigure]);
  expect(rows[0]).toMatchObject({ before: '20,032.75 万元', after: '1,220,032.5 万元', change: '+1,200,000 万元' });
});
