import { expect, test } from 'vitest';
import { proofHref } from '#spec';

const filters = [
  { name: 'batch', title: '批次', values: ['2024-1', '2025'] },
  { name: 'city', title: '推荐市', values: ['济南市', '青岛市'] },
  { name: 'county', title: '县区', values: [], isPartial: true as const },
  { name: 'task', title: '任务', values: ['5G 工厂', '标杆工厂'] },
];
const proof = { columns: ['applied'], keys: ['city', 'task'] };
const at = (
  address: string,
  row: Record<string, string | null>,
  table: Parameters<typeof proofHref>[0] = { proof }
) => {
  const href = proofHref(table, row, 'applied', { params: new URLSearchParams(address), filters });
  return href === null ? null : decodeURIComponent(href.replaceAll('+', ' '));
};

test('a number leads to what its row is about, and to the filters and the version in force', () => {
  expect(at('batch=2025&version=v1&sort=x&offset=50', { city: '济南市', task: '5G 工厂' })).toBe(
    '/explain?metric=applied&city=济南市&task=5G 工厂&batch=2025&version=v1'
  );
});

test('the row’s own value takes the place of a filter that holds it', () => {
  expect(at('city=济南市&city=青岛市', { city: '青岛市', task: '5G 工厂' })).toBe(
    '/explain?metric=applied&city=青岛市&task=5G 工厂'
  );
});

test('where a filter leaves the row’s value out, both hold', () => {
  expect(at('task=标杆工厂', { city: '青岛市', task: '5G 工厂' })).toBe(
    '/explain?metric=applied&city=青岛市&only=task:5G 工厂&task=标杆工厂'
  );
});

test('of a filter that a panel does not hear, the row’s own value holds, whatever is chosen', () => {
  const beside = {
    proof: { columns: ['applied'], keys: ['batch', 'city'], panel: 'quota/multiples', unheard: ['batch'] },
  };
  expect(at('batch=2024-1&city=青岛市', { batch: '2025', city: '青岛市' }, beside)).toBe(
    '/explain?metric=applied&panel=quota/multiples&batch=2025&city=青岛市'
  );
});

test('a group that gathers several values narrows nothing; what is unknown is asked for as such', () => {
  expect(at('', { city: '青岛市', task: '未映射' })).toBe('/explain?metric=applied&city=青岛市');
  expect(at('', { city: null, task: '5G 工厂' })).toBe('/explain?metric=applied&only=city:&task=5G 工厂');
});

test('counties are not all known to the page, and columns of projects are no filters', () => {
  expect(
    at(
      '',
      { county: '历下区', quota_exemption: '方向不限名额' },
      { proof: { columns: ['applied'], keys: ['county', 'quota_exemption'], panel: 'quota/exempt' } }
    )
  ).toBe('/explain?metric=applied&panel=quota/exempt&county=历下区&only=quota_exemption:方向不限名额');
});

test('of one project only the project matters', () => {
  expect(
    at(
      'city=济南市&version=v1',
      { project_id: 'P-1', city: '济南市' },
      { proof: { columns: ['applied'], keys: ['project_id'] } }
    )
  ).toBe('/explain?metric=applied&project_id=P-1&version=v1');
});

test('what cannot be followed leads nowhere', () => {
  expect(at('', {}, {})).toBe(null);
  expect(at('', {}, { proof: { columns: ['listed'], keys: [] } })).toBe(null);
});
