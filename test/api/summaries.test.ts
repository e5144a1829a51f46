import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { codes, codesOf, folded, type Findings, type Notice, type Projects } from '#spec';
import { followWarehouse, type Lease, type Warehouse } from '#warehouse';
import { openSample } from './sample.ts';

let warehouse: Warehouse;
let lease: Lease;
let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
  warehouse = await followWarehouse(inject('sampleWarehouse'));
  lease = await warehouse.lease();
});
afterAll(async () => {
  lease.release();
  warehouse.close();
  await sample.close();
});

const rows = async (sql: string) => (await lease.read('test', sql)).rows();

test('what a version counts of each project is what its findings say', async () => {
  const counted = await rows(
    'select project_id, city, failed, in_review, passed, broken from summaries.judged order by project_id'
  );
  const found = await rows(`
    select p.project_id, p.city, sum(f.failed)::integer as failed, sum(f.in_review)::integer as in_review, sum(f.passed)::integer as passed,
      string_agg(distinct f.clause || ' ' || f.title, '；' order by f.clause || ' ' || f.title) filter (f.verdict = 'fail') as broken
    from marts.projects as p
    left join marts.findings as f using (project_id)
    group by p.project_id, p.city
    order by p.project_id`);
  expect(counted).toEqual(found);
  expect(counted.some(({ failed }) => Number(failed) > 0)).toBe(true);
});

test('the passes of projects lie in the version as sets, each pass of each project once', async () => {
  const names = 'rule, notice, severity, as_of, tallied';
  const counted = await rows(`select project_id, ${names}, s.passes
    from summaries.judged as j join summaries.passes as s on s."set" = j.passes order by all`);
  const found =
    await rows(`select project_id, rule, notice, severity, as_of, if(r.tallied = 'checked_by', f.evidence->>'checked_by', null) as tallied, count(*)::integer as passes
    from marts.findings as f join catalog.rules as r on r.name = f.rule
    where verdict = 'pass' and project_id is not null group by all order by all`);
  expect(counted).toEqual(found);
  const [sets] = await rows('select count(distinct "set")::integer as sets from summaries.passes');
  expect(Number(sets?.sets)).toBeLessThan(found.length / 20);
});

test('values and what rules know of dimensions are those of projects and findings', async () => {
  const [city] = await rows(
    `select list(value order by value) as cities from summaries."values" where dimension = 'city'`
  );
  const [own] = await rows('select list(distinct city order by city) as cities from marts.projects');
  expect(city).toEqual(own);
  const known = await rows('select rule, subject_kind, county, batches, cities from summaries.known order by all');
  expect(known).toEqual(
    await rows(`select rule, subject_kind, count(county) > 0 as county, count(batches) > 0 as batches, count(cities) > 0 as cities
      from marts.findings group by rule, subject_kind order by all`)
  );
});

test('each text that search takes for another stands folded in the version, and no other', async () => {
  const texts = await rows(`
    select unnest([project_id, project_name, applicant, applicant_id, group_name]) as text from marts.projects
    union select unnest([organisation_id, organisation, group_name]) from marts.organisations
    union select group_name from marts.groups union select project_id from marts.slots
    union select unnest([project_id, other_id, project_name, applicant, applicant_id, ledger_name]) from marts.repeats`);
  const all = texts.flatMap(({ text }) => (text === null ? [] : [String(text)]));
  const stored = new Map(
    (await rows('select distinct text, folded from summaries.folded')).map((row) => [String(row.text), row.folded])
  );
  expect(stored.size).toBeGreaterThan(0);
  for (const text of all)
    if (folded(text) !== text.toLowerCase()) expect([text, stored.get(text)]).toEqual([text, folded(text)]);
  for (const [text, said] of stored) expect([all.includes(text), said]).toEqual([true, folded(text)]);
});

test.each(['智能', 'sl2025-3702', '（示例）', '示例', 'ＳＬ２０２５', '9137', '不会有这样的项目'])(
  'the search for %s finds what holds it, written whichever way',
  async (search) => {
    const projects = await rows(
      'select project_id, project_name, applicant, applicant_id, group_name from marts.projects'
    );
    const holds = projects.filter((row) =>
      Object.values(row).some((value) => value !== null && folded(String(value)).includes(folded(search)))
    );
    const { total } = await sample.get<Projects>(`/api/projects?search=${search}&limit=1`);
    expect(total).toBe(holds.length);
  }
);

test('pages of findings, put together, are all findings in their order', async () => {
  const rank = (column: string, order: readonly string[]) =>
    `list_position([${order.map((each) => `'${each}'`).join(', ')}], ${column})`;
  for (const where of ['', `where list_has_any(string_split(cities, '、'), ['济南市'])`, `where verdict = 'pass'`]) {
    const whole = await rows(`select rule, subject_id, verdict, batches from marts.findings ${where}
      order by ${rank('severity', codesOf(codes.severity))}, rule, ${rank('verdict', codesOf(codes.verdict))}, batch desc, city, subject_id`);
    const asked = where === '' ? '' : where.includes('cities') ? '&city=济南市' : '&verdict=pass';
    // Around where one group of them ends and the next begins, and past the end.
    const ends = whole.flatMap((row, at) => (at > 0 && row.rule !== whole[at - 1]?.rule ? [at] : []));
    for (const offset of [0, 7, ...ends.slice(0, 6).map((end) => end - 20), whole.length - 5, whole.length + 10]) {
      const page = await sample.get<Findings>(`/api/findings?limit=40&offset=${Math.max(0, offset)}${asked}`);
      expect(page.total).toBe(whole.length);
      expect(page.rows.map(({ rule, subjectId, verdict }) => [rule, subjectId, verdict])).toEqual(
        whole.slice(Math.max(0, offset), Math.max(0, offset) + 40).map((row) => [row.rule, row.subject_id, row.verdict])
      );
    }
  }
});

test('what a page of the notice counts is what the findings say, under filters too', async () => {
  for (const [asked, where] of [
    ['', 'true'],
    [
      '?batch=2025&city=济南市',
      `list_has_any(string_split(batches, '、'), ['2025']) and list_has_any(string_split(cities, '、'), ['济南市'])`,
    ],
  ] as const) {
    const notice = await sample.get<Notice>(`/api/compliance${asked}`);
    const found =
      await rows(`select rule, notice, sum(passed)::integer as passed, sum(failed)::integer as failed, sum(in_review)::integer as in_review,
        count_if(evidence->>'checked_by' = '逐个核查')::integer as by_record
      from marts.findings where ${where} group by rule, notice`);
    let told = 0;
    for (const { notice: name, rules } of notice.clauses)
      for (const { rule, counts, checked } of rules) {
        const own = found.find((row) => row.rule === rule && row.notice === name);
        if (counts === null || own === undefined) continue;
        told += 1;
        expect([rule, counts.passed, counts.failed, counts.in_review]).toEqual([
          rule,
          own.passed,
          own.failed,
          own.in_review,
        ]);
        if (checked) expect([rule, checked.byRecord]).toEqual([rule, own.by_record]);
      }
    expect(told).toBeGreaterThan(20);
  }
});
