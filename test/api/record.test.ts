import { afterEach, expect, test } from 'vitest';
import { seat } from '#access';
import { recordFile } from '#pipeline';
import { createRecorder, openStore, type Recorder } from '#store';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
let recorder: Recorder;
afterEach(async () => {
  recorder.close();
  await tested.close();
});

const city = readerOf({ city: ['济南市'] }, ['sums', 'rows'], 'jinan');
const chief = readerOf({}, ['record'], 'chief');

async function open(): Promise<void> {
  const readers = { chief, city, division: { ...seat, account: 'division' } };
  tested = await openApp({
    reader: ({ headers }) => readers[String(headers['x-who']) as keyof typeof readers] ?? readers.division,
    record: (event) => recorder.record(event),
  });
  recorder = createRecorder(
    recordFile(tested.folder),
    () => '2026-11-28T12:00:00+08:00',
    () => undefined
  );
}

const ask = (url: string, who = 'division') => tested.app.inject({ url: encodeURI(url), headers: { 'x-who': who } });

function lines() {
  recorder.flush();
  const store = openStore(recordFile(tested.folder), { readOnly: true });
  try {
    return store.entries('use').map(({ by, body }) => ({ by, ...(JSON.parse(body) as Record<string, unknown>) }));
  } finally {
    store.close();
  }
}

test('each file that is taken is on record, also the same one again; what is read on a page is not', async () => {
  await open();
  const address = await tested.app.listen({ port: 0 });
  const file = '/api/projects?format=csv&search=139&city=济南市';
  for (let times = 0; times < 2; times++)
    await (await fetch(encodeURI(address + file), { headers: { 'x-who': 'division' } })).arrayBuffer();
  await ask('/api/projects');
  expect((await ask('/api/projects?format=pdf')).statusCode).toBe(400);
  expect(lines()).toEqual(
    Array.from({ length: 2 }, () => ({
      by: 'division',
      event: 'exported',
      what: '/api/projects',
      filters: ['format=csv', 'search=…', 'city=济南市'],
      version: tested.warehouse.version(),
    }))
  );
});

test('what was refused is on record, with who was', async () => {
  await open();
  expect((await ask('/api/projects?format=xlsx', 'city')).statusCode).toBe(403);
  expect((await ask('/api/record', 'city')).statusCode).toBe(403);
  expect(lines()).toMatchObject([
    { by: 'jinan', event: 'refused', what: '/api/projects' },
    { by: 'jinan', event: 'refused', what: '/api/record' },
  ]);
});

test('the record is read by who may, narrowed, a page at a time, and taken as a file', async () => {
  await open();
  await ask('/api/projects.csv');
  await ask('/api/projects?format=csv&city=青岛市');
  await ask('/api/projects?format=csv', 'city');
  recorder.flush();
  const { total, rows, events, head, broken } = (await ask('/api/record?stream=use&limit=1', 'chief')).json();
  expect({ total, events, broken }).toEqual({ total: 2, events: ['exported', 'refused'], broken: null });
  expect(rows).toMatchObject([{ position: 2, by: 'jinan', event: 'refused', hash: head }]);
  const narrowed = (await ask('/api/record?event=exported&by=division&since=2026-11-28', 'chief')).json();
  expect(narrowed.rows.map(({ details }: { details: string }) => details)).toEqual([
    expect.stringContaining('filters=format=csv&city=青岛市'),
  ]);
  expect((await ask('/api/record?until=2026-11-27', 'chief')).json().total).toBe(0);
  const { body } = await ask('/api/record.csv?event=refused', 'chief');
  expect(body.split('\r\n').filter(Boolean)).toEqual([
    expect.stringContaining('序号,时间,类别'),
    expect.stringContaining('jinan,refused'),
  ]);
});

test('whoever may see no rows is not told which project a line is about', async () => {
  await open();
  await ask('/api/findings?format=csv&subject_id=P-1');
  recorder.flush();
  expect((await ask('/api/record', 'chief')).json().rows[0].details).toContain('subject_id=…');
  expect((await ask('/api/record')).json().rows[0].details).toContain('subject_id=P-1');
});
