import { expect, inject, test } from 'vitest';
import { answer } from '../plot.ts';

test('a version says nothing twice: what checks and rules found stands where it is gathered, and nowhere else', async () => {
  const warehouse = inject('sampleWarehouse');
  const tables = await answer(
    warehouse,
    `select schema_name || '.' || table_name as name from duckdb_tables()
    where schema_name in ('checks', 'links', 'warnings', 'rules') order by name`
  );
  expect(tables.map(({ name }) => name)).toEqual(['checks.defects', 'links.defects', 'warnings.defects']);
  const [found] = await answer(
    warehouse,
    `select count(distinct rule)::integer > 30 as rules, (select count(*) from loads.defects) > 0 as defects from marts.findings`
  );
  expect(found).toEqual({ rules: true, defects: true });
});
