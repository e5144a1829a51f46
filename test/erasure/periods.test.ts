import { expect, test } from 'vitest';
import { readPeriods } from '#erasure';
import { folderOf } from '../pipeline/content.ts';

const header = 'kind,title,days,since,basis,note';
const lines: Readonly<Record<string, string>> = {
  personal: 'personal,联系人,1095,concluded_on,示例,',
  tables: 'tables,表,,,,',
  originals: 'originals,原件,,,,',
  uploads: 'uploads,上传,730,,示例,',
  outbox: 'outbox,提醒,,,,',
  sessions: 'sessions,登录,180,,示例,',
  backups: 'backups,备份,,,,',
  record: 'record,登记,永久,,,',
  packages: 'packages,审计包,,,,',
  bundles: 'bundles,诊断包,,,,',
  exports: 'exports,下载,,,,',
};

/** The table with other lines in the place of some; null: without it. */
const read = async (other: Readonly<Record<string, string | null>> = {}) => {
  const all = Object.values({ ...lines, ...other }).filter((line) => line !== null);
  const folder = await folderOf({ 'periods.csv': `${[header, ...all].join('\n')}\n` });
  return readPeriods(folder);
};

test('the table that comes with the program holds', async () => {
  const { periods, faults } = await readPeriods('data/retention');
  expect(faults).toEqual([]);
  expect(periods.filter(({ days }) => days === null).length).toBeGreaterThan(0);
  expect(periods.every(({ days, basis }) => typeof days !== 'number' || basis.includes('示例'))).toBe(true);
});

test('nobody having said is not for ever and not at once', async () => {
  const { periods } = await read();
  expect(Object.fromEntries(periods.map(({ kind, days }) => [kind, days]))).toMatchObject({
    personal: 1095,
    tables: null,
    record: 'always',
  });
});

for (const [what, other, said] of [
  ['a kind that is missing', { tables: null }, '缺 tables 这一行'],
  ['a kind that nobody knows', { tables: 'table,表,,,,' }, '没有这一种'],
  ['0 days', { uploads: 'uploads,上传,0,,示例,' }, 'days 写的是“0”'],
  ['half a day', { uploads: 'uploads,上传,1.5,,示例,' }, 'days 写的是“1.5”'],
  ['words', { uploads: 'uploads,上传,两年,,示例,' }, 'days 写的是“两年”'],
  ['a period without a basis', { uploads: 'uploads,上传,730,,,' }, '依据'],
  ['a record that is not for ever', { record: 'record,登记,3650,,示例,' }, '只能写“永久”'],
  ['a record of which nobody has said', { record: 'record,登记,,,,' }, '只能写“永久”'],
  ['persons without a day to count from', { personal: 'personal,联系人,30,,示例,' }, 'since 没有填'],
  ['a day to count from where there is none', { backups: 'backups,备份,30,listed_on,示例,' }, 'since 只有 personal'],
  ['twice the same', { more: 'tables,表,,,,' }, 'tables 写了两次'],
] as const)
  test(`refuses ${what}`, async () => {
    const { faults } = await read(other);
    expect(faults.map(({ message }) => message).join()).toMatch(said);
  });

test('no table is no period, and is told', async () => {
  const { periods, faults } = await readPeriods(await folderOf({}));
  expect([periods, faults.length]).toEqual([[], 1]);
});
