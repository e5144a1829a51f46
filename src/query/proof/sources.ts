import type { Row, RowLocation, Scope, SourceRow } from '#spec';
import type { QueryContext } from '../context.ts';
import { locationsOfFindings } from '../notice/judged-rows.ts';
import type { Catalog } from '../catalog.ts';
import { keyOf, rowsOfProjects, rowsAt } from '../source-rows/source-rows.ts';

/**
 * The rows of files that each of these rows of a mart comes from: of a finding those that its rule judges, of what is a
 * project's all that name the project, of any other the row that it stands in.
 */
export async function sourcesOf(
  context: QueryContext,
  catalog: Catalog,
  mart: string,
  rows: readonly Row[],
  scope: Scope
): Promise<SourceRow[][]> {
  const columns = catalog.marts.get(mart);
  const isJudged = columns?.has('rule') === true;
  if (columns?.has('project_id') && !isJudged) {
    const found = await rowsOfProjects(
      context,
      rows.map(({ project_id }) => String(project_id)),
      scope
    );
    return rows.map(({ project_id }) =>
      (found.get(String(project_id)) ?? []).filter(({ state }) => state === 'loaded')
    );
  }
  const locations = isJudged ? await locationsOfFindings(context, catalog, rows, scope) : rows.map(placesOf);
  const found = await rowsAt(context, locations.flat(), scope);
  return locations.map((each) =>
    each.flatMap((location) => found.get(keyOf(location)) ?? []).filter(({ state }) => state === 'loaded')
  );
}

const placesOf = ({ source_file, source_sheet, source_row }: Row): RowLocation[] =>
  typeof source_file === 'string' ? [{ file: source_file, sheet: String(source_sheet), row: Number(source_row) }] : [];
