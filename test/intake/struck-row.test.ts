import { expect, test } from 'vitest';
import { gridRows } from '../../src/intake/workbook/grid.ts';
import type { XlsxRow } from '#xlsx';

test('a row that is struck out as a whole is not taken, and asked about', async () => {
  async function* rows(): AsyncGenerator<XlsxRow> {
    yield { row: 1, cells: [{ column: 1, kind: 'text', text: '甲', raw: '甲' }] };
    yield { row: 2, isStruck: true, cells: [{ column: 1, kind: 'text', text: '乙', raw: '乙' }] };
  }
  const [kept, struck] = (await Array.fromAsync(gridRows(rows(), 1))).flat();
  expect(kept!.issues).toBeUndefined();
  expect(struck!.issues).toMatchObject([
    { check: 'struck_row', effect: 'row', fix: expect.stringMatching(/删去.*去掉删除线/) },
  ]);
});
