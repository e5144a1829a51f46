import type { Provable } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { dimensionLines, lineRelation } from '../dimensions.ts';
import type { Mention } from '../mentions.ts';
import type { View } from '../relations.ts';

/**
 * Of a panel that shows values under the name that the newest notice in view has for them: which other values stand
 * under each. A row's numbers are of all of them.
 */
export async function gathersOf(
  context: QueryContext,
  mentions: readonly Mention[],
  { filters }: View
): Promise<Pick<Provable, 'gathers'>> {
  const gathers: Record<string, Record<string, string[]>> = {};
  for (const { name, table, by } of dimensionLines) {
    if (!mentions.some(({ schema, name: read }) => schema === '' && read === lineRelation(table))) continue;
    const chosen = filters.get(by) ?? [];
    const values = Object.fromEntries(chosen.map((value, i) => [`by_${i}`, value]));
    const among = chosen.map((_, i) => `$by_${i}`).join(', ');
    const inView = chosen.length === 0 ? '' : ` and ${by} in (${among}) and shown_in in (${among})`;
    const sql = `
      select distinct shown_${name} as shown, ${name} as own
      from ${table}
      where shown_${name} <> ${name}${inView}
      order by all`;
    for (const { shown, own } of await rowsOf<{ shown: string; own: string }>(context, table, { sql, values }))
      ((gathers[name] ??= {})[shown] ??= []).push(own);
  }
  return Object.keys(gathers).length === 0 ? {} : { gathers };
}
