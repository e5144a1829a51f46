import { expect, test } from 'vitest';
import { filtered, linked } from '#lib/hrefs.ts';

const filters = [
  { name: 'city', title: '推荐市', values: ['济南市'] },
  { name: 'task', title: '揭榜任务', values: ['5G 工厂'] },
];
const place = (query = '') => ({ params: new URLSearchParams(query), filters });

test('a link is filled from the row, encoded, and carries the filters', () => {
  expect(linked('/projects/{project_id}', { project_id: 'A/1?' }, place())).toBe('/projects/A%2F1%3F');
  expect(linked('/findings?rule={rule}', { rule: 'over_quota' }, place('city=x&sort=a'))).toBe(
    '/findings?rule=over_quota&city=x'
  );
  expect(linked('/projects/{project_id}', { project_id: null }, place())).toBeNull();
});

test('of what an address says itself no filter says otherwise: of two cities the list of one is of this one', () => {
  expect(linked('/projects?city={city}&stage=已提交', { city: 'A' }, place('city=A&city=B&task=t'))).toBe(
    '/projects?city=A&stage=已提交&task=t'
  );
});

test('an address that follows a number says all that is asked, also what goes without saying', () => {
  const context = { ...place('sort=a'), asked: new URLSearchParams('city=x&sort=a') };
  expect(linked('/explain?metric=amount&only=reason:{reason}', { reason: '核减' }, context)).toBe(
    `/explain?metric=amount&only=reason:${encodeURIComponent('核减')}&city=x`
  );
  expect(linked('/projects/{project_id}', { project_id: 'P1' }, context)).toBe('/projects/P1');
});

test('a row filters by those of its values that can be filtered by', () => {
  expect(filtered(['city', 'task'], { city: '济南市', task: '未映射' }, place())).toBe(
    `?${new URLSearchParams({ city: '济南市' })}`
  );
  expect(filtered(['city', 'task'], { city: '济南市', task: '5G 工厂' }, place())).toBe(
    `?${new URLSearchParams({ city: '济南市', task: '5G 工厂' })}`
  );
  expect(filtered(['task'], { task: '未映射' }, place())).toBeNull();
  expect(filtered(['city'], { city: null }, place())).toBeNull();
});
