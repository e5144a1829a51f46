import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reader } from '#access';
import type { RecordedEvent } from '#store';
import { openApp, type TestedApp } from '../api/app.ts';
import { readerOf } from '../readers.ts';

let tested: TestedApp;
let reader: Reader;
const recorded: RecordedEvent[] = [];
const authorization = 'Bearer x';
beforeAll(async () => {
  tested = await openApp({
    reader: () => reader,
    record: (event) => recorded.push(event),
    writes: { refusal: null, token: 'x' },
  });
});
afterAll(() => tested.close());

const ask = async (as: Reader, ids: readonly string[]) => {
  reader = as;
  const answer = await tested.app.inject({
    method: 'POST',
    url: '/api/personal',
    headers: { authorization },
    payload: { project_id: ids },
  });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
};
const officer = (scope = {}) => readerOf(scope, ['sums', 'rows', 'personal'], '处室经办');

describe('personal columns', () => {
  test('are masked where rows are read, for whoever may reveal them too', async () => {
    reader = officer();
    const { body } = await tested.app.inject('/api/projects/P-1');
    expect(body).not.toMatch(/13800001234|王示例/);
  });

  test('are revealed to who may, and that is on record without what they say', async () => {
    const { status, text } = await ask(officer(), ['P-1', 'P-2']);
    expect(status).toBe(200);
    expect(text).toMatch(/13800001234/);
    const last = recorded.filter(({ event }) => event === 'reveal').at(-1)!;
    expect(last).toMatchObject({ stream: 'use', by: '处室经办', details: { projects: ['P-1', 'P-2'], asked: 2 } });
    expect(JSON.stringify(last)).not.toContain('138');
  });

  test('of another city are not there', async () => {
    const { body } = await ask(officer({ city: ['青岛市'] }), ['P-1']);
    expect(body.rows).toEqual([]);
  });

  test('are refused to who may not, and nothing is recorded as revealed', async () => {
    const before = recorded.filter(({ event }) => event === 'reveal').length;
    expect((await ask(readerOf({}, ['sums', 'rows', 'files']), ['P-1'])).status).toBe(403);
    expect(recorded.filter(({ event }) => event === 'reveal').length).toBe(before);
  });
});
