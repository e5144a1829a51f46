import { rowsOf, type QueryContext } from '../context.ts';
import type { BoundSql } from '../relations.ts';

/** A query, or the first rows of it. */
export const firstOf = (sql: string, limit: number | undefined): string =>
  limit === undefined ? sql : `${sql}\nlimit ${Math.trunc(limit)}`;

/** How many rows a query has of which only the first are read. */
export async function countOf(
  context: QueryContext,
  name: string,
  { sql, values }: BoundSql,
  limit: number | undefined
): Promise<{ total?: number }> {
  if (limit === undefined) return {};
  const [counted] = await rowsOf(context, name, { sql: `select count(*) as total from (\n${sql}\n)`, values });
  return { total: Number(counted?.total) };
}
