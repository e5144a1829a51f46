import type { JudgedRow, Row } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { placeholders } from '../lists.ts';

/** A source as rules read it. */
export interface JudgedSource {
  title: string;
  names: string[];
  /** Its choices: the column, and the values that it takes. */
  choices: { name: string; of: string[] }[];
}

/** What findings about projects are judged by, asked of all of them at once: each question reads a whole column. */
export interface Ahead {
  contracts: ReadonlyMap<string, JudgedSource> | null;
  projects: ReadonlyMap<string, Row>;
  /** By source and choice, and by project. */
  rows: ReadonlyMap<string, ReadonlyMap<string, JudgedRow[]>>;
}

export const nothingAhead: Ahead = { contracts: null, projects: new Map(), rows: new Map() };

export async function readAhead(context: QueryContext, catalog: Catalog, findings: readonly Row[]): Promise<Ahead> {
  const own = findings.filter(({ subject_kind, subject_id }) => subject_kind === 'project' && subject_id !== null);
  const ids = [...new Set(own.map(({ subject_id }) => String(subject_id)))];
  const contracts = await contractsOf(context);
  const projects = await readProjects(context, ids);
  const rows = new Map<string, Map<string, JudgedRow[]>>();
  const reads = own.flatMap(({ rule }) => catalog.rules.get(String(rule))?.reads ?? []);
  for (const { source, choice } of reads) {
    const key = `${source} ${choice ?? ''}`;
    const contract = contracts.get(source);
    const chosen = contract?.choices.find(({ of }) => choice !== null && of.includes(choice));
    if (rows.has(key) || !contract?.names.includes('project_id') || (choice !== null && !chosen)) continue;
    const { names, values } = placeholders('id', ids);
    const found = await rowsOf(context, `rows of ${source}`, {
      sql: `select project_id, source_file, source_sheet, source_row from validated."${source}" where project_id in (${names})${chosen ? ` and "${chosen.name}" = $choice` : ''} order by all`,
      values: { ...values, ...(choice === null ? {} : { choice }) },
    });
    const ofEach = new Map<string, JudgedRow[]>(ids.map((id) => [id, []]));
    for (const row of found) ofEach.get(String(row.project_id))?.push(judgedRow(contract, row));
    rows.set(key, ofEach);
  }
  return { contracts, projects, rows };
}

export async function readProjects(context: QueryContext, ids: readonly string[]): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const { names, values } = placeholders('id', ids);
  const rows = await rowsOf(context, 'project', {
    sql: `select project_id, applicant_id, batch, city from marts.projects where project_id in (${names})`,
    values,
  });
  return new Map(rows.map((row) => [String(row.project_id), row]));
}

export const judgedRow = ({ title }: JudgedSource, row: Row): JudgedRow => ({
  title,
  file: String(row.source_file),
  sheet: String(row.source_sheet),
  row: Number(row.source_row),
});

export async function contractsOf(context: QueryContext): Promise<Map<string, JudgedSource>> {
  const rows = await rowsOf(context, 'contracts', {
    sql: 'select source, source_title, name, kind, "of"::varchar as "of" from sources.contracts',
  });
  const contracts = new Map<string, JudgedSource>();
  for (const { source, source_title, name, kind, of } of rows) {
    const contract = contracts.get(String(source)) ?? { title: String(source_title), names: [], choices: [] };
    contract.names.push(String(name));
    if (kind === 'choice' && typeof of === 'string')
      contract.choices.push({ name: String(name), of: JSON.parse(of) as string[] });
    contracts.set(String(source), contract);
  }
  return contracts;
}
