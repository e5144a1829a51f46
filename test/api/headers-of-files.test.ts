import { expect, test } from 'vitest';
import type { ColumnInfo } from '#spec';
import { headersOf } from '../../src/api/http/csv.ts';

const column = (name: string, title: string, definition?: string): ColumnInfo => ({
  name,
  title,
  type: 'number',
  unit: '元',
  ...(definition && { definition }),
});

test('no two columns of a file have one header: the second says what it is', () => {
  expect(
    headersOf([
      column('subsidy_net', '净奖补', '已下达减去已收回'),
      column('net_compared', '净奖补', '三数都已知的项目'),
      column('net_other', '净奖补'),
    ])
  ).toEqual(['净奖补 (元)', '净奖补 (元)：三数都已知的项目', '净奖补 (元)：net_other']);
});
