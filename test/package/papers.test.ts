import { expect, test } from 'vitest';
import { papersOf } from '../../src/package/papers.ts';

const version = '20260630T080000-0a1b2c3d';
const sealed = (code: string, said: Record<string, unknown>) => ({
  event: 'sealed',
  code,
  statement: JSON.stringify({ version, scope: {}, path: '/quota?batch=2025', numbers: [], ...said }),
});
const papers = (...lines: object[]) =>
  papersOf(
    lines.map((line, at) => ({ position: at + 1, body: JSON.stringify(line) })) as unknown as Parameters<
      typeof papersOf
    >[0],
    version
  );
const figure = { metric: 'quota_used', batch: '2025', city: '济南市', value: '12' };
const number = { key: 'quota/by-city?city=济南市#quota_used', exact: '12' };
const on = (paper: object, of = figure) =>
  papers(paper)
    .filter(({ has }) => has(of))
    .map(({ code }) => code);

test('a figure stands on the papers that say it of its batch and city', () => {
  expect(on(sealed('A', { numbers: [number] }))).toEqual(['A']);
  expect(
    on(
      sealed('A', {
        path: '/api/query?metrics=quota_used&by=batch,city',
        numbers: [{ ...number, key: 'query?batch=2025&city=济南市#quota_used' }],
      })
    )
  ).toEqual(['A']);
  expect(
    on(sealed('A', { path: '/quota', numbers: [{ key: 'quota/all#quota_used', exact: '12' }] }), {
      ...figure,
      batch: '',
      city: '',
    })
  ).toEqual(['A']);
});

test.each([
  ['of another batch', { path: '/quota?batch=2024', numbers: [number] }],
  ['of several batches', { path: '/quota?batch=2025&batch=2024', numbers: [number] }],
  ['of a direction of it', { path: '/quota?batch=2025&direction=x', numbers: [number] }],
  [
    'of a row that is told by something else',
    { numbers: [{ ...number, key: 'quota/by-city?city=济南市&stage=x#quota_used' }] },
  ],
  ['of a row without a name', { numbers: [{ ...number, key: 'quota/by-city?row=2#quota_used' }] }],
  ['another number', { numbers: [{ ...number, exact: '13' }] }],
  ['unknown', { numbers: [{ ...number, exact: null }] }],
  ['of another version', { version: '20260101T080000-0a1b2c3d', numbers: [number] }],
  ['of a scope', { scope: { city: ['济南市'] }, numbers: [number] }],
])('and on none where it is %s', (_, said) => {
  expect(on(sealed('A', said))).toEqual([]);
});

test('and on none that does not count any more, whatever else is on record', () => {
  expect(
    papers({ event: 'key_added', id: 'k' }, sealed('A', { numbers: [number] }), { event: 'voided', code: 'A' })
  ).toEqual([]);
});
