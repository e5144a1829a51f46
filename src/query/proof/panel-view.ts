import { notAmong } from '#spec';
import type { QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { readConditions, type Condition } from '../conditions.ts';
import type { PanelQuery } from '../metrics/panel-queries.ts';
import { missingParts, withParts } from '../metrics/parts.ts';
import { mentionsIn, parse } from '../mentions.ts';
import { scopedRelations, type View } from '../relations.ts';

/**
 * How a panel sees the marts, besides the filters: which projects only, and whether the sums are the whole province's.
 */
export interface PanelView {
  only: readonly Condition[];
  isWhole: boolean;
}

/** The view of a number that no panel shows. */
export const noPanel: PanelView = { only: [], isWhole: false };

/** The conditions of a panel's header, `-- where: quota_exempt:1`, several with commas between them. */
export const whereOf = (catalog: Catalog, { header }: Pick<PanelQuery, 'header'>): Condition[] =>
  readConditions(catalog, header.where?.split(',').map((each) => each.trim()) ?? []);

/** The view in which a panel shows a number. A column that it does not show is refused: it would disclose more. */
export async function panelView(
  context: QueryContext,
  catalog: Catalog,
  panel: PanelQuery,
  metric: string,
  view: View
): Promise<PanelView> {
  if ('question' in panel) {
    const { metrics } = panel.question;
    refuseUnless([...metrics, ...missingParts(catalog, metrics)], metric);
    return noPanel;
  }
  const tree = await parse(context.reading, panel.file, panel.sql);
  const names = mentionsIn(tree).map(({ name }) => name);
  const { sql, values } = scopedRelations(
    catalog,
    names,
    view,
    `select * from (\n${withParts(catalog, panel.sql, tree)}\n) limit 0`
  );
  const { columns } = await context.reading.read(panel.file, sql, { values, ...context.deadline });
  refuseUnless(
    columns.flatMap(({ name, type }) => (type === 'number' ? [name] : [])),
    metric
  );
  return { only: whereOf(catalog, panel), isWhole: names.includes('province_cube') };
}

function refuseUnless(shown: readonly string[], metric: string): void {
  if (!shown.includes(metric))
    throw notAmong(400, 'not_shown', '这张图表没有', { parameter: 'metric', value: metric, allowed: shown });
}
