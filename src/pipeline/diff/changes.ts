import {
  everything,
  isWhole,
  type ChangedProject,
  type ChangedProjects,
  type Figure,
  type Row,
  type Scope,
  type Value,
} from '#spec';
import { openFile, type Build, type Current } from '#warehouse';

/** What a load would change, against the version that is published now. */
export interface Changes {
  /** null where nothing is published. */
  version: string | null;
  /** Every metric over all projects, before and after. */
  figures: Figure[];
  projects: ChangedProjects;
}

/** So many projects of each kind are named; all are counted. */
const named = 300;

/** Compares a filled build with the version before, which is attached to it as `before` where there is one. */
export async function changesSince(build: Build, current: Current | null, scope: Scope = everything): Promise<Changes> {
  const metrics = await build.read<Omit<Figure, 'before' | 'after'>>(
    'changes',
    'select name, title, unit, format from catalog.metrics'
  );
  const after = await figures((sql) => build.read<Row>('changes', sql), scope);
  const before = current === null ? {} : await figuresOf(current, scope);
  return {
    version: current?.version ?? null,
    figures: metrics.map((metric) => ({
      ...metric,
      before: numberOf(before[metric.name]),
      after: numberOf(after[metric.name]),
    })),
    projects: await projects(build, current !== null, scope),
  };
}

/** What an account of a scope is told of, in SQL: its values are those that an administrator gave it. */
const inScope = (scope: Scope, of: string): string[] =>
  Object.entries(scope).map(
    ([name, values]) =>
      `${of}."${name}" in (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ') || 'null'})`
  );

/** Every metric over all cells, by the formulas of the version itself. */
async function figures(rows: (sql: string) => Promise<Row[]>, scope: Scope): Promise<Row> {
  const names = (await rows('select name from catalog.metrics')).map(
    ({ name }) => `metrics."${String(name)}"(c)::double as "${String(name)}"`
  );
  const there = await rows(
    `select table_name as name, list(column_name) as columns from duckdb_columns() where schema_name = 'marts' and table_name in ('cube', 'county_cube') and database_name = current_database() group by all order by all desc`
  );
  const wanted = Object.keys(scope);
  const cube = there.find(({ columns }) => wanted.every((name) => (columns as string[]).includes(name)));
  if (names.length === 0 || cube === undefined) return {};
  const where = inScope(scope, 'c').map((each, at) => `${at === 0 ? ' where' : ' and'} ${each}`);
  return (await rows(`select ${names.join(', ')} from marts.${String(cube.name)} as c${where.join('')}`))[0] ?? {};
}

async function figuresOf({ path, version }: Current, scope: Scope): Promise<Row> {
  const file = await openFile(path, version);
  try {
    return await figures(async (sql) => (await file.read('figures', sql, { seconds: 60 })).rows(), scope);
  } finally {
    file.close();
  }
}

async function projects(build: Build, hasBefore: boolean, scope: Scope): Promise<Changes['projects']> {
  const columns = await columnsOf(build, hasBefore);
  const has = (name: string) => columns.some((column) => column.name === name);
  const label = (name: string) => (has(name) ? `coalesce(n."${name}", o."${name}")` : 'null');
  const differing = columns
    .filter(({ name }) => name !== 'project_id' && !name.startsWith('source_'))
    .map(
      ({ name }) =>
        `if(o."${name}" is distinct from n."${name}", {'name': '${name}', 'before': to_json(o."${name}"), 'after': to_json(n."${name}")}, null)`
    );
  const own = isWhole(scope)
    ? ''
    : ['o', 'n'].map((of) => ` and (${of}.project_id is null or (${inScope(scope, of).join(' and ')}))`).join('');
  await build.run(
    'changes',
    `create or replace temp table changed_projects as
    select
      case when o.project_id is null then 'appear' when n.project_id is null then 'vanish' else 'change' end as state,
      coalesce(n.project_id, o.project_id) as project_id,
      ${label('project_name')} as project_name,
      ${label('city')} as city,
      ${label('batch')} as batch,
      if(o.project_id is null or n.project_id is null, [], list_filter([${differing.join(', ') || 'null'}], lambda each: each is not null)) as columns
    from ${hasBefore ? 'before.marts.projects' : '(from marts.projects limit 0)'} as o
    full join marts.projects as n on n.project_id = o.project_id
    where (o.project_id is null or n.project_id is null or len(columns) > 0)${own}`
  );
  const counts = await build.read<{ state: string; n: number }>(
    'changes',
    'select state, count(*)::integer as n from changed_projects group by state'
  );
  const titles = new Map(columns.map((column) => [column.name, column]));
  const of = async (state: string): Promise<ChangedProject[]> =>
    (
      await build.read<ProjectRow>(
        'changes',
        `select project_id, project_name, city, batch, to_json(columns) as columns from changed_projects where state = '${state}' order by project_id limit ${named}`
      )
    ).map(({ project_id, project_name, city, batch, columns: changed }) => ({
      projectId: project_id,
      projectName: project_name,
      city,
      batch,
      columns: changed.map((each) => ({
        name: each.name,
        title: titles.get(each.name)?.title ?? each.name,
        unit: titles.get(each.name)?.unit ?? null,
        format: titles.get(each.name)?.format ?? null,
        before: each.before,
        after: each.after,
      })),
    }));
  const count = (state: string) => counts.find((each) => each.state === state)?.n ?? 0;
  const [appear, change, vanish] = await Promise.all([of('appear'), of('change'), of('vanish')]);
  await build.run('changes', 'drop table changed_projects');
  return {
    appear,
    change,
    vanish,
    counts: { appear: count('appear'), change: count('change'), vanish: count('vanish') },
  };
}

interface ProjectRow {
  project_id: string;
  project_name: string | null;
  city: string | null;
  batch: string | null;
  columns: { name: string; before: Value; after: Value }[];
}

/** The columns that the projects of both versions have. */
function columnsOf(build: Build, hasBefore: boolean): Promise<Omit<Figure, 'before' | 'after'>[]> {
  const both = hasBefore ? `and c.name in (select name from before.catalog.columns where mart = 'projects')` : '';
  return build.read(
    'changes',
    `select c.name, c.title, c.unit, c.format from catalog.columns c where c.mart = 'projects' ${both}`
  );
}

const numberOf = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);
