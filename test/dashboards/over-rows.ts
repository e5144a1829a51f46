import { readDashboards } from '#query';
import type { Row } from '#spec';
import type { Sample } from './sample.ts';

const dashboards = readDashboards('dashboards');

/**
 * What a panel's query answers of these projects alone, laid under it as filters are: what a row leaves unsaid is
 * unknown.
 */
export async function overRows({ reading }: Sample, id: string, rows: readonly Row[]): Promise<Row[]> {
  const [name = '', key = ''] = id.split('/');
  const query = (await dashboards).get(name)?.queries.get(key);
  if (!query || !('sql' in query)) throw new Error(`${id} is no query`);
  const { sql } = query;
  const names = Array.from(new Set(rows.flatMap((row) => Object.keys(row))));
  const listed = rows.map((row) => `(${names.map((name) => literal(row[name] ?? null)).join(', ')})`).join(', ');
  const given = rows.length === 0 ? '' : `union all by name select * from (values ${listed}) as t(${names.join(', ')})`;
  const relations = `
    projects as (select * from (select * from marts.projects limit 0) ${given}),
    subsidies as (select * from marts.subsidies limit 0),
    direction_lines as (select * from reference.direction_lines)`;
  const result = await reading.read(id, `with ${relations} select * from (\n${sql}\n)`);
  return result.rows();
}

const literal = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
