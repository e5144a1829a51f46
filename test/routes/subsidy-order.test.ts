import { expect, test } from 'vitest';
import { inTheirOrder } from '../../src/routes/scenarios/subsidy/asked.ts';

test('values stand as their dimension lists them, and what it does not list stands last', () => {
  const listed = ['济南市', '青岛市', '淄博市'];
  expect(inTheirOrder(['青岛市', '未知', '淄博市', '济南市'], listed)).toEqual(['济南市', '青岛市', '淄博市', '未知']);
});

test('amounts stand from the least to the greatest, and what is unknown last', () => {
  const sizes = ['核定投入未知', '5000 万元以上', '1000–2000 万元', '不到 500 万元', '2000–5000 万元', '500–1000 万元'];
  expect(inTheirOrder(sizes)).toEqual([
    '不到 500 万元',
    '500–1000 万元',
    '1000–2000 万元',
    '2000–5000 万元',
    '5000 万元以上',
    '核定投入未知',
  ]);
});
