import { Refusal, type ColumnInfo, type Provable, type Row, type Unfit } from '#spec';
import { countRows, listRows, queryMetrics, type Catalog, type QueryContext, type View } from '#query';
import type { BoundForm, BoundList } from './bound.ts';

/** What a list, or the figures that stand once, are answered with. */
export interface Answered {
  rows: readonly Row[];
  columns: readonly ColumnInfo[];
  proof: Provable;
  unfit: readonly Unfit[];
}

interface Asked {
  context: QueryContext;
  catalog: Catalog;
  view: View;
}

/** A form of more rows is no form, and would be filled in memory. */
const mostRows = 10_000;
export async function answerList({ list, question }: BoundList, { context, catalog, view }: Asked): Promise<Answered> {
  const answer =
    question.of === 'mart'
      ? await listRows(context, catalog, question.rows, view, mostRows)
      : await queryMetrics(context, catalog, question.rows, view);
  const rows = (await answer.result.rows()) as Row[];
  if (rows.length > mostRows) throw new Refusal(400, 'too_many_rows', `清单“${list}”超过 ${mostRows} 行，请加筛选。`);
  const { columns, unfit = [] } = answer;
  const keys = question.of === 'figures' ? question.rows.by : [];
  const proof: Provable =
    'proof' in answer
      ? answer.proof
      : {
          columns: columns.flatMap(({ name, type }) => (type === 'number' && !keys.includes(name) ? [name] : [])),
          keys: [...keys],
        };
  return { rows, columns, proof, unfit };
}

/** By list how many rows it has of which none is written. */
export async function countLists(
  { counted }: BoundForm,
  { context, catalog, view }: Asked
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { list, question } of counted) counts.set(list, await countRows(context, catalog, question, view));
  return counts;
}

/** By list with conditions, how many rows of the same filters it leaves out by them. */
export async function countLeftOut(
  { lists }: BoundForm,
  answers: ReadonlyMap<string, Answered>,
  { context, catalog, view }: Asked
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { list, question } of lists) {
    if (question.of !== 'mart' || question.rows.where.length === 0) continue;
    const all = await countRows(context, catalog, { mart: question.rows.mart, where: [] }, view);
    counts.set(list, all - answers.get(list)!.rows.length);
  }
  return counts;
}

/** The figures that stand once, asked for together. */
export async function answerFigures({ meanings }: BoundForm, { context, catalog, view }: Asked): Promise<Answered> {
  const metrics = [
    ...new Set(Array.from(meanings.values()).flatMap((each) => (each.is === 'figure' ? [each.info.name] : []))),
  ];
  if (metrics.length === 0) return { rows: [], columns: [], proof: { columns: [], keys: [] }, unfit: [] };
  const answer = await queryMetrics(context, catalog, { metrics, by: [] }, view);
  const rows = (await answer.result.rows()) as Row[];
  return { rows, columns: answer.columns, proof: { columns: metrics, keys: [] }, unfit: answer.unfit ?? [] };
}

/** Where no list has a row there is nothing to hand on. */
export function refuseNothing(lists: readonly BoundList[], answers: ReadonlyMap<string, Answered>): void {
  if (lists.length === 0 || lists.some(({ list }) => (answers.get(list)?.rows.length ?? 0) > 0)) return;
  const named = lists.map(({ list }) => `“${list}”`).join('、');
  throw new Refusal(
    404,
    'nothing_to_fill',
    `没有可填的：按现在的筛选，清单${named}一行也没有（没有导入，或者没有这样的）。`
  );
}
