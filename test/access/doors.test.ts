import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Reader } from '#access';
import { createApp } from '#api';
import { load, recordFile } from '#pipeline';
import { defectWordsWithin, readDashboards, readReach } from '#query';
import type { Defect, Receipt } from '#spec';
import type { TurnedAway } from '#spec/answers';
import { followDecisions, openStore, recordDecisions, type FollowedDecisions } from '#store';
import { followWarehouse, openFile, readCurrent, type Warehouse } from '#warehouse';
import { textOf } from '../api/text-of.ts';
import { application, applications } from '../api/uploading.ts';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { cityReader, readerOf } from '../readers.ts';

// Two cities hand in files, and the division some that hold rows of both. Whatever a city asks for says nothing of the
// other: its words stand in no answer, its files have no name.

const [own, other] = ['济南市', '青岛市'];
const telephone = '13912345678';
const files = {
  'applications-济南市.csv': applications(
    application('J1'),
    application('J2', { money: '约一百' }),
    application('J7', { name: '甲项目' }),
    application('J8', { money: `问 ${telephone}` })
  ),
  'applications-青岛市.csv': applications(
    application('Q1', { city: other, name: '他乡秘密一号' }),
    application('Q2', { city: other, money: '他乡约数' }),
    application('J7', { city: other, name: '他乡秘密二号' }),
    application('Q9', { city: other })
  ),
  'recommendations.csv': `批次,推荐市,排序,项目编号\n2025,${own},1,Q9\n`,
  'acceptances.csv': [
    '项目编号,验收日期,验收结论,验收得分',
    'J1,2026-01-05,通过,甲等',
    'Q1,2026-01-06,通过,他乡得分',
    'Q1,2026-01-07,他乡结论,1',
  ].join('\n'),
  'events.csv': ['项目编号,环节,时间', ...['J1', 'Q1'].map((id) => `${id},提交,2025-04-01 09:00:00`)].join('\n'),
  'quotas.csv': ['批次,市,推荐名额', `2025,${own},约5`, `2025,${other},他乡名额`].join('\n'),
  'quotas-mixed.csv': ['批次,市,推荐名额', `2024-1,${own},3`, `2024-1,${other},9`, `2024-1,${own},4`].join('\n'),
};
const foreign = ['Q1', 'Q2', '他乡', 'applications-青岛市'];

let folder: string;
let warehouse: Warehouse;
let receipt: Receipt;
let reader: Reader = cityReader(own);
let app: FastifyInstance;
let decisions: FollowedDecisions;
beforeAll(async () => {
  folder = join(await folderOf({}), 'warehouse');
  const options = { warehouse: folder, asOf: '2026-06-30', ...ownContent, program: 'test' };
  await load({
    ...options,
    folder: await folderOf({ ...files, 'quotas.csv': `批次,市,推荐名额\n2025,${other},他乡旧` }),
  });
  receipt = (await load({ ...options, folder: await folderOf(files) })).receipt!;
  warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  await decideAll();
  decisions = followDecisions(recordFile(folder));
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    reader: () => reader,
    warehouse,
    dashboards: async () => dashboards,
    decisions,
    build: 'test',
  });
});
afterAll(async () => {
  await app.close();
  decisions.close();
  warehouse.close();
});

/** Every finding about a project that is not a pass was decided, each in words of its own. */
async function decideAll(): Promise<void> {
  const current = (await readCurrent(folder))!;
  const reading = await openFile(current.path, current.path);
  const found = await reading.read(
    'findings',
    `select rule, subject_id, coalesce(year::varchar, batches, '-') as span, verdict, message, evidence::varchar as evidence
    from marts.findings where subject_kind = 'project' and verdict <> 'pass'`
  );
  const rows = (await found.rows()) as Record<string, string>[];
  reading.close();
  const store = openStore(recordFile(folder));
  recordDecisions(
    store,
    rows.map(({ rule = '', subject_id: id = '', span = '', verdict = '', message = '', evidence = '{}' }) => ({
      rule,
      subjectKind: 'project',
      subjectId: id,
      span,
      state: 'decided',
      conclusion: 'pass',
      basis: id.startsWith('Q') ? '他乡依据' : `依据${id}`,
      document: '文',
      attachment: null,
      person: { name: '某人', isVerified: false },
      on: '2026-06-30',
      notice: null,
      version: receipt.version,
      verdict,
      message,
      judged: JSON.parse(evidence) as Record<string, unknown>,
      withdraws: null,
    })),
    { at: '2026-06-30T12:00:00+08:00', seen: '' }
  );
  store.close();
}

const shaOf = (file: string) => receipt.files.find((each) => each.file === file)!.sha256;
async function asked(url: string, as: Reader = cityReader(own)) {
  reader = as;
  const answer = await app.inject({ url: encodeURI(url.replaceAll('<V>', receipt.version)) });
  // The code of a file is of any letters.
  const text = (await textOf(answer)).replaceAll(/\b[\dA-Z]{6}(?:-[\dA-Z]{6}){2}\b/g, '');
  return { status: answer.statusCode, text, json: () => answer.json() };
}

const told = [
  '/api/loads',
  '/api/loads/<V>',
  '/api/loads/<V>/defects.json?limit=100',
  '/api/loads/<V>/defects.csv',
  '/api/loads/<V>/defects.xlsx',
  '/api/loads/<V>/defects.arrow',
  '/api/loads/<V>/defects.json?compared=fresh&compared=cured&compared=remaining',
  '/api/loads/<V>/receipt.xlsx',
  '/api/receipts/<V>',
  '/api/filters',
  '/api/turned-away',
  '/api/projects?limit=100',
  '/api/projects/J1',
  '/api/projects/J1/audit',
  '/api/findings?limit=100',
  '/api/organisations',
  '/api/groups',
  '/api/repeats',
  '/api/support',
  '/api/explain?metric=applied&project_id=J1',
  '/api/compliance',
  '/api/decisions',
  '/api/explain?metric=decided&of=findings',
  '/api/dashboards/cities/findings.sql',
];

describe.each(told)('%s', (url) => {
  test('says nothing of another city', async () => {
    const { status, text } = await asked(url);
    expect(status).toBe(200);
    expect(foreign.filter((each) => text.includes(each))).toEqual([]);
  });
});

test('counts of what was turned away the own rows alone', async () => {
  const rowsFor = async (as: Reader, query = '') => {
    const { rows, sources } = JSON.parse((await asked(`/api/turned-away${query}`, as)).text) as TurnedAway;
    return [rows, sources.map(({ title, rows: count }) => [title, count])];
  };
  const mine = await rowsFor(cityReader(own));
  expect(mine).toEqual(await rowsFor(cityReader(own), `?city=${own}`));
  expect(mine[0]).toBeGreaterThan(0);
  expect(mine[0]).toBeLessThan((await rowsFor(readerOf({}, ['rows'])))[0] as number);
  const theirs = await rowsFor(cityReader(other));
  expect(Number(mine[0]) + Number(theirs[0])).toBe((await rowsFor(readerOf({}, ['rows'])))[0]);
});

test('of a file of several cities the words of a defect name no other row, nor advise by it; the rows stand for who sees all', async () => {
  const wordsFor = async (as: Reader) => {
    const { rows } = (await asked('/api/loads/<V>/defects.json?limit=100', as)).json();
    return rows
      .filter(({ file }: Defect) => file === 'quotas-mixed.csv')
      .map(({ row, problem, fix }: Defect) => [row, problem, fix]);
  };
  const fix = '只留正确的一行，删去其余的，再导入';
  const said = `批次、市“2024-1 ${own}”在这个文件里重复，另见第`;
  expect(await wordsFor(readerOf({}))).toEqual([
    [2, `${said} 4 行`, fix],
    [4, `${said} 2 行`, fix],
  ]);
  const withheld = '与另一行有关，那一行可能不在您能看的范围里，这里不写是哪一行：请与省里核对。';
  expect(await wordsFor(cityReader(own))).toEqual([
    [2, withheld, fix],
    [4, withheld, fix],
  ]);
});

test('of a row that names a project of another city neither where that is is told, nor who is to hand in what', async () => {
  const wordsFor = async (as: Reader) => {
    const { rows } = (await asked('/api/loads/<V>/defects.json?limit=100&file=recommendations.csv', as)).json();
    return rows.map(({ check, problem, fix }: Defect) => [check, problem, fix]);
  };
  expect(await wordsFor(readerOf({}))).toEqual([
    ['recommended_without_record', expect.any(String), expect.stringContaining(`由${other}交`)],
    ['unlike_application', expect.stringContaining(`申报信息里是 ${other}`), '核对两张表，改成一致'],
  ]);
  const withheld = '与另一行有关，那一行可能不在您能看的范围里，这里不写是哪一行：请与省里核对。';
  expect(await wordsFor(cityReader(own))).toEqual([
    ['recommended_without_record', withheld, ''],
    ['unlike_application', withheld, ''],
  ]);
});

test('whatever a check advises, a file of others is not named by it', async () => {
  const { path } = (await readCurrent(folder))!;
  const reading = await openFile(path, path);
  const told = await defectWordsWithin({ reading }, await readReach({ reading }, { city: [own] }));
  const advice = (fix: string) => told({ file: 'quotas.csv', sheet: '', row: 2, problem: '', fix, effect: 'mark' }).fix;
  expect([advice('照 applications-青岛市.csv 改'), advice('改成整数')]).toEqual(['', '改成整数']);
  reading.close();
});

test('a firm with projects in two cities stands in the ledger of each: its own, the count of the rest, one limit', async () => {
  const firm = '91370100MA3C000001';
  const rowOf = async (as: Reader) => {
    const { rows } = (await asked('/api/organisations?limit=100', as)).json();
    return rows.find(({ organisation_id: id }: { organisation_id: string }) => id === firm);
  };
  const both = await rowOf(readerOf({}));
  expect(both).toMatchObject({ own: 2, used: 2, own_projects: ['J1', 'Q1'], cities: `${own}、${other}` });
  expect(both).not.toHaveProperty('elsewhere');
  const told = { own: 2, used: 2, limit: both.limit, left: both.left, elsewhere: 1, ownership: null };
  for (const [city, id] of [
    [own, 'J1'],
    [other, 'Q1'],
  ] as const)
    expect(await rowOf(cityReader(city))).toMatchObject({
      ...told,
      organisation: `${id}公司`,
      own_projects: [id],
      cities: city,
    });
  expect(await rowOf(cityReader('淄博市'))).toBeUndefined();
  expect((await asked('/api/organisations?format=csv')).text).toContain('不在您范围内的');
  // What it is of is not the reader's to add up.
  expect((await asked(`/api/explain?metric=used&of=organisations&only=organisation_id:${firm}`)).status).toBe(404);
});

test('the division is told all of it', async () => {
  const { text } = await asked('/api/receipts/<V>', readerOf({}));
  expect(foreign.filter((each) => !text.includes(each))).toEqual([]);
});

test('a number over findings comes with the SQL that runs by itself, and the own decisions in it', async () => {
  const { json } = await asked('/api/explain?metric=decided&of=findings');
  expect(json().value).toBeGreaterThan(0);
  expect(json().sql).toContain('依据J');
  expect((await asked('/api/explain?metric=decided&of=findings', readerOf({}))).json().sql).toContain('他乡依据');
});

test('what a city handed in is told to it, with the counts of its rows', async () => {
  const { files: seen, defects } = (await asked('/api/loads/<V>')).json();
  expect(seen.map(({ file, read }: { file: string; read: number }) => [file, read])).toEqual([
    ['acceptances.csv', 1],
    ['applications-济南市.csv', 4],
    ['events.csv', 1],
    ['quotas.csv', 1],
    ['quotas-mixed.csv', 2],
    ['recommendations.csv', 1],
  ]);
  expect(defects.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBeGreaterThan(2);
  const { rows } = (await asked('/api/loads/<V>/defects.json?limit=100')).json();
  expect(rows.map(({ value }: { value: string }) => value)).toEqual(expect.arrayContaining(['约一百', '甲等', '约5']));
});

test.each(['/api/loads/<V>/defects.json?limit=100', '/api/loads/<V>/receipt.xlsx'])(
  'whom to call stands in no words about a cell that cannot be read: %s',
  async (url) => {
    const { text } = await asked(url);
    expect(text).toContain('问 •••');
    expect(text).not.toContain(telephone);
  }
);

describe('the rows of a file', () => {
  const rows = (file: string, more = '') => asked(`/api/loads/<V>/files/${shaOf(file)}/rows.json?limit=100${more}`);

  test('are all there where the file is of the city', async () => {
    expect((await rows('applications-济南市.csv')).json()).toMatchObject({ total: 4 });
    expect((await asked(`/api/loads/<V>/files/${shaOf('applications-济南市.csv')}/rows.csv`)).text).toContain('约一百');
  });

  test('are its own where others stand in it too', async () => {
    const { json, text } = await rows('acceptances.csv');
    expect(json()).toMatchObject({ total: 1, files: [{ read: 1 }] });
    expect(foreign.filter((each) => text.includes(each))).toEqual([]);
  });

  test('are not there where it is of another, just as if there were no such file', async () => {
    const theirs = await rows('applications-青岛市.csv');
    const none = await asked(`/api/loads/<V>/files/${'0'.repeat(64)}/rows.json?limit=100`);
    expect([theirs.status, theirs.json().error.code]).toEqual([none.status, none.json().error.code]);
  });
});

describe('a marked copy', () => {
  const copy = (file: string) => asked(`/api/loads/<V>/files/${shaOf(file)}/marked.xlsx`);

  test('is given of a file that is all of the city', async () => {
    const { status, text } = await copy('applications-济南市.csv');
    expect(status).toBe(200);
    expect(foreign.filter((each) => text.includes(each))).toEqual([]);
  });

  test('is not given to who may not see whom to call', async () => {
    const masked = readerOf({ city: [own] }, ['sums', 'rows', 'files']);
    const answer = await asked(`/api/loads/<V>/files/${shaOf('applications-济南市.csv')}/marked.xlsx`, masked);
    expect([answer.status, answer.json().error.code]).toEqual([403, 'not_allowed']);
  });

  test('is not given of a file in which others stand too, and is not offered: the receipt says why', async () => {
    const answer = await copy('acceptances.csv');
    expect([answer.status, answer.json().error.code]).toEqual([403, 'mixed_file']);
    const { copies } = (await asked('/api/receipts/<V>')).json();
    expect(copies[shaOf('acceptances.csv')]).toBe('mixed');
    // All of it is theirs, and another handed it in: they may have it, and not hand it in again.
    expect(copies[shaOf('applications-济南市.csv')]).toBe('copy');
    expect(copies[shaOf('applications-青岛市.csv')]).toBeUndefined();
    const masked = readerOf({ city: [own] }, ['sums', 'rows', 'files']);
    expect((await asked('/api/receipts/<V>', masked)).json().copies[shaOf('applications-济南市.csv')]).toBe('personal');
    expect(Object.values((await asked('/api/receipts/<V>', readerOf({}))).json().copies)).not.toContain('mixed');
  });

  test('is not there of a file of another', async () => {
    expect((await copy('applications-青岛市.csv')).status).toBe(404);
  });
});

test.each([`file=applications-青岛市.csv`, 'check=unknown_choice', 'file=none.csv'])(
  'a refusal names nothing that is not the own: %s',
  async (search) => {
    const { status, text } = await asked(`/api/loads/<V>/defects.json?${search}`);
    const allowed = text.slice(text.indexOf('"allowed"'));
    expect(status).toBe(400);
    expect(allowed).not.toContain('青岛');
    expect(allowed).not.toContain('unknown_choice');
  }
);

test('a row that names a project of another city is not among its rows', async () => {
  const { sources } = (await asked('/api/projects/J2')).json();
  expect(sources.map(({ file }: { file: string }) => file)).toEqual(['applications-济南市.csv']);
});

test('who loaded what is not shown is hidden, and neither nobody nor by command', async () => {
  const hidden = (await asked('/api/receipts/<V>')).json();
  expect(hidden).toMatchObject({ by: null, upload: null, withheld: ['by', 'upload'] });
  expect((await asked('/api/receipts/<V>', readerOf({}))).json().withheld).toBeUndefined();
  const { rows } = (await asked('/api/loads')).json();
  for (const { withheld } of rows) expect(withheld).toEqual(['by', 'upload', 'files', 'defects']);
  expect((await asked('/api/loads/<V>/receipt.xlsx')).text).toContain('"raw":"不显示"');
});
