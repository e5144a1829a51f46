import { describe, expect, test } from 'vitest';
import { chunksOf, collect, createKept, encodingFor, type Finished, type Made } from '#kept';

const never = new AbortController().signal;
const answer = (text: string): Finished => ({ status: 200, headers: {}, body: Buffer.from(text) });
const made = (text: string, isKept = true): Made => ({ finished: answer(text), isKept });
const textOf = ({ body }: Finished) => String(body);
const soon = <T>(value: T, milliseconds = 10) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds));

describe('one place keeps answers', () => {
  test('those who ask at one time are given one, and those who ask later the same', async () => {
    const kept = createKept();
    let times = 0;
    const ask = () => kept.of('k', never, () => soon(made(`answer ${(times += 1)}`)));
    const all = await Promise.all(Array.from({ length: 200 }, ask));
    expect(new Set(all.map(textOf))).toEqual(new Set(['answer 1']));
    expect(textOf(kept.find('k')!)).toBe('answer 1');
    expect(kept.find('other')).toBeUndefined();
  });

  test('what failed is not kept: whoever asks next has it made anew', async () => {
    const kept = createKept();
    const fails = () => kept.of('k', never, () => Promise.reject(new Error('broken')));
    const both = await Promise.allSettled([fails(), fails()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(textOf(await kept.of('k', never, () => soon(made('well'))))).toBe('well');
  });

  test('what does not follow from its key is given and not kept', async () => {
    const kept = createKept();
    expect(textOf(await kept.of('k', never, () => soon(made('today', false))))).toBe('today');
    expect(kept.find('k')).toBeUndefined();
  });

  test('one who leaves takes nothing from the others', async () => {
    const kept = createKept();
    const [leaves, stays] = [new AbortController(), new AbortController()];
    let isCalledOff = false;
    const make = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => (isCalledOff = true));
      return soon(made('whole'), 30);
    };
    const gone = kept.of('k', leaves.signal, make).catch((error: Error) => error.message);
    const there = kept.of('k', stays.signal, make);
    leaves.abort(new Error('left'));
    expect(await gone).toBe('left');
    expect(textOf(await there)).toBe('whole');
    expect(isCalledOff).toBe(false);
  });

  test('when all have left it is called off, and whoever comes then does not wait for it', async () => {
    const kept = createKept();
    const leaves = new AbortController();
    const endless = (signal: AbortSignal) =>
      new Promise<Made>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const gone = kept.of('k', leaves.signal, endless).catch((error: Error) => error.message);
    leaves.abort(new Error('left'));
    const next = kept.of('k', never, () => soon(made('anew')));
    expect(await gone).toBe('left');
    expect(textOf(await next)).toBe('anew');
    expect(textOf(kept.find('k')!)).toBe('anew');
  });

  test('it is bounded in bytes, encodings among them: what was asked for longest ago goes', async () => {
    const kept = createKept({ bytes: 100_000, one: 40_000 });
    const put = (key: string, bytes: number) => kept.of(key, never, () => soon(made('x'.repeat(bytes)), 1));
    for (let i = 0; i < 50; i += 1) await put(`k${i}`, 9_000);
    expect(kept.bytes()).toBeLessThanOrEqual(100_000);
    expect(kept.find('k49')).toBeDefined();
    expect(kept.find('k0')).toBeUndefined();
    await put('large', 50_000);
    expect(kept.find('large')).toBeUndefined();
    const last = kept.find('k49')!;
    const before = kept.bytes();
    const body = last.body as Buffer;
    const [one, other] = await Promise.all([kept.encoded(last, body, 'gzip'), kept.encoded(last, body, 'gzip')]);
    expect(one).toBe(other);
    await soon(null, 1);
    expect(kept.bytes()).toBe(before + one.length);
  });
});

describe('a body', () => {
  test('that is long lies on disk until its last reader has gone', async () => {
    const kept = createKept();
    const line = `${'行'.repeat(1000)}\n`;
    async function* lines() {
      for (let i = 0; i < 1000; i += 1) yield line;
    }
    const make = async () => ({ finished: { ...answer(''), body: await collect(lines()) }, isKept: true });
    const [one, other] = await Promise.all([kept.of('k', never, make), kept.of('k', never, make)]);
    expect(one).toBe(other);
    expect(kept.find('k')).toBeUndefined();
    for (const { body } of [one, other]) {
      if (Buffer.isBuffer(body)) throw new Error('not on disk');
      const read: Buffer[] = [];
      for await (const chunk of chunksOf(body)) read.push(chunk);
      expect(Buffer.concat(read).toString()).toBe(line.repeat(1000));
      body.release();
    }
  });

  test('that breaks off is none', async () => {
    async function* broken() {
      yield 'x'.repeat(3_000_000);
      throw new Error('no more');
    }
    await expect(collect(broken())).rejects.toThrow('no more');
  });
});

test.each([
  [undefined, null],
  ['identity', null],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['br;q=0.0', null],
])('whoever accepts %s is sent %s', (accepted, encoding) => {
  expect(encodingFor(accepted, 'text/html', 5000)).toBe(encoding);
  expect(encodingFor(accepted, 'image/png', 5000)).toBeNull();
  expect(encodingFor(accepted, 'application/json; charset=utf-8', 50)).toBeNull();
});
