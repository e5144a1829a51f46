import type { Case } from './case.ts';

const unread = 'unreadable_number cell';
const blank = ['', '—', '/', '无', '空', 'N/A'].map((cell): Case => [cell, null]);

export const integer: readonly Case[] = [
  ...blank,
  ['12', '12'],
  ['0', '0'],
  ['１２', '12'],
  ['①', '1'],
  ['1,234', '1234'],
  ['12.0', '12'],
  ['12.00', '12'],
  ['12个', '12'],
  ['12 个', '12'],
  ['第3名', '3'],
  ['第 3', '3'],
  ['2025年', '2025'],
  ['2025年度', '2025'],
  ["'12", '12'],
  ['1.5', null, unread],
  ['-1', null, unread],
  ['约12', null, unread],
  ['12左右', null, unread],
  ['1/5', null, unread],
  ['1-3', null, unread],
  ['1 2', null, unread],
  ['1,23', null, unread],
  ['1.2E+01', null, unread],
  ['十二', null, unread],
  ['12人', null, unread],
  ['99999999999', null, unread],
];

export const number: readonly Case[] = [
  ...blank,
  ['85', '85.0'],
  ['85.5', '85.5'],
  ['８５．５', '85.5'],
  ['85.5分', '85.5'],
  ['1,085.25', '1085.25'],
  ['.5', '0.5'],
  ['0', '0.0'],
  ['-5', null, unread],
  ['约85', null, unread],
  ['85-90', null, unread],
  ['85%', null, unread],
  ['8.5E+01', null, unread],
  ['NaN', null, unread],
  ['优', null, unread],
];
