import { describe, expect, test } from 'vitest';
import type { NamedDashboard, Panel } from '#spec';
import { count as amount, tableOf, word } from '../lib/charts/picture.ts';
import { widthOnWall } from '../../src/routes/wall/[[dashboard]]/fit.ts';
import { slideOf } from '../../src/routes/wall/[[dashboard]]/wall.ts';

const panel = (mark: string) => ({ title: mark, chart: { mark } }) as unknown as Panel;
const dashboard = (name: string, marks: Record<string, string>) =>
  ({
    name,
    title: name,
    panels: Object.fromEntries(Object.entries(marks).map(([key, mark]) => [key, panel(mark)])),
  }) as unknown as NamedDashboard;

const all = [
  dashboard('overview', { headline: 'figures', stages: 'steps', list: 'table' }),
  dashboard('quota', { cities: 'bullet', months: 'bar' }),
  dashboard('lists', { first: 'table', second: 'table' }),
];
const slide = (name: string, query: string) => slideOf(all, name, new URLSearchParams(query));

describe('a wall', () => {
  test('goes round all that is drawn, dashboard after dashboard, and begins again', () => {
    const places: string[] = [];
    let [path, query] = ['overview', 'view=wall'];
    do {
      const { panel, next } = slide(path, query);
      places.push(`${path}/${panel}`);
      const url = new URL(next, 'http://x');
      [path, query] = [url.pathname === '/' ? 'overview' : url.pathname.slice(1), url.search];
      expect(url.searchParams.get('view')).toBe('wall');
    } while (places.length < 10 && !places.includes(`${path}/${new URLSearchParams(query).get('panel')}`));
    expect(places).toEqual(['overview/stages', 'quota/cities', 'quota/months', 'lists/first']);
  });

  test('shows the figures of its dashboard, and says where in the round it is', () => {
    expect(slide('overview', 'view=wall')).toMatchObject({ panel: 'stages', figures: 'headline', at: 1, of: 4 });
    expect(slide('quota', 'view=wall&panel=months')).toMatchObject({ panel: 'months', figures: null, at: 3, of: 4 });
  });

  test('keeps its filters and its pace all round, and never a version', () => {
    const { next, way } = slide('quota', 'city=济南市&batch=all&view=wall&panel=months&every=45&version=old');
    expect(decodeURIComponent(next)).toBe('/lists?city=济南市&batch=all&view=wall&panel=first&every=45');
    expect(decodeURIComponent(way)).toBe('/quota?city=济南市&batch=all');
  });

  test('stays where it is told to, and goes on from there', () => {
    const still = slide('quota', 'view=wall&panel=cities&every=0');
    expect(still).toMatchObject({ isStill: true, seconds: 60, next: '/quota?view=wall&panel=cities&every=0' });
    expect(still.turned).toBe('/quota?view=wall&panel=cities');
    expect(slide('quota', 'view=wall').turned).toBe('/quota?view=wall&panel=cities&every=0');
  });

  test.each([
    ['', 20],
    ['&every=5', 5],
    ['&every=4', 20],
    ['&every=1e9', 20],
    ['&every=x', 20],
    ['&every=-3', 20],
  ])('%s is a pace of %d seconds', (every, seconds) => {
    expect(slide('quota', `view=wall${every}`).seconds).toBe(seconds);
  });

  test('shows the first picture where its address names none', () => {
    expect(slide('quota', 'view=wall&panel=gone').panel).toBe('cities');
  });
});

describe('a picture on a wall', () => {
  const bars = (count: number) =>
    tableOf(
      [word('city', '市'), amount('used', '占用名额')],
      Array.from({ length: count }, (_, i) => ({ city: `市${i}`, used: i }))
    );
  const chart = { mark: 'bar', label: 'city', values: ['used'] } as const;

  test('is drawn the larger, the fewer rows it has, and never higher than the wall but where it must', () => {
    const widths = [2, 6, 12, 40].map((count) => widthOnWall(chart, bars(count)));
    expect(widths[0]).toBe(640);
    expect(widths.at(-1)).toBe(1198);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  });

  test('of lists and of nothing has the width of its card', () => {
    expect(widthOnWall({ mark: 'table' }, bars(2))).toBe(1198);
    expect(widthOnWall(chart, bars(0))).toBe(1198);
  });
});
