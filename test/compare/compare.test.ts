import { seat } from '#access';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApp } from '#api';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';
import { compareFolders } from './compare.ts';
import { linesOf } from './report.ts';
import { walkTo } from './walk.ts';

const nothingMeant = { keys: [], words: [], values: [] };
const only = ['ledger', 'forms', 'refusals'];

let scratch: string;
let before: string;
let close: () => Promise<void>;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'compared-'));
  before = join(scratch, 'before');
  const warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  const dashboards = readDashboards('dashboards');
  const app = await createApp({ reader: () => seat, warehouse, dashboards: () => dashboards });
  close = async () => {
    await app.close();
    warehouse.close();
    await rm(scratch, { recursive: true });
  };
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  await walkTo(address, before, { seed: '1', share: 0.05, only });
  await walkTo(address, join(scratch, 'again'), { seed: '1', share: 0.05, only });
});
afterAll(() => close());

/** The same answers with one chapter rewritten. */
async function spoilt(chapter: string, spoil: (text: string) => string): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'spoilt-'));
  await cp(before, folder, { recursive: true });
  const path = join(folder, `${chapter}.jsonl`);
  const text = await readFile(path, 'utf8');
  expect(spoil(text)).not.toBe(text);
  await writeFile(path, spoil(text));
  return folder;
}

describe('the comparison of two servers', () => {
  it('finds no difference where there is none, in many answers', async () => {
    const { chapters, differences } = await compareFolders(before, join(scratch, 'again'), nothingMeant);
    expect(differences).toEqual([]);
    expect(chapters.map(({ name }) => name)).toEqual([...only].sort());
    expect(chapters.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(100);
    expect(chapters.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThan(10_000);
  });

  it.each<[string, string, (text: string) => string]>([
    ['a number is another', 'ledger', (text) => text.replace(/"used":(\d+)/, '"used":9$1')],
    ['a number is unknown', 'ledger', (text) => text.replace(/"used":\d+/, '"used":null')],
    ['a status is another', 'refusals', (text) => text.replace('"status":400', '"status":500')],
    ['a key is another', 'ledger', (text) => text.replace('"left":', '"rest":')],
    ['an answer is missing', 'ledger', (text) => text.replace(/.*\n/, '')],
    ['a row is missing', 'ledger', (text) => text.replace(/("rows":\[){[^{}]*},/, '$1')],
  ])('tells it where %s', async (_, chapter, spoil) => {
    const after = await spoilt(chapter, spoil);
    for (const report of [
      await compareFolders(before, after, nothingMeant),
      await compareFolders(after, before, nothingMeant),
    ]) {
      expect(report.differences).not.toEqual([]);
      expect(report.differences.every((each) => each.chapter === chapter)).toBe(true);
    }
  });

  it('counts what a meant difference explained, and tells of one that explained nothing', async () => {
    const after = await spoilt('ledger', (text) => text.replaceAll('"used":', '"taken":').replaceAll('单位', '企业'));
    const reason = 'tried';
    const meant = {
      keys: [
        { address: '.', from: 'used', to: 'taken', reason },
        { address: '.', from: 'nothing', to: 'something', reason },
      ],
      words: [{ from: '单位', to: '企业', reason }],
      values: [
        { address: '.', at: 'name$', before: 'used', after: 'taken', reason },
        { address: '.', at: 'nowhere', reason },
      ],
    };
    const report = await compareFolders(before, after, meant);
    expect(report.differences).toEqual([]);
    const counts = report.explained.map(({ count }) => count > 0);
    expect(counts).toEqual([true, false, true, false, false]);
    expect(linesOf(report, 1).filter((line) => line.startsWith('meant, but met nowhere'))).toHaveLength(3);
  });

  it('tells a number that was unknown from one that was not there', async () => {
    const reason = 'tried';
    const values = [{ address: '.', at: '\\.used$', before: '^absent$', reason }];
    const unknown = await spoilt('ledger', (text) => text.replace(/"used":\d+/, '"used":null'));
    expect((await compareFolders(unknown, before, { keys: [], words: [], values })).differences).toHaveLength(1);
    const without = await spoilt('ledger', (text) => text.replace(/"used":\d+,/, ''));
    expect((await compareFolders(without, before, { keys: [], words: [], values })).differences).toEqual([]);
  });

  it('takes a renamed key for meant only in the answers that it names', async () => {
    const after = await spoilt('ledger', (text) => text.replaceAll('"used":', '"taken":'));
    const keys = [{ address: '^/api/groups', from: 'used', to: 'taken', reason: 'tried' }];
    const { differences } = await compareFolders(before, after, { keys, words: [], values: [] });
    expect(differences.some(({ address }) => address.startsWith('/api/organisations'))).toBe(true);
    expect(differences.every(({ address }) => !address.startsWith('/api/groups'))).toBe(true);
  });
});
