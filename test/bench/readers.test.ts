import { expect, test } from 'vitest';
import { drawn, edited, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { random } from '../province/random.ts';
import { benchReaders } from './readers.ts';

test('what somebody waits for is measured alone and among readers, of the same questions', async () => {
  const { warehouse, load } = await newWarehouse();
  const tables = drawn(11, 12);
  const from = await load(filesOf(tables));
  const to = await load(filesOf(edited(tables, ['amount', 'added'], random('readers', 11))));
  const { waits, pages, first } = await benchReaders(warehouse, { from, to, readers: 2, each: 2, reading: [50, 200] });
  expect(waits.map(({ alone, among }) => [alone.length, among.length])).toEqual(waits.map(() => [2, 2]));
  for (const { kind, alone, among } of waits)
    for (const took of [...alone, ...among]) expect(took, kind).toBeGreaterThan(0);
  expect(first).toBeGreaterThan(0);
  // They read meanwhile, and every page was there.
  expect(pages.count).toBeGreaterThan(0);
  expect(pages.failed).toBe(0);
});
