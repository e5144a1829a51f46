import type { Finding, LinkContext, Provable, Row } from '#spec';
import { carried, narrowed } from './filters/filters.ts';

/**
 * `/projects/{project_id}` with the row's own values, and the filters carried along but those that it says itself: of
 * two cities the list of one is of this one. Null where a value is unknown. What a number is followed by says all of
 * them, as its address does.
 */
export function linked(template: string, row: Row, { params, filters, asked = params }: LinkContext): string | null {
  let isWhole = true;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = row[name];
    if (value === null || value === undefined) isWhole = false;
    return encodeURIComponent(String(value));
  });
  if (!isWhole) return null;
  const own = new URLSearchParams(path.split('?')[1]);
  const others = Array.from(template.startsWith('/explain') ? asked : params).filter(([name]) => !own.has(name));
  const along = carried(new URLSearchParams(others), filters, template).slice(1);
  return along === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${along}`;
}

/**
 * The page filtered by what a row says of these dimensions, and by what else it gathers; null where it says nothing
 * that can be filtered by.
 */
export function filtered(
  dimensions: readonly string[],
  row: Row,
  { params, filters }: LinkContext,
  { gathers = {} }: Pick<Provable, 'gathers'> = {}
): string | null {
  const wanted = dimensions.flatMap((name) => {
    const value = row[name];
    const known =
      typeof value === 'string' && filters.some((filter) => filter.name === name && filter.values.includes(value));
    return known ? [[name, [value, ...(gathers[name]?.[value] ?? [])]] as const] : [];
  });
  return wanted.length === 0 ? null : narrowed(params, Object.fromEntries(wanted));
}

/** Where a finding is shown side by side with what its subject is like, and of how many; null where it is of none. */
export function repeatsOf(
  { projectId, evidence }: Pick<Finding, 'projectId' | 'evidence'>,
  context: LinkContext
): { href: string; pairs: number } | null {
  const pairs = (evidence as Row | null)?.pairs;
  const href = linked('/repeats?project={project_id}&batch=all', { project_id: projectId }, context);
  return typeof pairs === 'number' && pairs > 0 && href !== null ? { href, pairs } : null;
}
