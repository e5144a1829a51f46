import { folded, plainText } from '#spec';
import type { Build } from '#warehouse';
import { otherLists, projectDimensions, severalBatches } from './findings.ts';

/**
 * Makes what readers ask of all projects or all findings at once, so that nobody waits for it: schema `summaries`. What
 * is there is made again.
 *
 * - `judged`: of each project its dimensions, how many findings fail, are in review and pass (null where no rule judged
 *   it), the clauses that it breaks, each with its rule, and which passes it has;
 * - `passes`: what these are: most projects pass the same, so that there are few such sets. Of the evidence it holds
 *   what the header of a rule calls `tallied`;
 * - `known`: of each rule and kind of subject, which columns its findings know;
 * - `values`: the values that projects have of each dimension;
 * - `folded`: texts of searched columns that search compares otherwise than as they stand, by the name of the column.
 */
export async function writeSummaries(build: Build): Promise<void> {
  await build.run('summaries', 'create schema if not exists summaries');
  const columns = await columnsOfMarts(build);
  await writePasses(build, columns);
  await build.run('summaries.judged', `create or replace table summaries.judged as\n${judgedQuery(columns)}`);
  await build.run('summaries', 'drop table summaries.signed');
  await build.run('summaries.known', `create or replace table summaries.known as\n${knownQuery(columns)}`);
  await build.run('summaries.values', `create or replace table summaries."values" as\n${valuesQuery(columns)}`);
  await writeFolded(build, columns);
}

type Columns = ReadonlyMap<string, ReadonlySet<string>>;

async function columnsOfMarts(build: Build): Promise<Columns> {
  const found = await build.read<{ mart: string; name: string }>(
    'summaries',
    `select table_name as mart, column_name as name from duckdb_columns()
    where database_name = current_database() and schema_name = 'marts'`
  );
  const ofMarts = Map.groupBy(found, ({ mart }) => mart);
  return new Map(Array.from(ofMarts, ([mart, own]) => [mart, new Set(own.map(({ name }) => name))]));
}

/** Whether findings and projects are there to be put together. */
const isJudged = (columns: Columns): boolean =>
  columns.get('findings')?.has('project_id') === true && columns.get('projects')?.has('project_id') === true;

/**
 * Projects that pass the same are told by a sum of hashes: of a nation's findings lists would not fit into memory. What
 * the sets hold is read of one project of each.
 */
async function writePasses(build: Build, columns: Columns): Promise<void> {
  const tallied = await build.read<{ rule: string; key: string }>(
    'summaries.passes',
    `select name as rule, trim(unnest(string_split(tallied, ','))) as key from catalog.rules where tallied is not null`
  );
  const cases = tallied.map(({ rule, key }) => `when rule = '${rule}' then evidence->>'${key}'`);
  const found = isJudged(columns)
    ? `select project_id, rule, notice, severity, as_of, ${cases.length > 0 ? `case ${cases.join(' ')} end` : 'null'}::varchar as tallied
      from marts.findings where verdict = 'pass' and project_id is not null`
    : `select null::varchar as project_id, null::varchar as rule, null::varchar as notice, null::varchar as severity, null::date as as_of, null::varchar as tallied where false`;
  await build.run(
    'summaries.signed',
    `create or replace table summaries.signed as
    select project_id, sum(hash(rule, notice, severity, as_of, tallied)::hugeint) as signature from (${found}) group by project_id`
  );
  await build.run(
    'summaries.passes',
    `create or replace table summaries.passes as
    with sets as (
      select row_number() over (order by min(project_id))::integer as "set", min(project_id) as project_id
      from summaries.signed
      group by signature
    )
    select s."set", f.rule, f.notice, f.severity, f.as_of, f.tallied, count(*)::integer as passes
    from sets as s
    join (${found}) as f using (project_id)
    group by all
    order by all`
  );
}

function judgedQuery(columns: Columns): string {
  if (!isJudged(columns))
    return `select null::varchar as project_id, null::integer as failed, null::integer as in_review, null::integer as passed,
      null::varchar as broken, null::integer as passes where false`;
  const dimensions = projectDimensions.filter((name) => columns.get('projects')?.has(name));
  return `
  with counted as (
    -- Of a project of which nothing could be judged yet it is unknown whether anything fails.
    select project_id, if(sum(in_review) = count(*), null, sum(failed))::integer as failed,
      sum(in_review)::integer as in_review, sum(passed)::integer as passed
    from marts.findings
    where project_id is not null
    group by project_id
  ),
  broken as (
    select project_id, string_agg(distinct clause || ' ' || title, '；' order by clause || ' ' || title) as broken
    from marts.findings
    where verdict = 'fail' and project_id is not null
    group by project_id
  ),
  sets as (
    select signature, row_number() over (order by min(project_id))::integer as passes
    from summaries.signed
    group by signature
  )
  select p.project_id, ${dimensions.map((name) => `p."${name}", `).join('')}c.failed, c.in_review, c.passed, b.broken, t.passes
  from marts.projects as p
  left join counted as c using (project_id)
  left join broken as b using (project_id)
  left join summaries.signed as s using (project_id)
  left join sets as t using (signature)
  order by p.project_id`;
}

function knownQuery(columns: Columns): string {
  const there = columns.get('findings') ?? new Set();
  const told = [...projectDimensions, severalBatches, ...otherLists.map(({ column }) => column)];
  const names = [...new Set(told)].filter((name) => there.has(name));
  return there.has('rule') && there.has('subject_kind')
    ? `select rule, subject_kind, ${names.map((name) => `count("${name}") > 0 as "${name}"`).join(', ')}
      from marts.findings group by rule, subject_kind order by rule, subject_kind`
    : 'select null::varchar as rule, null::varchar as subject_kind where false';
}

function valuesQuery(columns: Columns): string {
  const own = projectDimensions.filter((name) => columns.get('projects')?.has(name));
  const each = own.map(
    (name) => `select distinct '${name}' as dimension, "${name}"::varchar as value from marts.projects`
  );
  return `from (${[...each, 'select null::varchar as dimension, null::varchar as value where false'].join('\nunion all\n')})
    where value is not null
    order by dimension, value`;
}

async function writeFolded(build: Build, columns: Columns): Promise<void> {
  await build.run(
    'summaries.folded',
    'create or replace table summaries.folded (name varchar, text varchar, folded varchar)'
  );
  const searched = await build.read<{ mart: string; name: string }>(
    'summaries.folded',
    `select name as mart, trim(unnest(string_split(searched, ','))) as name from catalog.marts where searched is not null`
  );
  const asked = searched
    .filter(({ mart, name }) => columns.get(mart)?.has(name))
    .map(
      ({ mart, name }) =>
        `select distinct '${name}' as name, "${name}"::varchar as text from marts."${mart}" where not regexp_full_match("${name}"::varchar, '${plainText}')`
    );
  if (asked.length === 0) return;
  const found = await build
    .reading('')
    .read('summaries.folded', `select distinct name, text from (${asked.join('\nunion all\n')}) order by name, text`);
  const appender = await build.append('summaries', 'folded');
  for await (const rows of found.chunks())
    for (const { name, text } of rows) appender.row([String(name), String(text), folded(String(text))]);
  appender.close();
}
