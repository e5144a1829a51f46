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
    expect(JSON.stringify(last)).not.toMatch(/138(?:0000|\*)/);
  });

  test('of another city are not there', async () => {
    const { body } = await ask(officer({ city: ['青岛市'] }), ['P-1']);
    expect(body.rows).toEqual([]);
  });

  test('come with what the projects are called, as far as they are in scope', async () => {
    const { body } = await ask(officer(), ['P-1', 'P-none']);
    expect(body.projects).toEqual([
      {
        project_id: 'P-1',
        project_name: expect.any(String),
        applicant: expect.any(String),
        city: '济南市',
        county: expect.any(String),
      },
    ]);
    expect((await ask(officer({ city: ['青岛市'] }), ['P-1'])).body.projects).toEqual([]);
  });

  test('are answered to a form without a program by a list that nobody keeps, as text and never as markup', async () => {
    reader = officer();
    const send = (back: string) =>
      tested.app.inject({
        method: 'POST',
        url: '/api/personal',
        headers: {
          authorization,
          accept: 'text/html,*/*',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams([
          ['project_id', 'P-1'],
          ['project_id', '<b>P'],
          ['back', back],
        ]).toString(),
      });
    const { statusCode, headers, body } = await send('/projects?city=济南市');
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toMatch(/<td>[^<]*13800001234[^<]*<\/td>/);
    expect(body).toContain('已记入操作记录');
    expect(body).toContain('href="/projects?city=');
    expect(body).not.toContain('<b>P');
    expect((await send('//elsewhere.example')).body).toContain('href="/"');
  });

  test('are refused to who may not, and nothing is recorded as revealed', async () => {
    const before = recorded.filter(({ event }) => event === 'reveal').length;
    expect((await ask(readerOf({}, ['sums', 'rows', 'files']), ['P-1'])).status).toBe(403);
    expect(recorded.filter(({ event }) => event === 'reveal').length).toBe(before);
  });
});
