import type { NameKind, Names } from '#spec/content';
import type { Build } from '#warehouse';
import type { Stage } from '../stages/stages.ts';
import type { Broken } from './stand-ins.ts';
import type { ReferenceTable } from './reference.ts';
import type { PipelineTexts } from './texts.ts';

/** By table, `marts.projects`, its columns with their types as DuckDB calls them. */
export type Columns = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The columns of every table that a build holds. */
export async function columnsOf(build: Build): Promise<Columns> {
  const found = await build.read<{ name: string; column: string; type: string }>(
    'columns',
    `select schema_name || '.' || table_name as name, column_name as "column", data_type as type from duckdb_columns() where not internal order by table_name, column_index`
  );
  const columns = new Map<string, Map<string, string>>();
  for (const { name, column, type } of found) {
    const own = columns.get(name) ?? new Map<string, string>();
    columns.set(name, own.set(column, type));
  }
  return columns;
}

export const isNumber = (type: string): boolean =>
  /^((u?(tiny|small|big|huge)?int(eger)?)|double|float|decimal.*)$/i.test(type);

/** Everything that content may name, so far as what makes it holds. */
export function namesOf(
  { models, sources }: PipelineTexts,
  {
    choices,
    tables,
    columns,
    broken,
  }: Pick<Names, 'choices'> & {
    tables: readonly ReferenceTable[];
    columns: Columns;
    broken: Broken;
  }
): Names {
  const modelsOf = (stage: Stage) => models.get(stage)?.map(({ model }) => model.name) ?? [];
  const numbers = (mart: string) =>
    [...(columns.get(mart) ?? [])].flatMap(([name, type]) => (isNumber(type) ? [name] : []));
  const of: Partial<Record<NameKind, readonly string[]>> = {
    metric: modelsOf('metrics'),
    mart: [...modelsOf('marts'), 'findings'],
    source: sources,
    rule: modelsOf('rules'),
    parser: modelsOf('parsers'),
    ...([...broken].some((name) => name.startsWith('raw.'))
      ? {}
      : {
          reference: [
            ...new Set(tables.flatMap(({ name, columns: own }) => own.map((each) => `${name}.${each}`))),
          ].concat('notice.notice'),
        }),
    ...(columns.has('marts.cube') ? { measure: numbers('marts.cube') } : {}),
    ...(columns.has('marts.projects') ? { projectColumn: [...(columns.get('marts.projects')?.keys() ?? [])] } : {}),
  };
  return {
    of,
    numbers: new Set(numbers('marts.projects')),
    choices,
  };
}
