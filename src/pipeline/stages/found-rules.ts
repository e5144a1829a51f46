import { codes } from '#spec';
import { literal, type Build } from '#warehouse';
import { otherLists, projectDimensions, severalBatches } from './findings.ts';
import { missing } from './make.ts';
import type { Model } from './models.ts';

/** A rule whose table stands. */
export interface FoundRule {
  name: string;
  file: string;
  title: string;
  subject: string;
  columns: ReadonlySet<string>;
  rows: number;
  /** What it says of a project is of the dimensions of the project: its passes are kept without them. */
  isNarrow: boolean;
}

/** What is known of the tables of rules, in the order of their names. */
export async function readFoundRules(build: Build, rules: readonly Model[]): Promise<FoundRule[]> {
  const tables = await build.read<{ rule: string; name: string; rows: number }>(
    'rules',
    `select table_name as rule, c.column_name as name, t.estimated_size::integer as rows
    from duckdb_columns() as c
    join duckdb_tables() as t using (database_name, schema_name, table_name)
    where schema_name = 'rules' and database_name = current_database()`
  );
  return rules
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((rule) => {
      const own = tables.filter((each) => each.rule === rule.name);
      const columns = new Set(own.map(({ name }) => name));
      const subject = rule.header.subject === undefined ? 'project' : headerValue(rule, 'subject', subjects);
      const spans = ['subject_kind', 'year', severalBatches, ...otherLists.map(({ column }) => column)];
      return {
        name: rule.name,
        file: rule.file,
        title: headerValue(rule, 'title'),
        subject,
        columns,
        rows: own[0]?.rows ?? 0,
        isNarrow: subject === 'project' && !spans.some((name) => columns.has(name)),
      };
    });
}

const subjects = Object.keys(codes.subject_kind);

/** What one rule found, in columns that all rules have. */
export function foundRows({ name, title, subject, columns }: FoundRule, where = ''): string {
  const isMixed = columns.has('subject_kind');
  const isOfProjects = subject === 'project';
  const orNull = (column: string, type: string) => `${columns.has(column) ? `r.${column}` : 'null'}::${type}`;
  return `select
        ${literal(name)} as rule,
        ${literal(title)} as title,
        ${isMixed ? `coalesce(r.subject_kind, ${literal(subject)})` : literal(subject)} as subject_kind,
        r.subject_id::varchar as subject_id,
        ${isOfProjects ? (isMixed ? `if(r.subject_kind = 'project', r.subject_id, null)` : 'r.subject_id') : 'null'}::varchar as project_id,
        r.verdict, r.message, to_json(r.evidence) as evidence,
        ${columns.has('severity')} as is_own_severity, ${orNull('severity', 'varchar')} as severity,
        ${columns.has('judged_on')} as is_own_day, ${orNull('judged_on', 'date')} as judged_on,
        ${orNull('today', 'varchar')} as today,
        ${orNull('rests_on', 'varchar')} as rests_on,
        ${orNull('year', 'integer')} as year,
        ${isOfProjects && !isMixed} as is_of_projects,
        ${columns.has(severalBatches)} as is_of_year, ${orNull(severalBatches, 'varchar')} as own_${severalBatches},
        ${otherLists.map(({ column }) => `${columns.has(column)} as is_own_${column}, ${orNull(column, 'varchar')} as own_${column},`).join('\n        ')}
        ${projectDimensions.map((each) => `${isOfProjects && !isMixed ? 'null::varchar' : orNull(each, 'varchar')} as own_${each}`).join(', ')}
      from rules."${name}" as r${where}`;
}

function headerValue(rule: Model, key: string, allowed?: readonly string[]): string {
  const value =
    rule.header[key] ?? missing(rule.file, key, allowed ? `one of ${allowed.join(', ')}` : 'what readers see');
  if (allowed && !allowed.includes(value))
    throw new Error(`${rule.file}: ${key} is ${value}, not one of ${allowed.join(', ')}`);
  return value;
}
