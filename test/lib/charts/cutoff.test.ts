import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { cutListsOf } from '#lib/charts/cutoff.ts';
import { count, tableOf, word } from './picture.ts';

const chart = {
  mark: 'cutoff',
  by: 'batch',
  at: 'quota',
  count: 'city_used',
  side: 'place',
  above: '名额内',
  below: '名额线外',
  apart: '不占名额',
  gone: '空出',
  unknown: '名额未导入',
  show: ['rank', 'place'],
} satisfies Chart;

/** A list of these sides, in order, with so many places and so many that take one. */
function listOf(quota: number | null, used: number | null, sides: readonly string[], total = sides.length) {
  const rows = sides.map((place, i): Row => ({ batch: '2025', quota, city_used: used, rank: i + 1, place }));
  const columns = [
    word('batch', '批次'),
    count('quota', '推荐名额'),
    count('city_used', '占用名额'),
    word('place', '哪一边'),
    count('rank', '排序'),
  ];
  return cutListsOf(chart, { ...tableOf(columns, rows), total })[0]!;
}

describe('the line', () => {
  test('over by two: behind the last that is within, whoever is exempt before it', () => {
    const list = listOf(2, 4, ['名额内', '不占名额', '名额内', '名额线外', '不占名额', '名额线外']);
    expect(list.line).toBe(3);
    expect(list.isOver).toBe(true);
    expect(list.says).toBe(
      '推荐名额 2 个，占用名额 4 个，超出 2 个：在线外的 2 个。线内每退回一个，线外第一个就补上。'
    );
  });

  test('with places left it stands behind all, and says how many', () => {
    const list = listOf(5, 2, ['名额内', '空出', '名额内']);
    expect(list.line).toBe(3);
    expect(list.said).toBe('推荐名额 5 个，线以上还空 3 个');
    expect(list.says).toContain('还空 3 个，没有在线外的');
  });

  test('just full: one more is over', () => {
    const list = listOf(1, 1, ['名额内']);
    expect([list.line, list.isOver]).toEqual([1, false]);
    expect(list.says).toContain('正好占满');
  });

  test('what is not told apart stands behind it, and the line says so', () => {
    const list = listOf(2, 4, ['名额内', '未定', '未定', '名额线外']);
    expect(list.line).toBe(1);
    expect(list.rows.map(({ side }) => side)).toEqual(['above', 'open', 'open', 'below']);
    expect(list.says).toContain('超出 2 个：在线外的 1 个，在哪一边定不了的 2 个');
    expect(list.said).toContain('定不了');
  });

  test('of a list that is cut no line stands where nobody is seen behind it, and nobody is counted', () => {
    const { says, line } = listOf(2, 4, ['名额内', '不占名额'], 5);
    expect(line).toBeNull();
    expect(says).toBe('推荐名额 2 个，占用名额 4 个，超出 2 个。线内每退回一个，线外第一个就补上。');
    expect(listOf(2, 4, ['名额内', '名额内', '名额线外'], 5).line).toBe(2);
  });

  test('a quota of none has all outside; the line stands before the first', () => {
    expect(listOf(0, 2, ['名额线外', '名额线外']).line).toBe(0);
  });

  test('without a quota there is no line, and what is taken is said', () => {
    const list = listOf(null, 1, ['名额未导入', '不占名额']);
    expect([list.line, list.said, list.isOver]).toEqual([null, '', false]);
    expect(list.says).toBe('推荐名额未导入，没有线可画；占用名额 1 个。');
  });

  test('where nobody can tell who is exempt there is none either', () => {
    const list = listOf(3, null, ['未定', '未定']);
    expect([list.line, list.isOver]).toEqual([null, false]);
    expect(list.says).toContain('没有线可画');
  });
});
