import { mkdtemp, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compact, openStore, redactRecord } from '#store';

const at = '2026-06-30T09:00:00+08:00';

async function record(): Promise<{ path: string; hashes: string[] }> {
  const path = join(await mkdtemp(join(tmpdir(), 'redact-')), 'record.sqlite');
  const store = openStore(path);
  for (const note of ['柳听泉说下周交', '别的', '又是柳听泉'])
    store.append({ stream: 'replies', at, by: '桑问渠', body: JSON.stringify({ note }) });
  const hashes = store.entries().map(({ hash }) => hash);
  store.close();
  return { path, hashes };
}

const redact = (path: string) =>
  redactRecord(path, {
    id: '1',
    by: '示例管理员',
    at,
    basis: '示例',
    rewrite: ({ body }) => body.replaceAll('柳听泉', '〔某〕'),
  });

const change = (path: string, sql: string) => {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
};

const read = <T>(path: string, work: (store: ReturnType<typeof openStore>) => T): T => {
  const store = openStore(path);
  try {
    return work(store);
  } finally {
    store.close();
  }
};

test('texts go out of lines, every hash stays, and a line says which they were', async () => {
  const { path, hashes } = await record();
  expect(redact(path)).toBe(2);
  read(path, (store) => {
    expect(store.broken()).toBeNull();
    expect(store.broken({ position: 1, hash: hashes[0]! })).toBeNull();
    expect(
      store
        .entries()
        .map(({ hash }) => hash)
        .slice(0, 3)
    ).toEqual(hashes);
    expect(store.entries('replies').map(({ body }) => JSON.parse(body).note)).toEqual([
      '〔某〕说下周交',
      '别的',
      '又是〔某〕',
    ]);
    const { by, body } = store.last('erasures')!;
    expect([by, JSON.parse(body).lines.map(({ position }: { position: number }) => position)]).toEqual([
      '示例管理员',
      [1, 3],
    ]);
    expect(() => store.append({ stream: 'replies', at, by: null, body: '{}' })).not.toThrow();
  });
  expect(redact(path)).toBe(0);
  expect(compact(path, { isAlone: true })).toBe(true);
  expect((await readFile(path)).includes('柳听泉')).toBe(false);
  expect(() => change(path, "update entries set body = '{}'")).toThrow('never changes');
});

for (const [what, sql] of [
  ['a redacted line is changed again', `update entries set body = replace(body, '下周', '上周') where position = 1`],
  ['another line is changed', `update entries set body = replace(body, '别的', '改的') where position = 2`],
  ['the line that says so is changed', `update entries set body = replace(body, '示例', '别的') where position = 4`],
] as const)
  test(`it shows that ${what}`, async () => {
    const { path } = await record();
    redact(path);
    change(path, `drop trigger entries_never_change; ${sql}`);
    expect(read(path, (store) => store.broken()?.problem)).toBe('内容被改动过');
  });

test('it shows that the line that says so is not there any more', async () => {
  const { path } = await record();
  redact(path);
  change(path, 'drop trigger entries_stay; delete from entries where position = 4');
  expect(read(path, (store) => store.broken())).toEqual({ position: 1, problem: '内容被改动过' });
});
