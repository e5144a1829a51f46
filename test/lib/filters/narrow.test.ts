import { describe, expect, test } from 'vitest';
import { besides, chosenIn, columnsShown, narrowChips, range, type Field } from '#lib/filters/narrow.ts';

const listed: Field = {
  name: 'only',
  title: '揭榜',
  options: [
    ['listed:1', '已揭榜'],
    ['listed:0', '没有揭榜'],
  ],
};
const params = new URLSearchParams(
  'city=济南市&only=listed:1&only=due:1&number=total&at_least=100&at_most=&offset=50&done=true&said_note=x&sort=-rank'
);
const total = { name: 'total', title: '总投资', unit: '元' };

describe('a form that narrows a list', () => {
  test('hands on what it does not say itself, without the place in the list and what came back with a form', () => {
    expect(besides(params, [listed], range)).toEqual([
      ['city', '济南市'],
      ['only', 'due:1'],
      ['sort', '-rank'],
    ]);
  });

  test('shows what is chosen', () => {
    expect(chosenIn(params, listed)).toBe('listed:1');
    expect(chosenIn(new URLSearchParams('only=due:1'), listed)).toBe('');
  });
});

test('what narrows a list is said, each with the address that is without it alone', () => {
  const chips = narrowChips(params, [listed], [total]);
  expect(chips.map(({ title, value }) => [title, value])).toEqual([
    ['揭榜', '已揭榜'],
    ['总投资', '≥ 100 万元'],
  ]);
  const [first, second] = chips.map(({ without }) => new URLSearchParams(without));
  expect([first!.getAll('only'), first!.get('at_least')]).toEqual([['due:1'], '100']);
  expect([second!.getAll('only'), second!.get('at_least')]).toEqual([['listed:1', 'due:1'], null]);
  const both = new URLSearchParams('number=total&at_least=1&at_most=2');
  expect(narrowChips(both, [], [total])[0]?.value).toBe('1–2 万元');
  expect(
    narrowChips(new URLSearchParams('number=days&at_most=0'), [], [{ name: 'days', title: '天数', unit: '天' }])[0]
      ?.value
  ).toBe('≤ 0 天');
  expect(narrowChips(new URLSearchParams('number=total'), [], [total])).toEqual([]);
});

test('the columns of a list are those that the address names, of those that there are, else the usual ones', () => {
  const known = ['a', 'b', 'c'];
  expect(columnsShown(new URLSearchParams('show=c&show=x&show=a'), known, ['b'])).toEqual(['c', 'a']);
  expect(columnsShown(new URLSearchParams('show=x'), known, ['b', 'x'])).toEqual(['b']);
});
