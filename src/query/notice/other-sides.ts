import { isWhole, type JudgedRow, type Scope } from '#spec';
import { firmsIn, projectsIn, scopeValues } from '../scope.ts';
import { rowsOf, type QueryContext } from '../context.ts';

/** The rule whose findings are of two projects. */
const ofPairs = 'repeat_support';

/**
 * The rows of what a project is like, where a rule judged it by that: of another project its application, of the ledger
 * its line. What is another city's is withheld from a reader of one.
 */
export async function otherSides(
  context: QueryContext,
  rule: string,
  project: string,
  scope: Scope
): Promise<JudgedRow[]> {
  if (rule !== ofPairs) return [];
  const rows = await rowsOf(context, 'repeats', {
    sql: isWhole(scope)
      ? otherSidesQuery
      : `${otherSidesQuery} and if(r.other_id is null, r.ledger_applicant_id in (${firmsIn(scope)}), r.other_id in (${projectsIn(scope)}))`,
    values: { project, ...scopeValues(scope) },
  });
  return rows.map(({ title, file, sheet, row }) => ({
    title: String(title),
    file: String(file),
    sheet: String(sheet),
    row: Number(row),
  }));
}

const otherSidesQuery = `
  select
    coalesce('另一个项目 ' || r.other_id, '财政支持台账') as title,
    coalesce(p.source_file, r.ledger_file) as file,
    coalesce(p.source_sheet, r.ledger_sheet) as sheet,
    coalesce(p.source_row, r.ledger_row) as row,
  from marts.repeats as r
  left join marts.projects as p on p.project_id = r.other_id
  where r.project_id = $project and coalesce(p.source_file, r.ledger_file) is not null`;
