import { expect, inject, test } from 'vitest';
import { answer } from '../plot.ts';

test('a version says nothing twice: what checks and rules found stands where it is gathered, and nowhere else', async () => {
  const warehouse = inject('sampleWarehouse');
  const tables = await answer(
    warehouse,
    `select schema_name || '.' || table_name as name from duckdb_tables()
    where schema_name in ('checks', 'links', 'warnings', 'rules') order by name`
  );
  expect(tables.map(({ name }) => name)).toEqual([
    'checks.defects',
    'links.defects',
    'rules.findings',
    'rules.passes',
    'rules.said',
    'warnings.defects',
  ]);
  const [found] = await answer(
    warehouse,
    `select count(distinct rule)::integer > 30 as rules, (select count(*) from loads.defects) > 0 as defects from marts.findings`
  );
  expect(found).toEqual({ rules: true, defects: true });
});

test('of a pass of a project only what is its own is kept, and it is read as any other finding', async () => {
  const [found] = await answer(
    inject('sampleWarehouse'),
    `select
      (select count(*)::integer from rules.findings where verdict = 'pass' and project_id is not null) as whole,
      (select count(*)::integer from rules.passes) as kept,
      (select count(*)::integer from marts.findings where verdict = 'pass' and project_id is not null) as read,
      (select count(*)::integer from marts.findings as f anti join marts.projects as p
        on p.project_id = f.subject_id and p.batch = f.batch and p.city = f.city and p.stage = f.stage
        where verdict = 'pass' and project_id is not null) as strange,
      (select count(*)::integer from marts.findings where verdict = 'pass' and (clause is null or as_of is null)) as unsaid`
  );
  expect(found).toEqual({ whole: 0, kept: expect.any(Number), read: found?.kept, strange: 0, unsaid: 0 });
  expect(found?.kept).toBeGreaterThan(1000);
});
