import { expect, test } from 'vitest';
import { proposedKind, questionOf } from '#revisions';

const at = (text: string | null) => ({ file: 'a.csv', sheet: '', row: 2, text });
const cell = (from: string | null, to: string | null) =>
  ({ kind: 'cell', source: 's', column: 'c', from: at(from), to: at(to) }) as const;
const data = { step: 'data' } as const;

test('what came in later is an update, what replaces what was said a correction', () => {
  expect(proposedKind({ ...data, because: [cell('', '3')] })).toBe('update');
  expect(proposedKind({ ...data, because: [cell(null, '3')] })).toBe('update');
  expect(proposedKind({ ...data, because: [{ kind: 'row_added', source: 's', to: at('') }] })).toBe('update');
  expect(proposedKind({ ...data, because: [cell('3', '4')] })).toBe('correction');
  // What was known and is not any more did not come in later.
  expect(proposedKind({ ...data, because: [cell('3', '')] })).toBe('correction');
  for (const kind of ['row_removed', 'row_accepted', 'row_rejected'] as const)
    expect(proposedKind({ ...data, because: [{ kind, source: 's', from: at('') }] })).toBe('correction');
});

test('a correction hides behind no update beside it', () => {
  expect(proposedKind({ ...data, because: [cell('', '3'), cell('3', '4')] })).toBe('correction');
});

test('what nothing is seen behind an officer has to say', () => {
  expect(proposedKind({ ...data, because: [] })).toBeNull();
  expect(proposedKind({ ...data, because: [cell('3', '4')], hidden: true })).toBeNull();
});

test('another rule is an improvement, another day an update, a decision a decision', () => {
  expect(proposedKind({ step: 'engine', because: [] })).toBe('improvement');
  expect(proposedKind({ step: 'reference', because: [] })).toBe('improvement');
  expect(proposedKind({ step: 'day', because: [] })).toBe('update');
  expect(proposedKind({ step: 'decision', because: [] })).toBe('decision');
});

test('a number is asked again by the filters of its page, narrowed by its row; any other by none', () => {
  const known = { metrics: new Set(['accepted']), dimensions: new Set(['city', 'batch']) };
  const path = '/quota?batch=2025&city=%E9%9D%92%E5%B2%9B%E5%B8%82&view=wall';
  expect(questionOf('quota/by-city?city=济南市#accepted', path, known)).toEqual({
    metric: 'accepted',
    filters: { batch: ['2025'], city: ['济南市'] },
  });
  expect(questionOf('query#accepted', '/api/query?metrics=accepted', known)).toEqual({
    metric: 'accepted',
    filters: {},
  });
  for (const key of [
    'query?city=济南市#projects',
    'quota/list?name=甲#accepted',
    'quota/list?row=3#accepted',
    'quota/list?city=#accepted',
    'brief:rows/1',
  ])
    expect(questionOf(key, path, known), key).toBeNull();
});
