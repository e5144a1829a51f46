import { spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepFollowing, pruneStore, pull, push } from '#replicate';
import { holdFile } from '#store';
import { hashOf, readCurrent } from '#warehouse';
import { s3Store } from '../../src/replicate/s3-store.ts';
import { plot, versions } from './plot.ts';

const [first, second] = versions;
let land: Awaited<ReturnType<typeof plot>>;
beforeEach(async () => {
  land = await plot();
  await land.publish(first);
});
afterEach(() => land.dispose());

const reader = () => land.reader('reader');
const follow = () => pull({ store: land.store, warehouse: reader() });
const served = async () => (await readCurrent(reader()))?.version ?? null;
const pointer = () => join(land.stored, 'current');
const objects = () => join(land.stored, 'objects');

type Said = Record<string, unknown> & { edition: { sha256: string; bytes: number } };

/** Points the store at another list than was pushed, every hash of which holds. */
async function forge(change: (edition: Record<string, unknown>, said: Said) => void): Promise<void> {
  const said = JSON.parse(await readFile(pointer(), 'utf8')) as Said;
  const edition = JSON.parse(await readFile(join(objects(), said.edition.sha256), 'utf8')) as Record<string, unknown>;
  change(edition, said);
  said.edition = await put(JSON.stringify(edition));
  await writeFile(pointer(), JSON.stringify(said));
}

async function put(text: string): Promise<{ sha256: string; bytes: number }> {
  const item = { sha256: hashOf(text), bytes: Buffer.byteLength(text) };
  await writeFile(join(objects(), item.sha256), text);
  return item;
}

describe('a folder into which somebody else writes', () => {
  const outside = '../../outside';
  const forgeries: Readonly<Record<string, [change: Parameters<typeof forge>[0], says: string]>> = {
    'a version that is a way out': [
      (edition, said) => Object.assign(said, { version: outside }) && Object.assign(edition, { version: outside }),
      '不是这个程序写的',
    ],
    'an older version that is a way out': [
      (edition) =>
        (edition.versions as object[]).push({ sha256: 'a'.repeat(64), bytes: 1, version: outside, format: 1 }),
      '不是这个程序写的',
    ],
    'a receipt of a version that is a way out': [
      (edition) => Object.assign((edition.receipts as object[])[0]!, { version: outside }),
      '不是这个程序写的',
    ],
    'an original under a name that is a way out': [
      (edition) => (edition.files as object[]).push({ sha256: 'a'.repeat(64), bytes: 1, as: outside }),
      '不是这个程序写的',
    ],
    'an object whose name is a way out': [
      (edition) => Object.assign((edition.versions as object[])[0]!, { sha256: outside }),
      '不是这个程序写的',
    ],
    'a place in the record that there is not': [
      (edition, said) =>
        Object.assign(said, { position: 9e12 }) && Object.assign(edition, { position: 9e12, record: [] }),
      '操作记录接不上',
    ],
  };
  test.each(Object.keys(forgeries))('%s is refused, and nothing is written there', async (name) => {
    const [change, says] = forgeries[name]!;
    await land.push();
    await follow();
    await forge(change);
    await expect(follow()).rejects.toThrow(says);
    expect(await served()).toBe(first);
    expect(existsSync(join(land.root, 'outside'))).toBe(false);
    expect(existsSync(join(land.root, 'outside.duckdb'))).toBe(false);
  });

  test('a receipt that says another hash than the list is not served', async () => {
    await land.push();
    await follow();
    await land.publish(second);
    await land.push();
    const receipt = JSON.parse(await readFile(join(land.builder, `${second}.json`), 'utf8')) as object;
    const forged = await put(JSON.stringify({ ...receipt, sha256: 'a'.repeat(64) }));
    await forge(({ receipts }) => {
      const item = (receipts as { version: string }[]).find(({ version }) => version === second)!;
      Object.assign(item, forged);
    });
    await expect(follow()).rejects.toThrow(`版本 ${second} 的回执登记的校验值、大小与清单不同，没有采用`);
    expect(await served()).toBe(first);
  });

  test('a pointer that is a link, or never ends, is not read', async () => {
    await land.push();
    await rename(pointer(), join(land.root, 'elsewhere'));
    await symlink(join(land.root, 'elsewhere'), pointer());
    await expect(follow()).rejects.toThrow('是一个链接，不读');
    await rm(pointer());
    await symlink('/dev/zero', pointer());
    await expect(follow()).rejects.toThrow('是一个链接，不读');
    await rm(pointer());
    expect(spawnSync('mkfifo', [pointer()]).status).toBe(0);
    await expect(follow()).rejects.toThrow('不是普通的文件，不读');
  });

  test('behind a link nothing is put and nothing is taken away', async () => {
    await land.push();
    const mine = join(land.root, 'mine');
    await rename(objects(), mine);
    await writeFile(join(mine, 'precious'), '示例数据');
    await symlink(mine, objects());
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(join(mine, 'precious'), twoDaysAgo, twoDaysAgo);
    await expect(pruneStore(land.store, land.builder)).rejects.toThrow('是一个链接，不在它后面读写');
    expect(readdirSync(mine)).toContain('precious');
    const before = readdirSync(mine).length;
    await land.publish(second);
    await expect(land.push()).rejects.toThrow('是一个链接，不在它后面读写');
    expect(readdirSync(mine)).toHaveLength(before);
  });

  test('an object that is a link to what it should be is put there itself', async () => {
    await land.push();
    const { sha256 } = JSON.parse(await readFile(join(land.builder, `${first}.json`), 'utf8')) as { sha256: string };
    const object = join(objects(), sha256);
    await rename(object, join(land.root, 'elsewhere'));
    await symlink(join(land.root, 'elsewhere'), object);
    await expect(follow()).rejects.toThrow('是一个链接，不读');
    expect(await push({ warehouse: land.builder, store: land.store, verify: true })).toMatchObject({
      reason: null,
      put: { count: 1 },
    });
    expect(await follow()).toMatchObject({ version: first });
  });

  test('while something is pushed nothing is taken away: it may be what is pointed to next', async () => {
    await land.push();
    const letGo = holdFile(join(land.builder, '.push'))!;
    await expect(pruneStore(land.store, land.builder)).rejects.toThrow('没有清理');
    letGo();
    expect(await pruneStore(land.store, land.builder)).toMatchObject({ count: 0 });
  });
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('a server that calls itself S3', () => {
  let server: Server;
  let answer: Answer;
  let asked = 0;
  let store: ReturnType<typeof s3Store>;
  beforeEach(async () => {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    store = s3Store({
      bucket: 'baijing',
      prefix: 'a/',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      environment: { AWS_ACCESS_KEY_ID: 'invented', AWS_SECRET_ACCESS_KEY: 'invented' },
    });
  });
  afterEach(() => {
    store.close();
    server.closeAllConnections();
    server.close();
  });

  const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
  const say =
    (status: number, body: string, headers: Record<string, string> = {}): Answer =>
    (request, response) => {
      request.resume();
      response.writeHead(status, headers).end(body);
    };

  /** Says something again and again, as long as somebody listens. */
  const endless =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (request, response) => {
      request.resume();
      response.writeHead(status, headers);
      const chunk = Buffer.alloc(1 << 20, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };

  /** Answers from the folder that was pushed, but for what is said otherwise. */
  const folder =
    (otherwise: (key: string, request: IncomingMessage) => Answer | null): Answer =>
    (request, response) => {
      const key = (request.url ?? '').replace(/^\/baijing\/a\//, '');
      const own = otherwise(key, request);
      if (own !== null) return own(request, response);
      request.resume();
      void readFile(join(land.stored, key)).then(
        (bytes) =>
          response
            .writeHead(200, { etag: `"${hashOf(bytes)}"`, 'content-length': bytes.length })
            .end(request.method === 'HEAD' ? '' : bytes),
        () => response.writeHead(404).end()
      );
    };

  test('a pointer, an object or an error that never ends is not read to its end', async () => {
    answer = endless(200, { etag: '"1"' });
    await expect(pull({ store, warehouse: reader() })).rejects.toThrow('太大，没有读完');
    answer = endless(500);
    await expect(pull({ store, warehouse: reader() })).rejects.toThrow('回答 500');
    await land.push();
    const { sha256 } = JSON.parse(await readFile(join(land.builder, `${first}.json`), 'utf8')) as { sha256: string };
    answer = folder((key) => (key === `objects/${sha256}` ? endless(200) : null));
    await expect(pull({ store, warehouse: reader() })).rejects.toThrow('比登记的长');
    answer = folder((key, { method }) => (method === 'GET' && basename(key) === 'current' ? null : endless(200)));
    await expect(pull({ store, warehouse: reader() })).rejects.toThrow('不完整');
    expect(readdirSync(reader()).filter((name) => name.startsWith('.pull-'))).toEqual([]);
  });

  test('200 with an error behind it is one, whether something is put, moved, taken away or listed', async () => {
    answer = say(200, error('InternalError'));
    await expect(store.put('objects/x', 'x')).rejects.toThrow('InternalError');
    await expect(store.swap('current', 'x', null)).rejects.toThrow('InternalError');
    await expect(store.remove('objects/x')).rejects.toThrow('InternalError');
    await expect(store.list('leases')).rejects.toThrow('列不出来');
    answer = say(200, '<ListBucketResult><IsTruncated>false</IsTruncated>');
    await expect(store.list('leases')).rejects.toThrow('列不出来');
    answer = say(200, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>\n');
    expect((await store.list('leases')).listed).toEqual([]);
    answer = say(200, '');
    await store.put('objects/x', 'x');
  });

  test('who cannot list who reads takes nothing away', async () => {
    await land.push();
    const removed: string[] = [];
    answer = folder((key, { method, url }) => {
      if (method === 'DELETE') removed.push(key);
      return url?.includes('list-type') ? say(200, error('SlowDown')) : null;
    });
    await expect(pruneStore(store, land.builder)).rejects.toThrow('列不出来');
    expect(removed).toEqual([]);
  });

  test('a pointer without a tag is not moved, and the weak tag of what packs answers is that of the object', async () => {
    await land.push();
    const text = await readFile(pointer(), 'utf8');
    answer = say(200, text);
    await expect(store.read('current')).rejects.toThrow('没有 ETag');
    answer = say(200, text, { etag: 'W/"1"' });
    expect(await store.read('current')).toEqual({ text, tag: '"1"' });
  });

  test('a clock that is another with every answer is asked twice, and told', async () => {
    const skewed = (time: string) =>
      say(403, `<Error><Code>RequestTimeTooSkewed</Code><ServerTime>${time}</ServerTime></Error>`);
    for (const time of ['2001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'never', '']) {
      asked = 0;
      answer = skewed(time);
      await expect(store.read('current')).rejects.toThrow('回答 403 RequestTimeTooSkewed');
      expect(asked).toBeLessThan(3);
    }
  });

  test('503 for a while changes nothing for readers, is told, and is over when it is over', async () => {
    await land.push();
    const said: string[] = [];
    answer = folder(() => null);
    await pull({ store, warehouse: reader() });
    answer = say(503, error('SlowDown'));
    const following = keepFollowing({ store, warehouse: reader(), log: (line) => said.push(line), every: 5 });
    try {
      await expect(following.look()).rejects.toThrow('回答 503 SlowDown');
      await until(() => asked > 4);
      expect(await served()).toBe(first);
      expect(said).toEqual([expect.stringContaining('503 SlowDown')]);
      await land.publish(second);
      await land.push();
      answer = folder(() => null);
      await until(async () => (await served()) === second);
      await until(() => said.some((line) => line.includes('well again')));
    } finally {
      following.close();
    }
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
