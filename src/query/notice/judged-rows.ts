import type { JudgedRow, Row, RowLocation, Scope } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog, Rule } from '../catalog.ts';
import type { BoundSql } from '../relations.ts';
import { placeholders } from '../lists.ts';
import { readReach } from '../source-rows/reach.ts';
import { keyOf } from '../source-rows/row.ts';
import { contractsOf, judgedRow, nothingAhead, readAhead, readProjects, type Ahead } from './judged-ahead.ts';
import { otherSides } from './other-sides.ts';

/**
 * What is judged, by the columns that sources know it by; of what is wider than a project, the query of its projects.
 */
interface Judged {
  known: Readonly<Record<string, string>>;
  projects?: BoundSql;
}

/** How a row of a source is found by what is judged: by the first of these keys that both have all columns of. */
const links = [['project_id'], ['batch', 'city'], ['projects'], ['applicant_id']] as const;

/** What a row of a source may leave out, and is then of all of them: a list that was compared with the firms of all. */
const alsoOfAll: ReadonlySet<string> = new Set(['city']);

/** The projects of a subject that is wider than one. */
const projectsOf: Readonly<Record<string, { sql: string; by: readonly string[] }>> = {
  organisation: {
    sql: "select project_id from marts.slots where organisation_id = $id and year = $year::integer and (is_carried_over or list_contains(string_split($batches, '、'), batch))",
    by: ['year', 'batches'],
  },
  group: {
    sql: 'select project_id from marts.slots where group_name = $id and group_period = $batches',
    by: ['batches'],
  },
  city: { sql: 'select project_id from marts.projects where city = $id and batch = $batch', by: ['batch'] },
  direction: {
    sql: "select project_id from marts.projects where direction = $id and list_contains(string_split($batches, '、'), batch)",
    by: ['batches'],
  },
};

/** So many rows of files are shown with one finding. */
const most = 50;

/** The rows of files that each finding was judged by, as far as its reader may see them: the first of them. */
export async function locationsOfFindings(
  context: QueryContext,
  catalog: Catalog,
  findings: readonly Row[],
  scope: Scope
): Promise<RowLocation[][]> {
  const ahead = await readAhead(context, catalog, findings);
  const judged = await Promise.all(findings.map((finding) => rowsJudgedBy(context, catalog, finding, ahead)));
  const own = new Set((await rowsWithin(context, scope, judged.flat())).map(keyOf));
  return judged.map((rows) => rows.filter((row) => own.has(keyOf(row))).slice(0, most));
}

/** The same of one finding, each row with what its source is called. */
export async function rowsOfFinding(
  context: QueryContext,
  catalog: Catalog,
  finding: Row,
  scope: Scope
): Promise<JudgedRow[]> {
  return (await rowsWithin(context, scope, await rowsJudgedBy(context, catalog, finding))).slice(0, most);
}

async function rowsJudgedBy(
  context: QueryContext,
  catalog: Catalog,
  finding: Row,
  ahead: Ahead = nothingAhead
): Promise<JudgedRow[]> {
  const subject = await subjectOf(context, finding, ahead);
  const judged = await readJudged(context, subject, catalog.rules.get(String(finding.rule))?.reads ?? [], ahead);
  const others = await otherSides(context, String(finding.rule), String(finding.subject_id));
  return withOthers([...judged.values()].flat(), others);
}

/** Those of these rows that a reader may read. */
export async function rowsWithin<R extends RowLocation>(
  context: QueryContext,
  scope: Scope,
  rows: readonly R[]
): Promise<R[]> {
  const reach = await readReach(context, scope);
  if (reach === null || rows.length === 0) return [...rows];
  const at = placeholders('row', [...new Set(rows.map(({ row }) => row))]);
  const found = await rowsOf<RowLocation>(context, 'rows within', {
    sql: `select source_file as file, source_sheet as sheet, source_row as row from (${reach.rows}) where source_row in (${at.names})`,
    values: { ...reach.values, ...at.values },
  });
  const own = new Set(found.map(keyOf));
  return rows.filter((row) => reach.own.has(row.file) || own.has(keyOf(row)) || row.file.startsWith(ofReference));
}

/** What lies beside the files that were handed in: the notice's own words. */
const ofReference = 'data/reference/';

/** Rows of files with more of them, each once. */
export const withOthers = (rows: readonly JudgedRow[], more: readonly JudgedRow[]): JudgedRow[] => {
  const placeOf = ({ file, sheet, row }: JudgedRow) => JSON.stringify([file, sheet, row]);
  const known = new Set(rows.map(placeOf));
  return [...rows, ...more.filter((each) => !known.has(placeOf(each)))];
};

/** The rows that count, of a project, its applicant or its city, by source and choice: `events 提交`. */
export async function rowsJudged(
  context: QueryContext,
  project: Row,
  reads: Rule['reads'],
  scope: Scope
): Promise<Map<string, JudgedRow[]>> {
  const judged = await readJudged(context, { known: textsOf(project) }, reads);
  const own = new Set((await rowsWithin(context, scope, [...judged.values()].flat())).map(keyOf));
  return new Map(Array.from(judged, ([key, rows]) => [key, rows.filter((row) => own.has(keyOf(row)))]));
}

const textsOf = (row: Row): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  );

async function subjectOf(context: QueryContext, finding: Row, ahead: Ahead): Promise<Judged> {
  const { subject_kind: kind = '', subject_id: id = '', batch = '', batches = '' } = textsOf(finding);
  if (kind === 'project') {
    const project = ahead.projects.get(id) ?? (await readProjects(context, [id])).get(id);
    return { known: textsOf(project ?? {}) };
  }
  const projects = projectsOf[kind];
  if (projects === undefined) return { known: {} };
  const said: Readonly<Record<string, string>> = { batch, batches, year: String(finding.year ?? '') };
  const values = { id, ...Object.fromEntries(projects.by.map((name) => [name, said[name] ?? ''])) };
  return {
    known: kind === 'city' ? { batch, city: id } : kind === 'organisation' ? { applicant_id: id } : {},
    projects: { sql: projects.sql, values },
  };
}

async function readJudged(
  context: QueryContext,
  { known, projects }: Judged,
  reads: Rule['reads'],
  ahead: Ahead = nothingAhead
): Promise<Map<string, JudgedRow[]>> {
  const found = new Map<string, JudgedRow[]>();
  const contracts = ahead.contracts ?? (await contractsOf(context));
  for (const { source, choice } of reads) {
    const key = `${source} ${choice ?? ''}`;
    const contract = contracts.get(source);
    if (found.has(key) || !contract) continue;
    const isKnown = (name: string) =>
      name === 'projects'
        ? projects !== undefined && contract.names.includes('project_id')
        : name in known && contract.names.includes(name);
    const by = links.find((names) => names.every(isKnown));
    const chosen = contract.choices.find(({ of }) => choice !== null && of.includes(choice));
    if (!by || (choice !== null && !chosen)) continue;
    const kept = by[0] === 'project_id' ? ahead.rows.get(key)?.get(known.project_id ?? '') : undefined;
    if (kept !== undefined) {
      found.set(key, kept);
      continue;
    }
    const parts = by.map((name): BoundSql =>
      name === 'projects' && projects
        ? { sql: `project_id in (${projects.sql})`, values: projects.values }
        : {
            sql: alsoOfAll.has(name) ? `(${name} = $${name} or ${name} is null)` : `${name} = $${name}`,
            values: { [name]: known[name] ?? '' },
          }
    );
    if (chosen && choice !== null) parts.push({ sql: `"${chosen.name}" = $choice`, values: { choice } });
    const sql = `select source_file, source_sheet, source_row from validated."${source}" where ${parts.map((part) => part.sql).join(' and ')} order by all`;
    const rows = await rowsOf(context, `rows of ${source}`, {
      sql,
      values: Object.assign({}, ...parts.map(({ values }) => values)) as BoundSql['values'],
    });
    found.set(
      key,
      rows.map((row) => judgedRow(contract, row))
    );
  }
  return found;
}
