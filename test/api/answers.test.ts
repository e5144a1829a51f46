import { seat } from '#access';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { openLibrary } from '#guide';
import { noticesAtHand } from '#pipeline';
import { readDashboards, type Dashboards } from '#query';
import { findingPath, type Finding } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { openDoor, type Door } from '../alerts/door.ts';
import { openApp } from './app.ts';
import { differences, documentOf, propertiesIn, schemaOf, type OpenApi } from './described.ts';
import { phrase } from '../accounts/desk.ts';
import { openOffice, settle, type Browsed } from '../accounts/office.ts';
import { isFull, sized, some } from '../tier.ts';
import { application, applications, openUploads, type Json, type Uploading } from './uploading.ts';

let warehouse: Warehouse;
let app: FastifyInstance;
let dashboards: Dashboards;
let document: OpenApi;
let door: Uploading;
let told: Door;
let uploaded: { upload: string; jobs: string[]; version: string };

/** The sample; in the full tier also an upload that was corrected by another, so that there is something to compare. */
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000 });
  dashboards = await readDashboards('dashboards');
  const content = { pipelines: 'pipelines', reference: 'data/reference' };
  app = await createApp({
    reader: () => seat,
    warehouse,
    dashboards: async () => dashboards,
    forms: (moment) => readForms(content, moment),
    alerts: (told = await openDoor(inject('sampleWarehouse'))),
    guide: () => openLibrary('data/guide'),
    notices: () => noticesAtHand(content, '2026-06-30'),
  });
  document = await documentOf(app);
  door = await openUploads();
  if (!isFull) return;
  const send = async (...rows: string[]) =>
    (await door.send({ '项目基本信息表.csv': applications(...rows) }, { by: '张三' })).body.id;
  const before = await send(application('P1', { money: '约300' }), application('P2', { city: '岛青市' }));
  await door.finish(before, 'load');
  const upload = await send(application('P1', { money: '300' }), application('P2', { city: '岛青市' }));
  const jobs = [];
  for (const task of ['preview', 'dry-run', 'load'] as const) jobs.push(await door.finish(upload, task));
  uploaded = { upload, jobs: jobs.map(({ id }) => id), version: jobs[2].result.version };
}, 300_000);
afterAll(async () => {
  await door.close();
  await app.close();
  await told.close();
  warehouse.close();
});

const ask = async (url: string, of: FastifyInstance = app): Promise<Json> => {
  const answer = await of.inject({ url: encodeURI(url) });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json();
};

/** Of each path addresses that together answer every property that is said of it. */
const addresses: Record<string, () => Promise<string[]> | string[]> = {
  '/api/health': () => ['/api/health'],
  '/api/session': () => ['/api/session'],
  '/api/ready': () => ['/api/ready'],
  '/api/record': () => ['/api/record'],
  '/api/alerts': () => ['/api/alerts'],
  '/api/alerts/count': () => ['/api/alerts/count'],
  '/api/alerts/settings': () => ['/api/alerts/settings'],
  '/api/alerts/{incident}': () => ['/api/alerts/1'],
  '/api/outbox': () => ['/api/outbox'],
  '/api/metrics': () => ['/api/metrics'],
  '/api/filters': () => ['/api/filters'],
  '/api/openapi.json': () => ['/api/openapi.json'],
  '/api/explain': () => [
    '/api/explain?metric=recommendation_rate&batch=2025&limit=2',
    '/api/explain?metric=quota&stage=已揭榜&limit=0',
    '/api/explain?metric=leverage&limit=0',
    '/api/explain?metric=failed&of=findings&only=verdict:fail&limit=2',
  ],
  '/api/begin': () => ['/api/begin'],
  '/api/guide': () => ['/api/guide', '/api/guide?search=密码'],
  '/api/guide/{book}': async () => (await ask('/api/guide')).books.map(({ name }: Json) => `/api/guide/${name}`),
  '/api/turned-away': () => ['/api/turned-away'],
  '/api/matters': () => ['/api/matters?limit=500'],
  '/api/examination': () => ['/api/examination'],
  '/api/retention': () => ['/api/retention'],
  '/api/versions': () => ['/api/versions'],
  '/api/versions/prune': () => ['/api/versions/prune?keep=1&older=0'],
  '/api/query': () => ['/api/query?metrics=quota,leverage&by=city&by=batch', '/api/query?metrics=quota&stage=已揭榜'],
  '/api/dashboards': () => ['/api/dashboards'],
  '/api/dashboards/{name}': () => Array.from(dashboards.keys(), (name) => `/api/dashboards/${name}`),
  '/api/dashboards/{name}/{panel}': () => [
    ...panels(''),
    ...some(panels('?limit=1&stage=已揭榜'), 20),
    '/api/dashboards/quota/headline?budget_year=2025',
    '/api/dashboards/quota/headline?batch=2025&compare=batch:2024-1',
  ],
  '/api/dashboards/{name}/{panel}.{ending}': () => [
    ...some([...panels('.json'), ...panels('.json?limit=1&stage=已揭榜')], 24),
  ],
  '/api/projects': () => ['/api/projects?limit=500'],
  '/api/projects/{id}': async () => (await projects()).map((id) => `/api/projects/${id}`),
  '/api/projects/{id}/audit': async () => (await projects()).map((id) => `/api/projects/${id}/audit`),
  '/api/projects/{id}/moments': async () => (await projects()).map((id) => `/api/projects/${id}/moments?ready=true`),
  '/api/findings': () => ['/api/findings?limit=500', '/api/findings?limit=1&stage=已揭榜'],
  '/api/findings/{rule}/{subject}/{span}': async () =>
    (await ask('/api/findings?limit=3&verdict=review&verdict=fail')).rows.map(
      (row: Finding) => `/api${findingPath(row)}`
    ),
  '/api/decisions': () => ['/api/decisions'],
  '/api/decisions/preview': () => ['/api/decisions/preview?verdict=fail'],
  '/api/decisions/allowed': () => ['/api/decisions/allowed'],
  '/api/compliance': () => ['/api/compliance', '/api/compliance?stage=已揭榜'],
  '/api/notices': () => ['/api/notices', '/api/notices?city=济南市'],
  '/api/notices/compare': () => ['/api/notices/compare', '/api/notices/compare?one=2025&other=2025'],
  '/api/organisations': () => ['/api/organisations?limit=500', '/api/organisations?limit=1&city=济南市'],
  '/api/groups': () => ['/api/groups?limit=500'],
  '/api/support': () => ['/api/support', '/api/support?city=济南市'],
  '/api/repeats': () => ['/api/repeats?limit=500'],
  '/api/loads': () => ['/api/loads'],
  '/api/loads/{load}': () => [`/api/loads/${warehouse.version()}`],
  '/api/loads/{load}/defects.{ending}': () => [`/api/loads/${warehouse.version()}/defects.json?limit=500`],
  '/api/loads/{load}/files/{hash}/rows.{ending}': async () => {
    const { files } = await ask(`/api/loads/${warehouse.version()}`);
    const isSuperseded = ({ superseded }: Json) => superseded > 0;
    return [...some<Json>(files, 8), files.find(isSuperseded)].map(
      ({ sha256 }) => `/api/loads/${warehouse.version()}/files/${sha256}/rows.json?limit=500`
    );
  },
  '/api/loads/{load}/reconciliation.{ending}': async () => {
    const all = `/api/loads/${warehouse.version()}/reconciliation.json`;
    const { assertions } = await ask(all);
    return [`${all}?limit=500`, `${all}?assertion=${assertions.at(-1).name}&pair=1`];
  },
  '/api/receipts/{receipt}': () => [`/api/receipts/${warehouse.version()}`],
  '/api/sources': () => ['/api/sources'],
  '/api/published': () => ['/api/published'],
};
const panels = (ending: string) =>
  [...dashboards].flatMap(([name, { queries }]) =>
    Array.from(queries.keys(), (panel) => `/api/dashboards/${name}/${panel}${ending}`)
  );
const projects = async (): Promise<string[]> =>
  (await ask(`/api/projects?limit=${sized(12, 30)}`)).rows.map((row: { project_id: string }) => row.project_id);

/** The same of what is uploaded. */
const ofUploads: Record<string, () => string[]> = {
  '/api/uploads': () => ['/api/uploads'],
  '/api/uploads/{id}': () => [`/api/uploads/${uploaded.upload}`],
  '/api/jobs/{id}': () => uploaded.jobs.map((id) => `/api/jobs/${id}`),
  '/api/loads': () => ['/api/loads'],
  '/api/loads/{load}/defects.{ending}': () => [`/api/loads/${uploaded.version}/defects.json?compared=cured`],
  '/api/receipts/{receipt}': () => [`/api/receipts/${uploaded.version}`],
  ...Object.fromEntries(
    ['', '/lines', '/projects', '/verdicts', '/files', '/by-file', '/reference'].map((path) => [
      `/api/changes${path}`,
      () => [`/api/changes${path}${path === '/lines' ? '?metric=total_investment' : ''}`],
    ])
  ),
  '/api/projects/{id}/changes': () => ['/api/projects/P1/changes'],
  '/api/published': () => ['/api/published'],
  // Of the sample every table was handed in.
  '/api/notices': () => ['/api/notices'],
};

/** What no answer here has, and why it is said. */
const unsent = [
  // Nobody is told anything by these, and nothing is over yet; test/alerts has an outbox.
  /^\w+ of due recipient alert/,
  /^\w+ of id recipient channel/,
  /^\w+ of at recipient alert/,
  /^\w+ of at what recipient/,
  /^\w+ of account title channel/,
  /^\w+ of name kind host/,
  /^\w+ of to after_workdays$/,
  // No notice of the sample leaves anything unsaid.
  /^(notice|file|line|item) of notice file line item$/,
  // No load of these turns what was said of a closed batch.
  /^acceptedTurns of version format/,
  /^(verdicts|projects|metrics) of verdicts projects metrics$/,
  // No panel of metrics stands in an order of its own, and every dashboard holds.
  /^sort of title chart/,
  /^(file|line|message) of file line message$/,
  // Whoever hands in here sits at the machine, and is no account.
  /^owner of file sheet/,
  /^(account|scope) of account scope$/,
  // The desk of these knows no values of any dimension; test/guide has cities without an account.
  /^\w+ of dimension title all/,
  /^isReleased of dimension value title/,
  // No line of the record of these was changed.
  /^(position|problem) of position problem$/,
  // Nobody answered a matter here, published an older version, pinned or pruned one; tests of their own do.
  /^\w+ of id projectId kind on by note recordedAt$/,
  /^id of id$/,
  /^\w+ of version number loadedAt bytes$/,
  /^\w+ of version (isPinned|before)$/,
  // Who sees all of the ledger is told of all of it, and of nothing elsewhere.
  /^elsewhere of organisation_id/,
  // No verdict is turned by a load that these try.
  /^\w+ of title subject batch from to$/,
  /^\w+ of rule title span from to$/,
  // Two loads of one project have no renamed value and no mended number; test/changes has verdicts and reference.
  /^\w+ of dimension from to$/,
  /^\w+ of left entered$/,
  /^(subject_kind|rule|way|table) of because is_hidden/,
];

const sent = new Set<string>();
describe('an answer is what is said of it, no more and no less', () => {
  test.each(Object.keys(addresses))('%s', async (path) => {
    for (const url of await addresses[path]!())
      expect(differences(schemaOf(document, path), await ask(url), sent), url).toEqual([]);
  });

  test.runIf(isFull).each(Object.keys(ofUploads))('%s where files are uploaded', async (path) => {
    for (const url of ofUploads[path]!())
      expect(differences(schemaOf(document, path), await ask(url, door.app), sent), url).toEqual([]);
  });

  test('what is answered to files that are sent, and to what is called off', async () => {
    const { status, body } = await door.send({ 'b.csv': applications(application('P9')) });
    expect(status).toBe(201);
    expect(differences(schemaOf(document, '/api/uploads', 'post', '201'), body, sent)).toEqual([]);
    const job = await door.ask(`/api/uploads/${body.id}/dry-run`, { method: 'POST' });
    expect(differences(schemaOf(document, '/api/uploads/{id}/dry-run', 'post', '202'), job.body, sent)).toEqual([]);
    const stopped = await door.ask(`/api/jobs/${job.body.id}`, { method: 'DELETE' });
    expect(differences(schemaOf(document, '/api/jobs/{id}', 'delete'), stopped.body, sent)).toEqual([]);
    const cancelled = await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' });
    expect(differences(schemaOf(document, '/api/uploads/{id}', 'delete'), cancelled.body, sent)).toEqual([]);
  });

  test('what is answered to who asks for personal columns', async () => {
    const revealing = await openApp({ writes: { refusal: null, token: 'x' } });
    const answer = await revealing.app.inject({
      method: 'POST',
      url: '/api/personal',
      payload: { project_id: ['P-1'] },
      headers: { authorization: 'Bearer x' },
    });
    await revealing.close();
    expect(differences(schemaOf(document, '/api/personal', 'post'), answer.json(), sent)).toEqual([]);
  });

  test('what is answered to a decision, and to one that is taken back', async () => {
    const writes = { refusal: null, token: 'x' };
    const decided = await openApp({ writes, more: ['alter table marts.projects add column applicant_id varchar'] });
    const post = async (url: string, payload: object): Promise<Json> => {
      const answer = await decided.app.inject({ method: 'POST', url, payload, headers: { authorization: 'Bearer x' } });
      expect(answer.statusCode, answer.body).toBe(201);
      return answer.json();
    };
    try {
      const finding = '/api/findings/late_submission/P-3/2025';
      const { list, decisions: seen } = await ask(finding, decided.app);
      const said = { basis: '会议', document: '1 号', attachment: '纪要', person: '张三', on: '2026-06-30' };
      const search = 'rule=late_submission&subject_id=P-3&span=2025';
      const made = await post(`/api/decisions?${search}`, { ...said, conclusion: 'fail', list, seen });
      expect(differences(schemaOf(document, '/api/decisions', 'post', '201'), made, sent)).toEqual([]);
      const taken = await post(`/api/decisions/${made.ids[0]}/withdraw`, { ...said, seen: made.decisions });
      const schema = schemaOf(document, '/api/decisions/{id}/withdraw', 'post', '201');
      expect(differences(schema, taken, sent)).toEqual([]);
      for (const [path, url] of [
        ['/api/decisions', '/api/decisions'],
        ['/api/findings/{rule}/{subject}/{span}', finding],
      ] as const)
        expect(differences(schemaOf(document, path), await ask(url, decided.app), sent), url).toEqual([]);
    } finally {
      await decided.close();
    }
  });

  test('what is answered where people sign in', async () => {
    const office = await openOffice();
    const described = await documentOf(office.app);
    const seen = new Set<string>();
    const check = (path: string, method: string, status: string, { body, text }: Browsed) =>
      expect(differences(schemaOf(described, path, method, status), body, seen), text).toEqual([]);
    const browser = await settle(office, { account: 'root', role: 'administrator', scope: {} });
    const mine = await browser.get('/api/session');
    expect(differences(schemaOf(document, '/api/session'), mine.body, sent)).toEqual([]);
    const begun = await browser.get('/api/begin');
    expect(differences(schemaOf(document, '/api/begin'), begun.body, sent)).toEqual([]);
    const post = async (path: string, form: object, url = path) => {
      const answer = await browser.post(url, form);
      expect(answer.status, answer.text).toBe(201);
      check(path, 'post', '201', answer);
      return answer.body;
    };
    await post('/api/account/tokens', { title: '报表', capability: ['record'], days: 3, password: phrase });
    const reading = await settle(office, { account: 'li', role: 'reviewer', scope: {} });
    const made = await reading.post('/api/account/feeds', { title: '手机日历', password: phrase });
    check('/api/account/feeds', 'post', '201', made);
    check('/api/account', 'get', '200', await reading.get('/api/account'));
    const { id } = made.body as { id: string };
    const withdrawn = await reading.post(`/api/account/feeds/${id}/withdraw`, {});
    check('/api/account/feeds/{id}/withdraw', 'post', '201', withdrawn);
    await post('/api/account/factor/begin', {});
    check('/api/account', 'get', '200', await browser.get('/api/account'));
    await post('/api/accounts', { account: 'zibo', title: '李某', role: 'city', scope: 'city=淄博市' });
    await post('/api/accounts/{account}/reset', {}, '/api/accounts/zibo/reset');
    await post('/api/accounts/{account}/disable', {}, '/api/accounts/zibo/disable');
    check('/api/accounts', 'get', '200', await browser.get('/api/accounts'));
    await office.close();
  });

  test('every path that answers JSON is among them', () => {
    const said = Object.entries(document.paths).filter(
      ([, { get }]) => get?.responses['200']?.content?.['application/json']
    );
    expect(said.map(([path]) => path).sort()).toEqual(
      [...new Set([...Object.keys(addresses), ...Object.keys(ofUploads)])].sort()
    );
  });

  test.runIf(isFull)('every property that is said was sent', () => {
    const said = Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ responses }) =>
        Object.values(responses).flatMap(({ content }) => [
          ...propertiesIn(content?.['application/json']?.schema ?? {}),
        ])
      )
    );
    const missing = [...new Set(said)].filter((each) => !sent.has(each));
    expect(missing.filter((each) => !unsent.some((pattern) => pattern.test(each)))).toEqual([]);
    expect(unsent.filter((pattern) => !missing.some((each) => pattern.test(each)))).toEqual([]);
  });
});

test('a field too many, a field too few and a cell without a column are told', () => {
  const health = { status: 'ok', version: 'v', decisions: '', loadedAt: '', asOf: '', warning: null, faults: [] };
  const found = (path: string, answer: object) => differences(schemaOf(document, path), answer, new Set());
  expect(found('/api/health', health)).toEqual([]);
  expect(found('/api/health', { ...health, words: {} })).toEqual([expect.stringContaining('"words"')]);
  const { warning: _, ...less } = health;
  expect(found('/api/health', less)).toEqual([expect.stringContaining('"warning"')]);
  const table = { version: 'v', columns: [], rows: [{ a: 1 }], proof: { columns: [], keys: [] } };
  expect(found('/api/query', table)).toEqual(['a is a cell without a column']);
});
