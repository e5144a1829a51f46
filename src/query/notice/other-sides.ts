import type { JudgedRow } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';

/** The rule whose findings are of two projects. */
const ofPairs = 'repeat_support';

/**
 * The rows of what a project is like, where a rule judged it by that: of another project its application, of the ledger
 * its line. Whose they are, is not looked at: see `rowsWithin`.
 */
export async function otherSides(context: QueryContext, rule: string, project: string): Promise<JudgedRow[]> {
  if (rule !== ofPairs) return [];
  const rows = await rowsOf(context, 'repeats', { sql: otherSidesQuery, values: { project } });
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
