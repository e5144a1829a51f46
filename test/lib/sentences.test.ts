import { expect, test } from 'vitest';
import { sentencesOf } from '#lib/sentences.ts';
import { count, tableOf } from './charts/picture.ts';

const columns = [
  count('n', '项目数'),
  count('share', '占比', { unit: '%', format: 'percent' }),
  count('money', '金额', { unit: '元', format: 'yuan' }),
];

test('a sentence says the values of the first row as they are written elsewhere, counts without their unit', () => {
  const table = tableOf(columns, [
    { n: 1234, share: 0.5, money: 12_345_600 },
    { n: 9, share: 0.9, money: 9 },
  ]);
  expect(sentencesOf(['{n} 个里 {share}，{money}。', '没有数的一句。'], table)).toEqual([
    '1,234 个里 50.0%，1,234.56 万元。',
    '没有数的一句。',
  ]);
});

test('what names an unknown value is left out, nought is said', () => {
  const table = tableOf(columns, [{ n: 0, share: null, money: 0 }]);
  expect(sentencesOf(['{n} 个。', '{n} 个里 {share}。', '{money}。'], table)).toEqual(['0 个。', '0.00 万元。']);
});
