import { notAmong, Refusal } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { readConditions } from '../conditions.ts';
import { scopedRelations, type View } from '../relations.ts';
import type { ProofQuestion } from './question.ts';
import type { Subject } from './subject.ts';

/** What a number of projects is of: the panel's own conditions, and those that were asked for. */
export function viewOfProjects(
  catalog: Catalog,
  { project, only = [] }: ProofQuestion,
  { filters, scope, only: ofPanel = [] }: View
): View {
  const asked = readConditions(catalog, [...only, ...(project === undefined ? [] : [`project_id:${project}`])]);
  return { filters, scope, only: [...ofPanel, ...asked] };
}

/** The same of the rows that a mart of its own sums, where a filter is of these alone. */
export function viewOfRows(
  catalog: Catalog,
  mart: string,
  { project, only = [] }: ProofQuestion,
  { filters, scope }: View
): View {
  const asked = readConditions(catalog, [...only, ...(project === undefined ? [] : [`project_id:${project}`])], mart);
  return { filters, scope, only: asked, narrows: [mart] };
}

/**
 * The rows of a mart, and those behind its sums. A ledger counts all that is its
 * own, whatever is filtered: what would narrow only one side of it is refused.
 */
export function viewOfMart(
  catalog: Catalog,
  of: string,
  { terms }: Subject,
  { project, only = [] }: ProofQuestion,
  { filters, scope }: View
): View {
  const conditions = readConditions(
    catalog,
    [...only, ...(project === undefined ? [] : [`project_id:${project}`])],
    of
  );
  const marts = [...new Set([of, ...terms.map(({ mart }) => mart)])];
  const isLedger = catalog.rows.has(of);
  const [filter] = filters.keys();
  if (isLedger && filter !== undefined)
    throw new Refusal(400, 'no_meaning', `台账里的数不随筛选而变，请去掉 ${filter}，用 only 指明是哪一行。`, {
      parameter: filter,
      of,
    });
  const unknown = conditions.find(({ column }) => marts.some((mart) => !catalog.marts.get(mart)?.has(column)));
  if (unknown)
    throw notAmong(400, 'unknown_column', '这个数所依据的各行没有这一列：', {
      parameter: 'only',
      value: unknown.column,
      allowed: keysIn(catalog, marts),
    });
  return { filters, scope, only: conditions, narrows: marts };
}

const keysIn = (catalog: Catalog, [first = '', ...others]: readonly string[]): string[] =>
  Array.from(catalog.marts.get(first)?.keys() ?? []).filter((name) =>
    others.every((mart) => catalog.marts.get(mart)?.has(name))
  );

/** A limit is one row's own; the sum of several says nothing. */
export async function refuseAmbiguous(
  context: QueryContext,
  catalog: Catalog,
  { of, info }: Subject,
  view: View
): Promise<void> {
  const [counted] = await rowsOf(
    context,
    of,
    scopedRelations(catalog, [of], view, `select count(*)::integer as total from ${of}`)
  );
  const total = Number(counted?.total);
  if (total === 0) throw new Refusal(404, 'unknown_row', `台账里没有这一行。`, { parameter: 'only', of });
  if (total > 1)
    throw new Refusal(
      400,
      'many_rows',
      `“${info.title}”是台账里一行的数，这里有 ${total} 行：请用 only 指明是哪一行。`,
      { parameter: 'only', of }
    );
}
