import { seat } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';

const columns = ['city', 'project_id', 'project_name', 'applicant', 'applicant_code'] as const;

/** What every other city of a warehouse has: its name, its projects, what they are called and whose they are. */
export async function othersThan(city: string, folder: string): Promise<string[]> {
  const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  const app = await createApp({ reader: () => seat, warehouse, dashboards: () => Promise.resolve(dashboards) });
  const rows: Record<string, string | null>[] = [];
  for (let offset = 0, more = 1; more > 0; offset += 200) {
    const answer = await app.inject({ url: `/api/projects?limit=200&offset=${offset}` });
    const page = answer.json<{ rows: typeof rows }>();
    rows.push(...page.rows);
    more = page.rows.length;
  }
  await app.close();
  warehouse.close();
  const valuesOf = (row: (typeof rows)[number]) => columns.map((column) => row[column] ?? '');
  // Some projects and firms of several cities are called the same.
  const own = new Set(rows.filter((row) => row.city === city).flatMap(valuesOf));
  const others = rows.filter((row) => row.city !== city);
  if (others.length <= 100) throw new Error(`${others.length} projects of other cities tell nothing`);
  return [...new Set(others.flatMap(valuesOf))].filter((each) => each.length > 2 && !own.has(each));
}
