import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = (url: string) => tested.app.inject({ url: encodeURI(url) });
async function ids(query: string): Promise<string[]> {
  const answer = await get(`/api/projects?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().rows.map(({ project_id }: { project_id: string }) => project_id);
}

describe('the list', () => {
  test('holds the rows of the mart with their columns, and says how many there are', async () => {
    const { total, version, columns, rows } = (await get('/api/projects?limit=2')).json();
    expect({ total, version }).toEqual({ total: 5, version: '20260701T090000-11111111' });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      project_id: 'P-1',
      total_investment: 10000000,
      verified_investment: null,
      submitted_at: '2025-04-20 10:30:00',
      concluded_on: null,
    });
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(Object.keys(rows[0]));
  });

  test.each([
    ['the number', 'search=p-', ['P-1', 'P-2', 'P-3']],
    ['the name', 'search=链主', ['P-3']],
    ['the applicant', 'search=示例四', ['Q-1']],
    ['what is written full-width', 'search=Ｐ-１', ['P-1']],
    ['a name with the other brackets, spaces and case', 'search=智能 “工厂”　一期', ['P-1']],
    ['what does not show in it', 'search=链\u200b主', ['P-3']],
    ['spaces around it', 'search=%20P-1%20', ['P-1']],
    ['nothing', 'search=', ['P-1', 'P-2', 'P-3', 'Q-1', 'Q_2']],
    ['a per cent sign, which stands for itself', 'search=100%25', ['P-2']],
    ['a per cent sign alone', 'search=%25', ['P-2']],
    ['an underline, which stands for itself', 'search=_', ['Q_2']],
    ['a backslash, which stands for itself', 'search=%5C', []],
    ['a quotation mark', 'search=%22', ['P-1']],
    ['what would be SQL', "search=' or 1=1 --", []],
  ])('is searched for %s', async (_what, query, expected) => {
    const answer = await tested.app.inject({
      url: `/api/projects?${query.replaceAll(/[^\x20-\x7e]/g, encodeURIComponent).replaceAll(' ', '+')}`,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().rows.map(({ project_id }: { project_id: string }) => project_id)).toEqual(expected);
    expect(answer.json().total).toBe(expected.length);
  });

  test('tells the clauses that a project breaks, and finds those that break one', async () => {
    const { rows, total } = (await get('/api/projects?verdict=fail')).json();
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ project_id: 'P-3', failed: 1, in_review: 0, broken: '三（二） 逾期提交' });
    expect(await ids('verdict=review')).toEqual([]);
    expect(await ids('sort=-failed')).toEqual(['P-3', 'P-1', 'P-2', 'Q-1', 'Q_2']);
    const [judged, unjudged] = (await get('/api/projects?search=P-')).json().rows;
    expect([judged.failed, judged.broken, unjudged.failed]).toEqual([0, null, null]);
    expect((await get('/api/projects?verdict=pass')).statusCode).toBe(400);
  });

  test('is sorted either way, what is unknown last, equals by number', async () => {
    expect(await ids('sort=-verified_investment')).toEqual(['Q-1', 'Q_2', 'P-1', 'P-2', 'P-3']);
    expect(await ids('sort=verified_investment')).toEqual(['Q_2', 'Q-1', 'P-1', 'P-2', 'P-3']);
    expect(await ids('sort=batch')).toEqual(['Q-1', 'Q_2', 'P-1', 'P-2', 'P-3']);
    // Cities by their codes, stages in the order that projects go through them.
    expect(await ids('sort=city')).toEqual(['P-1', 'P-2', 'P-3', 'Q-1', 'Q_2']);
    expect(await ids('sort=-city')).toEqual(['Q_2', 'P-3', 'Q-1', 'P-1', 'P-2']);
    expect(await ids('sort=stage')).toEqual(['P-3', 'P-1', 'P-2', 'Q_2', 'Q-1']);
  });

  test('is filtered and paged', async () => {
    expect(await ids('city=青岛市&city=枣庄市&batch=2024-1')).toEqual(['Q-1', 'Q_2']);
    expect(await ids('limit=2&offset=1')).toEqual(['P-2', 'P-3']);
    expect(await ids('offset=5')).toEqual([]);
  });

  test.each([
    'limit=0',
    'limit=501',
    'limit=-1',
    'limit=1.5',
    'limit=abc',
    'limit=',
    'limit=Infinity',
    'limit=1&limit=2',
    'offset=-1',
    'offset=1e99',
    'offset=Infinity',
    'offset=NaN',
    'sort=nothing',
    'sort=total_investment;drop',
    'sort=contact',
  ])('refuses %s', async (query) => {
    const answer = await get(`/api/projects?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toMatch(/\p{Script=Han}/u);
  });

  test('as a file holds every row, whatever the page', async () => {
    const answer = await get('/api/projects?format=csv&limit=1');
    expect(answer.body.trim().split('\r\n')).toHaveLength(6);
  });
});

describe('one project', () => {
  test('has its row, its rows in the other marts, its findings with the clause', async () => {
    const answer = (await get('/api/projects/P-1')).json();
    expect(answer).toMatchObject({
      project: { project_id: 'P-1', city: '济南市' },
      events: [
        { step: '提交', happened_at: '2025-04-20 10:30:00' },
        { step: '市推荐', happened_at: '2025-04-24 16:00:00' },
      ],
      acceptances: [],
      subsidies: [],
      findings: [
        {
          rule: 'late_submission',
          clause: '三（二）',
          quotation: '青岛市不超过 20 个',
          subjectKind: 'project',
          verdict: 'pass',
          evidence: { submitted_at: '2025-04-20 10:30:00' },
        },
      ],
    });
    expect(answer.columns.events.map(({ name }: { name: string }) => name)).toEqual([
      'project_id',
      'step',
      'happened_at',
    ]);
    expect((await get('/api/projects/Q-1')).json()).toMatchObject({
      acceptances: [{ verified_investment: 8000000 }],
      subsidies: [{ subsidy_allocated: 800000 }],
    });
  });

  test('has every source row, cell by cell as it was handed in, in the order of the file', async () => {
    const { sources } = (await get('/api/projects/P-1')).json();
    expect(
      sources.map(({ file, sheet, row, state, sha256 }: Record<string, unknown>) => [file, sheet, row, state, sha256])
    ).toEqual([
      ['applications-示例数据.csv', '', 3, 'loaded', 'a'.repeat(64)],
      ['applications-示例数据.csv', '', 9, 'superseded', 'a'.repeat(64)],
      ['events-示例数据.csv', '流程', 2, 'loaded', 'b'.repeat(64)],
    ]);
    expect(sources[0]).toMatchObject({ source: 'applications', title: '项目基本信息表' });
    expect(sources[0].cells).toEqual([
      { name: 'project_name', header: '项目名称', value: '智能"工厂"一期', isPrivate: false },
      { name: 'project_id', header: '项目编号', value: 'P-1', isPrivate: false },
      { name: 'phone', header: '电话', value: null, isPrivate: true },
      { name: 'contact', header: '联系人', value: null, isPrivate: true },
      { name: null, header: '备注', value: '找李工 •••', isPrivate: false },
      { name: 'total_investment', header: '总投资（万元）', value: '1,000.00', isPrivate: false },
    ]);
  });

  test.each(['nope', 'P-1%00', '..%2F..%2Fetc%2Fpasswd', "P-1' or '1'='1", '__proto__', 'p-1', '%25', 'x'.repeat(300)])(
    '%s is not there',
    async (id) => {
      const answer = await tested.app.inject({
        url: `/api/projects/${id.includes('%') ? id : encodeURIComponent(id)}`,
      });
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.json().error.code).toMatch(/unknown_project|bad_url|not_found/);
    }
  );
});

test('nobody is told who is behind a project', async () => {
  const urls = [
    '/api/projects',
    '/api/projects?format=csv',
    '/api/projects/P-1',
    '/api/projects/P-2',
    '/api/loads/20260701T090000-11111111/defects.csv',
    '/api/loads/20260701T090000-11111111/defects.json',
  ];
  for (const url of urls) {
    const { body, statusCode } = await get(url);
    expect(statusCode).toBe(200);
    for (const secret of ['13800001234', '13800005678', '13912345678', '0531-1234567', '王示例', '赵示例'])
      expect(body).not.toContain(secret);
  }
});
