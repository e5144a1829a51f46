import { join } from 'node:path';
import { buildStages } from '#pipeline';
import type { Scope } from '#spec';
import { openBuild, parquetRows, type Build, type BuildOptions } from '#warehouse';
import { figuresQuery } from './figures.ts';
import { differingFigures, differingTables, type FigureDifference, type TableDifference } from './differences.ts';
import { recording } from './recorder.ts';
import { literal, quoted, type LaidTable } from './texts.ts';

export interface RecipeOptions {
  /** Where the tables of the package lie: tables/… below it. */
  folder: string;
  /** Where the kept pipelines lie. */
  pipelines: string;
  texts: readonly LaidTable[];
  /** The views over the texts, as statements. */
  views: readonly string[];
  /** What is to come out: tables/<schema>/<name>.parquet. */
  expected: readonly LaidTable[];
  /** Of what part it is: only some tables come out as of the whole; verdicts are compared one by one. null: of all. */
  part: Scope | null;
  metrics: readonly string[];
  /** The columns of the sums that figures are made of. */
  cube: ReadonlySet<string>;
  /** Makes everything again by it, of whatever rows there are; else it is written down and nobody has tried it. */
  isProven: boolean;
  size: BuildOptions;
  scratch: string;
  about: readonly string[];
}

export interface Recipe {
  isProven: boolean;
  sql: string;
  statements: number;
  tables: TableDifference[];
  figures: FigureDifference[];
  /** Of a part: rules, with how many of their findings come out otherwise. */
  verdicts: { rule: string; count: number }[];
}

/**
 * Makes everything again from the texts that lie in a package, in a database of nothing, and writes down every
 * statement that did it: the recipe is what worked. What does not come out as the version has it is answered. One that
 * is not to be proven is made over no row of a file, by statements that hold of whatever rows there are.
 */
export async function makeRecipe({
  folder,
  pipelines,
  texts,
  views,
  expected,
  isProven,
  ...options
}: RecipeOptions): Promise<Recipe> {
  const plain = await openBuild(join(options.scratch, 'recompute.duckdb'), { ...options.size, abreast: 1 });
  try {
    await plain.run('folder', `set file_search_path = ${literal(folder)}`);
    const { build, note, statements } = recording(plain);
    for (const schema of new Set(texts.map(({ schema }) => schema))) await build.run(schema, `create schema ${schema}`);
    for (const table of texts) {
      const sql = `create table ${nameOf(table)} as from ${parquetRows(fileOf(table))}`;
      if (isProven || !(await isOfFiles(plain, table))) await build.run(table.name, sql);
      else {
        await plain.run(table.name, `${sql} limit 0`);
        note(table.name, sql);
      }
    }
    for (const view of views) await build.run('view', view);
    // Written down, equal texts of a column stand once, and what parses them reads each once.
    await plain.run('checkpoint', 'checkpoint');
    await buildStages(build, {
      pipelines,
      reference: '',
      isGeneral: !isProven,
      unwritten: plain,
      landed: texts.flatMap(({ schema, name }) => (schema === 'raw' ? [name] : [])),
    });
    const made = statements.length;
    for (const sql of comparing(expected, options))
      if (isProven) await build.run('compare', sql);
      else note('compare', sql);
    const sql = scriptOf(
      statements.map(({ sql }) => sql),
      options.about
    );
    if (!isProven) return { isProven, sql, statements: made, tables: [], figures: [], verdicts: [] };
    return {
      isProven,
      sql,
      statements: made,
      tables: await build.read<TableDifference>('compared', differingTables),
      figures: await build.read<FigureDifference>('figures', differingFigures),
      verdicts:
        options.part !== null
          ? await build.read<{ rule: string; count: number }>(
              'verdicts',
              'select rule, count(*)::integer as count from audit.verdicts_differing group by rule order by rule'
            )
          : [],
    };
  } finally {
    plain.close();
  }
}

/** Whether its rows are rows of files that were handed in. */
async function isOfFiles(build: Build, table: LaidTable): Promise<boolean> {
  const columns = await build.read<{ column_name: string }>(table.name, `describe from ${parquetRows(fileOf(table))}`);
  return columns.some(({ column_name }) => column_name === 'source_row');
}

const nameOf = ({ schema, name }: Pick<LaidTable, 'schema' | 'name'>): string => `${schema}.${quoted(name)}`;

/** Whole numbers that Parquet cannot hold, as decimals. */
export const decimals = (huge: readonly string[]): string[] =>
  huge.map((each) => `${quoted(each)}::decimal(38, 0) as ${quoted(each)}`);

const asDecimals = (huge: readonly string[]): string =>
  huge.length === 0 ? '*' : `* replace (${decimals(huge).join(', ')})`;

/** Where a table lies in a package. */
export const fileOf = ({ schema, name }: Pick<LaidTable, 'schema' | 'name'>): string =>
  `tables/${schema}/${name}.parquet`;

/** Holds what came out against what lies in the package: table by table, figure by figure. */
function comparing(
  expected: readonly LaidTable[],
  { metrics, part, cube }: Pick<RecipeOptions, 'metrics' | 'part' | 'cube'>
): string[] {
  const digest = 'count(*) as n, coalesce(sum(hash(t)::hugeint), 0) as digest';
  const compared = expected.map(
    (
      table
    ) => `select ${literal(`${table.schema}.${table.name}`)} as "表", was.n as "原有行数", now.n as "重算行数", was.n = now.n and was.digest = now.digest as "相同"
from (select ${digest} from ${parquetRows(fileOf(table))} as t) as was, (select ${digest} from (select ${asDecimals(table.huge ?? [])} from ${nameOf(table)}) as t) as now`
  );
  return [
    'create schema audit',
    `create table audit.compared as\n${compared.join('\nunion all\n')}`,
    `create table audit.figures as\n${figuresQuery(metrics, sumsOf(part, cube))}`,
    `create table audit.figures_compared as
select metric, batch, city, was.value as "原有", now.value as "重算", was.value is not distinct from now.value as "相同"
from ${parquetRows('tables/figures.parquet')} as was
${part === null ? 'full' : 'left'} join audit.figures as now using (metric, grouping, batch, city)
where was.is_untold is distinct from true`,
    ...(part !== null ? [verdictsDiffering] : []),
    `create view audit.summary as
select '表' as "核对", count(*) as "项", count(*) filter (not "相同") as "不同" from audit.compared
union all
select '数', count(*), count(*) filter (not "相同") from audit.figures_compared`,
  ];
}

/** The sums of a part: what reference data says of every city stands among those of all. */
function sumsOf(part: Scope | null, cube: ReadonlySet<string>): string {
  const conditions = Object.entries(part ?? {}).flatMap(([name, values]) =>
    cube.has(name) ? [`${quoted(name)}::varchar in (${values.map(literal).join(', ') || 'null'})`] : []
  );
  return conditions.length === 0 ? 'marts.cube' : `(from marts.cube where ${conditions.join(' and ')})`;
}

const verdictKey = 'rule, subject_kind, subject_id, batches, year, verdict';
const verdictsDiffering = `create table audit.verdicts_differing as
(select ${verdictKey} from ${parquetRows('tables/marts/findings.parquet')} except all select ${verdictKey} from marts.findings)
union all
(select ${verdictKey} from marts.findings except all select ${verdictKey} from ${parquetRows('tables/marts/findings.parquet')})`;

function scriptOf(statements: readonly string[], about: readonly string[]): string {
  const head = about.map((line) => `-- ${line}\n`).join('');
  return `${head}\n${statements.map((sql) => `${sql};\n`).join('\n')}\nfrom audit.summary;\n`;
}
