import type { Row, Scope } from '#spec';
import type { Asking } from '../context.ts';
import { standingsOfFindings } from '../notice/judged-rows.ts';
import type { Catalog } from '../catalog.ts';
import { rowsOfProjects, rowsStanding } from '../source-rows/source-rows.ts';
import { keyOf, type HandedRow, type Standing } from '../source-rows/row.ts';

/**
 * The rows of files that each of these rows of a mart comes from: of a finding those that its rule judges, of what is a
 * project's all that name the project, of any other the row that it stands in.
 */
export async function sourcesOf(
  asking: Asking,
  catalog: Catalog,
  mart: string,
  rows: readonly Row[],
  scope: Scope
): Promise<HandedRow[][]> {
  const columns = catalog.marts.get(mart);
  if (columns?.has('rule')) return standing(asking, await standingsOfFindings(asking, catalog, rows, scope));
  if (columns?.has('project_id')) {
    const found = await rowsOfProjects(
      asking,
      rows.map(({ project_id }) => String(project_id))
    );
    return rows.map(({ project_id }) =>
      (found.get(String(project_id)) ?? []).filter(({ state }) => state === 'loaded')
    );
  }
  const own = ({ source_file, source_sheet, source_row }: Row): Standing[] =>
    typeof source_file === 'string'
      ? [{ file: source_file, sheet: String(source_sheet), row: Number(source_row) }]
      : [];
  return standing(asking, rows.map(own));
}

async function standing(asking: Asking, standings: readonly Standing[][]): Promise<HandedRow[][]> {
  const found = await rowsStanding(asking, standings.flat());
  return standings.map((each) =>
    each.flatMap((place) => found.get(keyOf(place)) ?? []).filter(({ state }) => state === 'loaded')
  );
}
