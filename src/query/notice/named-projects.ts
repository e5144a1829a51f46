import type { NamedProject } from '#spec';
import type { Catalog } from '../catalog.ts';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders } from '../lists.ts';
import { scopedRelations, type View } from '../relations.ts';

/** Of these projects those that are in view, each with what people call it by. */
export async function nameProjects(
  context: QueryContext,
  catalog: Catalog,
  ids: readonly string[],
  view: View
): Promise<NamedProject[]> {
  const wanted = placeholders('id', ids);
  const { sql, values } = scopedRelations(
    catalog,
    ['projects'],
    view,
    `select ${named.join(', ')} from projects where project_id in (${wanted.names}) order by project_id`
  );
  return rowsOf<NamedProject>(context, 'projects', { sql, values: { ...values, ...wanted.values } });
}

const named = ['project_id', 'project_name', 'applicant', 'city', 'county'];
