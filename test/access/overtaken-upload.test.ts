import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { application, applications, openUploads, type Json, type Uploading } from '../api/uploading.ts';
import { readerOf } from '../readers.ts';

// An upload that was left lying and is taken up again after a mended one was loaded: to load it would undo the mending.

const jinan = readerOf({ city: ['济南市'] }, undefined, '济南经办');
let door: Uploading;
beforeAll(async () => {
  door = await openUploads({ reader: () => jinan });
});
afterAll(() => door.close());

const faulty = applications(application('J1'), application('J2'), application('J3', { money: '约三百' }));
const mended = applications(
  application('J1'),
  application('J2', { money: '260' }),
  application('J3', { money: '300' })
);

/** As it would be, had it been sent so many minutes ago. */
async function sentBefore(id: string, minutes: number) {
  const path = join(door.warehouse, 'uploads', `${id}.json`);
  const record = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...record, at: new Date(Date.now() - minutes * 60_000).toISOString() }));
}

let old: string;
let other: string;
let loaded: Json;

test('an upload that was previewed on an empty warehouse says so while nothing came', async () => {
  old = (await door.send({ '项目基本信息表_济南市.csv': faulty })).body.id;
  other = (await door.send({ '项目基本信息表_早先.csv': faulty })).body.id;
  for (const id of [old, other]) {
    await sentBefore(id, 30);
    const preview = await door.finish(id, 'preview');
    expect(preview.result.replacements).toEqual([]);
    expect((await door.ask(`/api/uploads/${id}`)).body.overtaken).toEqual([]);
  }
});

test('after the mended file was loaded it is previewed against it, and said to be old', async () => {
  const { body } = await door.send({ '项目基本信息表_济南市.csv': mended });
  loaded = (await door.finish(body.id, 'load')).result;
  expect(loaded).toMatchObject({ status: 'published' });
  const listed: Json[] = (await door.ask('/api/uploads')).body;
  expect(listed.find(({ id }) => id === old).overtaken).toMatchObject([
    {
      name: '项目基本信息表_济南市.csv',
      by: '项目基本信息表_济南市.csv',
      version: loaded.version,
      number: loaded.number,
    },
  ]);

  // What was found before the load is not told any more.
  expect((await door.ask(`/api/uploads/${old}`)).body.preview.state).not.toBe('done');
  const preview = await door.finish(old, 'preview');
  expect(preview.result.replacements).toMatchObject([
    { file: '项目基本信息表_济南市.csv', replaces: '项目基本信息表_济南市.csv', goes: 2, stays: 1, comes: 2 },
  ]);
});

test('so is one of another name, whose rows would take the place of those of the mended one', async () => {
  const preview = await door.finish(other, 'preview');
  expect(preview.result.replacements).toMatchObject([
    { replaces: null, takes: [{ file: '项目基本信息表_济南市.csv', rows: 3, others: 2 }] },
  ]);
  expect((await door.ask(`/api/uploads/${other}`)).body.overtaken).toMatchObject([
    { name: '项目基本信息表_早先.csv', by: '项目基本信息表_济南市.csv' },
  ]);
});

test('it is not loaded by a slip, at the door or in the queue, but by whoever says so', async () => {
  const refused = await door.ask(`/api/uploads/${old}/load`, { method: 'POST' });
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { code: 'overtaken', message: expect.stringMatching(/旧了.*回执/) } },
  });
  const early = await door.ask(`/api/uploads/${old}/load?although=20200101T000000-00000000`, { method: 'POST' });
  expect(early.status, 'who knew of nothing that came since has not said so').toBe(409);

  const { body } = await door.ask(`/api/uploads/${old}/load?although=${loaded.version}`, { method: 'POST' });
  expect(body.task).toBe('load');
  for (;;) {
    const { load, version } = (await door.ask(`/api/uploads/${old}`)).body;
    if (load.state === 'done' && version !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { rows } = (await door.ask('/api/projects?limit=10')).body;
  expect(rows.map(({ project_id: id }: Json) => id).sort()).toEqual(['J1', 'J2', 'J3']);
});

test('a form calls it off without a program', async () => {
  const { status } = await door.ask(`/api/uploads/${other}/cancel`, { method: 'POST' });
  expect(status).toBe(200);
  expect((await door.ask(`/api/uploads/${other}`)).status).toBe(404);
});
