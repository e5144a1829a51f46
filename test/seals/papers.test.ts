import { dirname, join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { prune, recordFile, withRecord } from '#pipeline';
import { readDashboards } from '#query';
import { addKey, fingerprintOf, makeKey, type PublicKey } from '#seals';
import { followDecisions, type FollowedDecisions } from '#store';
import { followWarehouse, openFile, warehouseFile, type Warehouse } from '#warehouse';
import { random } from '../province/random.ts';
import { drawn, edited, edits, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { isFull, sized } from '../tier.ts';
import { at } from './draft.ts';

/** What an answer holds, read as its test expects it. */
type Json = ReturnType<typeof JSON.parse>;

const token = 'token-of-this-start';
const jinan: Reader = { account: 'jinan', name: '济南', capabilities: seat.capabilities, scope: { city: ['济南市'] } };
const viewer: Reader = { ...seat, account: 'viewer', capabilities: new Set(['sums', 'rows'] as const) };
const readers: Record<string, Reader> = { seat, jinan, viewer };

let place: Awaited<ReturnType<typeof newWarehouse>>;
let warehouse: Warehouse;
let decisions: FollowedDecisions;
let app: FastifyInstance;
let keys: string;
let key: PublicKey;
let tables = drawn(7, 12);
let versions: string[] = [];

const ask = async (url: string, as = 'seat'): Promise<{ status: number; body: Json }> => {
  const { pathname, search } = new URL(url, 'http://paper');
  const answer = await app.inject({ url: `${pathname}${search}`, headers: { 'x-as': as } });
  return {
    status: answer.statusCode,
    body: answer.headers['content-type']?.includes('json') ? answer.json() : answer.body,
  };
};
const send = async (url: string, payload: object, as = 'seat'): Promise<{ status: number; body: Json }> => {
  const headers = { 'x-as': as, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
  return { status: answer.statusCode, body: answer.json() };
};
const sealed = async (path: string, as = 'seat'): Promise<string> => {
  const { status, body } = await send('/api/papers', { path, by: '甲', recipient: '省领导' }, as);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.code;
};
const loadNext = async (change: (draw: ReturnType<typeof random>) => string[], seed: number) => {
  const draw = random('papers', seed);
  tables = edited(tables, change(draw), draw);
  versions.push(await place.load(filesOf(tables)));
  await warehouse.refresh();
};

beforeAll(async () => {
  place = await newWarehouse();
  versions = [await place.load(filesOf(tables))];
  keys = join(dirname(place.warehouse), 'keys');
  key = await makeKey(keys, { warehouse: place.warehouse, now: at(1) });
  await withRecord(place.warehouse, async (store) => addKey(store, key, { at: at(1), by: '甲' }));
  warehouse = await followWarehouse(place.warehouse, { poll: 600_000 });
  decisions = followDecisions(recordFile(place.warehouse));
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    briefs: 'data/briefs',
    build: 'test',
    decisions,
    seals: { keys, office: '示例处室' },
    writes: { refusal: null, token },
    reader: (request) => readers[String(request.headers['x-as'])] ?? seat,
  });
});
afterAll(async () => {
  await app.close();
  decisions.close();
  warehouse.close();
});

const query =
  '/api/query?metrics=projects,total_investment,accepted,subsidy_allocated,acceptance_rate,verified_investment&by=city';

describe('a paper', () => {
  test('holds every number of the page that it is of, exact and as it is printed', async () => {
    const code = await sealed(query);
    const { body: table } = await ask(query);
    const { body: paper } = await ask(`/api/papers/${code}`);
    const cells = table.rows.flatMap((row: Json) =>
      Object.entries(row).flatMap(([name, value]) =>
        name === 'city' ? [] : [[`query?city=${row.city}#${name}`, value === null ? null : String(value)]]
      )
    );
    expect(cells.length).toBeGreaterThan(10);
    expect(paper.list.map(({ key, exact }: Json) => [key, exact])).toEqual(cells);
    for (const { exact, printed } of paper.list) expect(printed === '—').toBe(exact === null);
    expect(paper).toMatchObject({ verdict: 'true_same', standing: 'in_force', broken: 0, recipient: '省领导' });
    expect(paper.sealedAt).toMatch(/\+08:00$/);
    expect(Math.abs(Date.parse(paper.sealedAt) - Date.now())).toBeLessThan(600_000);
    expect(paper.qr).toContain('<svg');
    expect(paper.qrText).not.toContain('http');
  });

  test('is of pages, reports and figures, and of nothing else', async () => {
    for (const path of [
      '/',
      '/quota?batch=2025',
      '/brief?name=工赋百景情况简报&batch=2025',
      '/api/dashboards/quota/by-city.xlsx?batch=2025',
    ]) {
      const answer = await send('/api/papers', { path, by: '甲' });
      expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(201);
    }
    for (const path of ['/projects/SL2025-3701-0001/audit', '/nowhere', '//example.org/', 'quota'])
      expect((await send('/api/papers', { path, by: '甲' })).status, path).toBe(400);
    expect((await send('/api/papers', { path: '/quota?city=没有市', by: '甲' })).status).toBe(400);
  });

  test('is sealed by who has that right alone, and says by whom', async () => {
    expect((await send('/api/papers', { path: '/quota' }, 'viewer')).status).toBe(403);
    expect((await send('/api/papers', { path: '/quota' })).body.error.code).toBe('no_person');
    const code = await sealed('/quota', 'jinan');
    expect((await ask(`/api/papers/${code}`, 'jinan')).body.by).toBe('济南（jinan）');
    expect((await ask(`/api/papers/${await sealed('/quota')}`)).body.by).toBe('甲（自报姓名）');
  });

  test('holds what its sealer sees and nothing of others', async () => {
    const { body } = await ask(`/api/papers/${await sealed(query, 'jinan')}`, 'jinan');
    const rows = new Set(body.list.map(({ key: told }: Json) => told.split('#')[0]));
    expect([...rows]).toEqual(['query?city=济南市']);
  });

  test('stands on the page that it is of, with its QR code, while it counts, for who may be told of it', async () => {
    const path = '/quota?batch=2025&city=青岛市';
    const onPage = async (as = 'seat') =>
      (await ask(`/api/papers/code?path=${encodeURIComponent(path)}`, as)).body.sealed;
    expect(await onPage()).toBeNull();
    const code = await sealed(path);
    expect(await onPage()).toMatchObject({ code, by: '甲（自报姓名）', qr: expect.stringContaining('<svg') });
    expect((await ask('/api/papers/code?path=/quota?batch=2025')).body.sealed?.code).not.toBe(code);
    expect(await onPage('jinan')).toBeNull();
    await send(`/api/papers/${code}/void`, { reason: '试', by: '甲' });
    expect(await onPage()).toBeNull();
  });

  test('is of what was seen, or not sealed', async () => {
    const { body } = await ask('/api/papers/code?path=/quota');
    expect((await send('/api/papers', { path: '/quota', by: '甲', seen: body.code })).status).toBe(201);
    const other = (await ask('/api/papers/code?path=/quota?batch=2025')).body.code;
    expect((await send('/api/papers', { path: '/quota', by: '甲', seen: other })).body.error.code).toBe(
      'changed_since'
    );
  });
});

test('the record says which paper was sealed, and nothing that stands on it', async () => {
  const code = await sealed('/api/query?metrics=total_investment&by=project_id');
  const { body } = await ask('/api/record?stream=papers&limit=500');
  const line = body.rows.find(({ details }: Json) => details.includes(code));
  expect(line).toMatchObject({ stream: 'papers', event: 'sealed', by: '甲（自报姓名）' });
  expect(line.details).toMatch(/^校验码 \S+；[^；]+；\d+ 个数；版本 \S+$/);
  expect(body.rows.at(-1)).toMatchObject({ event: 'key_added', details: `钥匙 ${key.id}` });
});

describe('verification', () => {
  test('answers a code, its QR text and its file alike', async () => {
    const code = await sealed('/quota?city=济南市');
    const { body: paper } = await ask(`/api/papers/${code}`);
    const { body: file } = await ask(`/api/papers/${code}/seal.json`);
    for (const text of [code, code.replaceAll('-', '').toLowerCase(), paper.qrText])
      expect((await ask(`/api/verify?text=${encodeURIComponent(text)}`)).body).toMatchObject({
        answer: 'true_same',
        isTrue: true,
        code,
      });
    const { body } = await send('/api/verify', { text: JSON.stringify(file) });
    expect(body).toMatchObject({ answer: 'true_same', isTrue: true, code });
  });

  test('says what is not true in words of its own', async () => {
    const code = await sealed('/quota');
    const { body: file } = await ask(`/api/papers/${code}/seal.json`);
    const verify = async (text: string) => (await send('/api/verify', { text })).body;
    expect(await verify(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)).toMatchObject({
      answer: 'mistyped',
      isTrue: false,
    });
    expect(await verify('000000-000000-000000')).toMatchObject({ answer: 'unknown', isTrue: false });
    expect(await verify('随便写的')).toMatchObject({ answer: 'mistyped', isTrue: false });
    expect(await verify(JSON.stringify(file).replace('"名额使用"', '"资金使用"'))).toMatchObject({
      answer: 'signature_wrong',
      isTrue: false,
    });
    const sentences = new Set<string>();
    for (const text of [code, '000000-000000-000000', '1', '{}']) sentences.add((await verify(text)).sentence);
    expect(sentences.size).toBe(4);
  });

  test('of a page without a seal says whose code it is, and that it is no signature', async () => {
    for (const path of ['/quota?batch=2025&city=济南市', '/api/projects.xlsx?city=济南市']) {
      const { code } = (await ask(`/api/papers/code?path=${encodeURIComponent(path)}`)).body;
      const told = async (address: string, as = 'seat') =>
        (await ask(`/api/verify?text=${code}&address=${encodeURIComponent(address)}`, as)).body;
      // By its address, whatever the order, with the host that it was called by and the version that it is of.
      const other = `http://127.0.0.1:3000${path.split('?')[0]}?${path.split('?')[1]!.split('&').reverse().join('&')}&version=${versions[0]}`;
      for (const address of [path, other])
        expect(await told(address)).toMatchObject({ answer: 'code_fits', isTrue: false });
      expect(await told(path.replace('济南市', '青岛市'))).toMatchObject({ answer: 'unknown' });
      // What was made for who sees all is none of a city's.
      expect(await told(path, 'jinan')).toMatchObject({ answer: 'unknown' });
    }
    const own = (await ask('/api/papers/code?path=/quota', 'jinan')).body.code;
    expect(own).not.toBe((await ask('/api/papers/code?path=/quota')).body.code);
  });

  test('tells a city nothing of a paper that was made of more than its own rows', async () => {
    const whole = await sealed(query);
    const own = await sealed(query, 'jinan');
    const { body: file } = await ask(`/api/papers/${whole}/seal.json`);
    const { qrText } = (await ask(`/api/papers/${whole}`)).body;
    expect((await ask('/api/papers', 'jinan')).body.papers.map(({ code }: Json) => code)).toContain(own);
    expect((await ask('/api/papers', 'jinan')).body.papers.map(({ code }: Json) => code)).not.toContain(whole);
    for (const address of [`/api/papers/${whole}`, `/api/papers/${whole}/seal.json`]) {
      const [theirs, none] = [
        await ask(address, 'jinan'),
        await ask(address.replace(whole, '000000-000000-000000'), 'jinan'),
      ];
      expect(theirs.status).toBe(404);
      expect(theirs.body.error.message).toBe(none.body.error.message);
    }
    // Neither by its code nor by its QR text: as what is not there.
    const none = (await ask('/api/verify?text=000000-000000-000000', 'jinan')).body.sentence;
    for (const text of [whole, qrText])
      expect((await ask(`/api/verify?text=${text}`, 'jinan')).body).toMatchObject({
        answer: 'unknown',
        sentence: none,
      });
    // Who holds the whole statement has read it: its signature, and nothing of what became of it.
    const { body } = await send('/api/verify', { text: JSON.stringify(file) }, 'jinan');
    expect(body).toMatchObject({ answer: 'signature_only', code: null });
    expect((await send(`/api/papers/${whole}/void`, { reason: '试' }, 'jinan')).status).toBe(404);
  });

  test('is done by who has nothing but one file, Node and the fingerprint', async () => {
    const code = await sealed('/quota');
    const { body } = await ask(`/api/papers/${code}/seal.json`);
    const path = join(dirname(place.warehouse), `${code}.seal.json`);
    writeFileSync(path, JSON.stringify(body));
    const script = 'src/seals/offline/verify-seal.mjs';
    expect(readFileSync(script, 'utf8').match(/from '(?!node:)/g)).toBeNull();
    const run = (...more: string[]) => spawnSync(process.execPath, [script, path, ...more], { encoding: 'utf8' });
    const fingerprint = fingerprintOf(key.public);
    expect(
      execFileSync(process.execPath, [script, path, '--fingerprint', fingerprint], { encoding: 'utf8' })
    ).toContain(`校验码 ${code}`);
    expect(run('--fingerprint', fingerprint)).toMatchObject({ status: 0 });
    // The key came with the file: that alone is worth nothing.
    expect(run()).toMatchObject({ status: 1 });
    expect(run().stdout).toContain('公钥未核对');
    expect(run('--fingerprint', 'a'.repeat(64)).stdout).toContain('不是您给的那一把');
    // By the list of the keys of the office: the key has to stand on it, and to have signed while it did.
    const { body: list } = await ask('/api/keys.json');
    expect(list.keys.map(({ fingerprint: own }: Json) => own)).toContain(fingerprint);
    const byList = (change: (listed: Json) => Json) => {
      const file = join(dirname(place.warehouse), 'keys.json');
      writeFileSync(file, JSON.stringify({ ...list, keys: list.keys.map(change) }));
      return run('--keys', file);
    };
    expect(byList((listed) => listed).status).toBe(0);
    for (const [change, said] of [
      [{ public: 'a'.repeat(64) }, '不在您给的名单里'],
      [{ revoked: { at: at(2), reason: '丢了' } }, '作废'],
      [{ until: at(1) }, '停用'],
    ] as const) {
      const told = byList((listed) => ({ ...listed, ...change }));
      expect(told.status, said).toBe(1);
      expect(told.stdout).toContain(said);
    }
    expect(run('--keys', join(dirname(place.warehouse), 'none.json')).status).toBe(2);
    const bytes = readFileSync(path);
    const draw = random('offline', 1);
    for (let turn = 0; turn < sized(6, 200); turn++) {
      const turned = Buffer.from(bytes);
      const place = draw.whole(0, bytes.length - 1);
      turned[place] = turned[place]! ^ (1 << draw.whole(0, 7));
      writeFileSync(path, turned);
      expect(run('--fingerprint', fingerprint).status, `${place}`).toBe(1);
    }
  });
});

describe('after loads', () => {
  const names = ['projects', 'total_investment', 'accepted', 'subsidy_allocated'] as const;
  const path = `/api/query?metrics=${names.join(',')}&by=city`;
  /** Of the version before all loads. */
  let firstSealed = '';

  /** What a version says of each city, by plain SQL over its projects: none of the program that is tried. */
  async function apart(version: string): Promise<Map<string, string | null>> {
    const file = await openFile(warehouseFile(place.warehouse, version), version);
    try {
      const result = await file.read(
        'apart',
        `select city, count(*) as projects, sum(total_investment) as total_investment, sum(accepted) as accepted,
          sum(subsidy_allocated) as subsidy_allocated from marts.projects group by city`
      );
      const rows = await result.rows();
      return new Map(
        rows.flatMap((row) =>
          names.map(
            (name) => [`query?city=${String(row.city)}#${name}`, row[name] === null ? null : String(row[name])] as const
          )
        )
      );
    } finally {
      file.close();
    }
  }

  test('the numbers that no longer hold are those that another reckoning finds', async () => {
    const code = (firstSealed = await sealed(path));
    const before = (await ask(`/api/papers/${code}`)).body.list as Json[];
    const kinds = Object.keys(edits);
    let met = 0;
    for (let turn = 0; turn < sized(1, 20); turn++) {
      await loadNext((draw) => Array.from({ length: 4 }, () => draw.pick(kinds)), turn);
      const now = await apart(versions.at(-1)!);
      const { body: paper } = await ask(`/api/papers/${code}`);
      const expected = before.flatMap(({ key, exact }: Json) => {
        const found = now.get(key);
        // Of a city without projects nothing is summed: none are counted, and no amount is known.
        const is = found === undefined ? (key.endsWith('#projects') ? '0' : null) : found;
        const isCounted = key.endsWith('#projects') || key.endsWith('#accepted');
        return (is ?? (isCounted ? '0' : null)) === exact ? [] : [key];
      });
      const broken = paper.list.filter(({ state }: Json) => state !== 'same').map(({ key }: Json) => key);
      expect(broken).toEqual(expected);
      met += expected.length;
      expect(paper.verdict).toBe(expected.length === 0 ? 'true_same' : 'true_changed');
      // In its own version it is what it was.
      expect((await ask(`/api/verify?text=${code}`)).body.isTrue).toBe(true);
    }
    expect(met).toBeGreaterThan(0);
  });

  test('the division is told how many numbers of how many papers no longer hold, a city of its own papers', async () => {
    const own = await sealed(path, 'jinan');
    const { body: all } = await ask('/api/papers');
    const wrong = all.papers.filter(({ broken, standing }: Json) => broken > 0 && standing !== 'voided');
    expect(wrong.length).toBeGreaterThan(0);
    const counted = wrong.reduce((sum: number, { broken }: Json) => sum + broken, 0);
    expect(all.broken).toEqual({ papers: wrong.length, numbers: counted, explained: 0 });
    expect((await ask('/api/papers/standing')).body).toMatchObject({
      papers: wrong.length,
      numbers: counted,
      explained: 0,
    });
    const theirs = (await ask('/api/papers', 'jinan')).body.papers;
    expect(theirs.every(({ scope }: Json) => scope.city[0] === '济南市')).toBe(true);
    expect((await ask('/api/papers/standing', 'jinan')).body.of).toBe(theirs.length);
    const [first] = wrong;
    expect((await send(`/api/papers/${first.code}/void`, { reason: '已重发', by: '乙' })).status).toBe(201);
    expect((await ask('/api/papers/standing')).body.papers).toBe(wrong.length - 1);
    expect((await ask(`/api/verify?text=${first.code}`)).body.sentence).toContain('作废：已重发');
    expect((await ask(`/api/papers/${own}`, 'jinan')).body.standing).toBe('in_force');
  });

  test.runIf(isFull)('what is asked of a value that is not there any more is not comparable, never 0', async () => {
    const code = await sealed('/api/query?metrics=projects,total_investment&city=潍坊市');
    for (const rows of [tables.applications]) for (const row of rows) if (row[8] === '潍坊市') row[8] = '烟台市';
    await loadNext(() => [], 99);
    const { body } = await ask(`/api/papers/${code}`);
    expect(
      body.list.every(({ state }: Json) => ['same', 'differs', 'unknown_now', 'not_comparable'].includes(state))
    ).toBe(true);
    for (const { state, now } of body.list) if (state === 'not_comparable') expect(now).toBeNull();
  });

  test('an older paper of a page is told that a later one was issued', async () => {
    const [older, later] = [await sealed('/quota?batch=2025'), await sealed('/quota?batch=2025')];
    expect((await ask(`/api/verify?text=${older}`)).body.sentence).toContain(later);
    expect((await ask(`/api/verify?text=${later}`)).body.sentence).not.toContain('其后同一页');
  });

  test('a version that a paper names is never pruned; without its tables only the signature is verified', async () => {
    const named = versions[0]!;
    const policy = { warehouse: place.warehouse, keep: 1, older: 0, waiting: async () => new Set<string>() };
    const { stays } = await prune({ ...policy, isMeant: false });
    expect(stays.find(({ version }) => version === named)?.reason).toBe('paper');
    expect((await prune({ ...policy, isMeant: true })).gone.map(({ version }) => version)).not.toContain(named);
    expect((await ask(`/api/verify?text=${firstSealed}`)).body.answer).toMatch(/^true_/);
  });
});
