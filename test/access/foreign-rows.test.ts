import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Reader } from '#access';
import { createApp } from '#api';
import { load, recordFile } from '#pipeline';
import { readDashboards } from '#query';
import type { Finding, FileRow, Receipt } from '#spec';
import { followDecisions, openStore, recordDecisions, type FollowedDecisions } from '#store';
import { followWarehouse, type Warehouse } from '#warehouse';
import { textOf } from '../api/text-of.ts';
import { application, applications } from '../api/uploading.ts';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { cityReader, readerOf } from '../readers.ts';

// A project of one city stands in a list of another, and one that came over from it in a file of the first. What is
// judged by these rows is told to whose project it is, and nothing that stands in them.

const [own, other] = ['济南市', '青岛市'];
const listed = (rank: number) =>
  `批次,推荐市,排序,项目编号,项目名称,申报单位\n2025,${other},${rank},J1,他乡名称,他乡单位\n2025,${other},1,Q1,,\n`;
/** Long enough to be like another that says a little more. */
const [works, plant] = [
  '高端装备零部件智能焊接与在线检测一体化生产线升级',
  '化工园区危险工艺风险监测预警与应急联动平台建设',
];
const namesake = application('Q4', { city: other }).replace('Q4公司', 'J14公司');
const files = {
  'applications-济南市.csv': applications(
    application('J1'),
    application('J3', { name: works }),
    application('J14', { name: plant })
  ),
  'applications-0-青岛市.csv': applications(
    application('Q1', { city: other }),
    application('J2', { city: other, name: '他乡旧名' }),
    application('Q3', { city: other, name: `${works}他乡` }),
    namesake
  ),
  'applications-济南市-第2次.csv': applications(application('J2', { name: '新名' })),
  'recommendations-青岛市.csv': listed(417),
  'prior-support.csv': `统一社会信用代码,项目名称,资金级别,年度,金额\n${namesake.split(',')[4]},${plant}他乡,省级,2023,100\n`,
  'events.csv': [
    '项目编号,环节,时间',
    ...['J1', 'J2', 'J3', 'J14', 'Q1', 'Q3', 'Q4'].flatMap((id) => [
      `${id},提交,2025-04-01 09:00:00`,
      `${id},市推荐,2025-04-20 09:00:00`,
    ]),
  ].join('\n'),
};
/** What stands in rows of the other city alone. */
const foreign = ['他乡', '417', '418', 'applications-0-青岛市', 'recommendations-青岛市', other];

let folder: string;
let warehouse: Warehouse;
let receipts: Receipt[];
let reader: Reader = readerOf({});
let app: FastifyInstance;
let decisions: FollowedDecisions;
beforeAll(async () => {
  folder = join(await folderOf({}), 'warehouse');
  const options = { warehouse: folder, asOf: '2026-06-30', ...ownContent, program: 'test' };
  const { ['recommendations-青岛市.csv']: _, ['applications-济南市-第2次.csv']: _later, ...before } = files;
  const each = [before, { ...files, 'recommendations-青岛市.csv': listed(418) }, files];
  receipts = [];
  for (const one of each) receipts.push((await load({ ...options, folder: await folderOf(one) })).receipt!);
  decisions = followDecisions(recordFile(folder));
  warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    reader: () => reader,
    warehouse,
    dashboards: async () => dashboards,
    decisions,
    build: 'test',
  });
  await decide();
});
afterAll(async () => {
  await app.close();
  decisions.close();
  warehouse.close();
});

async function asked(url: string, as: Reader = cityReader(own)) {
  reader = as;
  const answer = await app.inject({ url: encodeURI(url) });
  // Hashes, times and codes are of any digits.
  const text = (await textOf(answer)).replaceAll(
    /[0-9a-f]{64}|\d{8}T\d{6}-[0-9a-f]+|\b[\dA-Z]{6}(?:-[\dA-Z]{6}){2}\b/g,
    ''
  );
  return { status: answer.statusCode, text, json: () => answer.json() };
}

const division = readerOf({});
const findings = async (rule: string, as?: Reader) =>
  (await asked(`/api/findings?rule=${rule}&limit=100`, as)).json().rows as Finding[];

/** Decided while the list said otherwise: the finding is open again, and says what changed. */
async function decide(): Promise<void> {
  const found = [...(await findings('summary_differs', division)), ...(await findings(changed, division))];
  const store = openStore(recordFile(folder));
  recordDecisions(
    store,
    found.map(({ rule, subjectId, verdict, message, evidence }) => ({
      ...{ rule, subjectKind: 'project', subjectId, span: '2025', state: 'decided', conclusion: 'pass' },
      ...{ basis: '依据', document: '文', attachment: null, person: { name: '某人', isVerified: false } },
      ...{ on: '2026-06-30', notice: null, version: receipts[2]!.version, verdict, message, withdraws: null },
      judged: { ...(evidence as object), ...(rule === changed ? {} : { rank: 418 }) },
    })),
    { at: '2026-06-30T12:00:00+08:00', seen: '' }
  );
  store.close();
}

const changed = 'changed_after_recommendation';

test('whose project is listed elsewhere is told so, and neither where nor how', async () => {
  const [finding] = await findings('summary_differs');
  expect(finding).toMatchObject({
    subjectId: 'J1',
    verdict: 'fail',
    message: '列在别的市的推荐汇总表里：是哪个市、表里怎样写，由省里核对，这里不列',
  });
  expect(Object.keys(finding!.evidence as object)).not.toContain('rank');
  expect((finding as unknown as { changed: string }).changed).toContain('列在别的市');
});

test('whose project another filed before is told that it was changed, and not from what', async () => {
  const [finding] = await findings(changed);
  expect(finding).toMatchObject({
    subjectId: 'J2',
    verdict: 'review',
    message: expect.stringMatching(/^推荐后更改过/),
  });
});

test('whose project is like one of another, or like what a firm of another got, is told that there is one', async () => {
  const found = await findings('repeat_support');
  const elsewhere = '有一个不在您范围内的项目与它有关：是哪一个由省里核对，这里不列。';
  expect(
    found.flatMap(({ subjectId, verdict, message }) => (verdict === 'pass' ? [] : [[subjectId, message]]))
  ).toEqual([
    ['J14', elsewhere],
    ['J3', elsewhere],
  ]);
  const { rows } = (await asked('/api/repeats?limit=100')).json() as { rows: { project_id: string }[] };
  expect(new Set(rows.map(({ project_id: id }) => id))).toEqual(new Set(['J14', 'J3']));
});

const told = [
  '/api/repeats?limit=100',
  '/api/findings?limit=100',
  '/api/findings?limit=100&format=csv',
  '/api/findings/summary_differs/J1/2025',
  `/api/findings/${changed}/J2/2025`,
  '/api/projects/J1',
  '/api/projects/J1/audit',
  '/api/projects/J2/audit',
  '/api/projects/J1/changes',
  '/api/projects/J2/changes',
  '/api/decisions?limit=100',
  '/api/explain?metric=findings&of=findings&only=rule:summary_differs',
  `/api/explain?metric=findings&of=findings&only=rule:${changed}`,
  '/api/changes/verdicts?from=<0>&limit=500',
  '/api/changes/verdicts?from=<1>&limit=500',
  '/api/changes/projects?from=<0>&limit=500',
  '/api/dashboards/cities/findings.json',
];

test.each(told)('%s says nothing of a row of another city', async (url) => {
  const address = url.replace(/<(\d)>/, (_all, at) => receipts[Number(at)]!.version);
  const { status, text } = await asked(address);
  expect(status).toBe(200);
  expect(foreign.filter((each) => text.includes(each))).toEqual([]);
});

test.each(['summary_differs/J1', `${changed}/J2`])('the division is told all of it: %s', async (finding) => {
  const { text } = await asked(`/api/findings/${finding}/2025`, division);
  expect(foreign.filter((each) => text.includes(each)).length).toBeGreaterThan(2);
});

test('a row that one of another city took the place of does not say which', async () => {
  const sha = receipts[2]!.files.find(({ file }) => file === 'applications-0-青岛市.csv')!.sha256;
  const url = `/api/loads/${receipts[2]!.version}/files/${sha}/rows.json?limit=100&state=superseded`;
  const [row] = (await asked(url, division)).json().rows as FileRow[];
  expect(row!.supersededBy).toMatchObject({ file: 'applications-济南市-第2次.csv' });
  const [theirs] = (await asked(url, cityReader(other))).json().rows as FileRow[];
  expect([theirs!.row, theirs!.supersededBy]).toEqual([row!.row, null]);
});
