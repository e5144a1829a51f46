import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { sized } from '../tier.ts';
import { openSample } from './sample.ts';

interface Audit {
  asOf: string;
  project: Record<string, string>;
  rules: {
    rule: string;
    subjectKind: string;
    subjectId: string;
    verdict: string;
    settle: string | null;
    values: { name: string; title: string; value: unknown }[];
    sources: { title: string; file: string; row: number }[];
  }[];
  silent: { rule: string }[];
}
interface Project {
  findings: { rule: string; verdict: string }[];
  sources: { file: string; row: number; state: string; source: string }[];
}

let sample: Awaited<ReturnType<typeof openSample>>;
let projects: string[];
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
  projects = (await sample.get<{ rows: { project_id: string }[] }>('/api/projects?limit=500')).rows.map(
    (row) => row.project_id
  );
});
afterAll(() => sample.close());

test('it holds every finding on the project, and the rules that are silent are the rest', async () => {
  type Notice = { clauses: { rules: { rule: string; subjectKind: string }[] }[] };
  const knownOf = async (batch: string) =>
    (await sample.get<Notice>(`/api/compliance?batch=${batch}`)).clauses
      .flatMap(({ rules }) => rules)
      .filter(({ subjectKind }) => subjectKind === 'project')
      .map(({ rule }) => rule)
      .sort();
  for (const id of projects.filter((_, index) => index % 40 === 0)) {
    const [audit, project] = await Promise.all([
      sample.get<Audit>(`/api/projects/${id}/audit`),
      sample.get<Project>(`/api/projects/${id}`),
    ]);
    const own = audit.rules.filter(({ subjectKind }) => subjectKind === 'project');
    expect(own.map(({ rule, verdict }) => `${rule} ${verdict}`).sort()).toEqual(
      project.findings.map(({ rule, verdict }) => `${rule} ${verdict}`).sort()
    );
    // One rule asks of a project, or once of its direction.
    const known = await knownOf(audit.project.batch!);
    const said = [...audit.rules, ...audit.silent].map(({ rule }) => rule).filter((rule) => known.includes(rule));
    expect([...new Set(said)].sort()).toEqual(known);
    expect(audit.asOf).toBe('2026-06-30');
  }
}, 60_000);

test('every value is called in Chinese, a review says what settles it, and the rows named are those that were loaded', async () => {
  let sourced = 0;
  for (const id of projects.filter((_, index) => index % sized(75, 25) === 0)) {
    const [audit, project] = await Promise.all([
      sample.get<Audit>(`/api/projects/${id}/audit`),
      sample.get<Project>(`/api/projects/${id}`),
    ]);
    const loaded = new Set(
      project.sources.filter(({ state }) => state === 'loaded').map(({ file, row }) => `${file} ${row}`)
    );
    const files = new Set(project.sources.map(({ file }) => file));
    for (const { rule, verdict, settle, values, sources } of audit.rules) {
      expect(values.filter(({ title }) => !/\p{Script=Han}/u.test(title)).map(({ name }) => `${rule}.${name}`)).toEqual(
        []
      );
      expect([rule, settle !== null]).toEqual([rule, verdict === 'review']);
      for (const { file, row } of sources.filter(({ file, title }) => files.has(file) && !title.startsWith('另一个')))
        expect(loaded).toContain(`${file} ${row}`);
      sourced += sources.length;
    }
  }
  expect(sourced).toBeGreaterThan(sized(30, 100));
}, 60_000);

test('what rests on a list leads to the row that says which list: of the city, or of all', async () => {
  for (const id of ['SL2025-3702-0013', 'SL2025-3701-0003']) {
    const { rules } = await sample.get<Audit>(`/api/projects/${id}/audit`);
    const byList = rules.filter(({ values }) => values.some(({ value }) => value === '名单比对'));
    expect(byList.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['safety_accident', 'serious_dishonesty']));
    for (const { rule, sources } of byList)
      expect([id, rule, sources.map(({ title }) => title)]).toEqual([id, rule, expect.arrayContaining(['核查覆盖表'])]);
  }
});

test('an organisation over its limit, its group, its city and its direction are on the sheet of its project', async () => {
  const { rows } = await sample.get<{ rows: { subjectId: string; year: number }[] }>(
    '/api/findings?rule=provider_limit&verdict=fail'
  );
  const [organisation] = (
    await sample.get<{ rows: { organisation_id: string; own_projects: string[] }[] }>(
      `/api/organisations?year=${rows[0]!.year}&search=${rows[0]!.subjectId}`
    )
  ).rows;
  const { rules, project } = await sample.get<Audit>(`/api/projects/${organisation!.own_projects[0]}/audit`);
  expect(
    rules.find(({ rule, subjectId }) => rule === 'provider_limit' && subjectId === organisation!.organisation_id)
  ).toMatchObject({ verdict: 'fail' });
  expect(rules.find(({ subjectKind }) => subjectKind === 'city')?.subjectId).toBe(project.city);
});

test('a project that is not there is refused', async () => {
  await expect(sample.get('/api/projects/none/audit')).rejects.toThrow(/没有项目“none”/);
});
