import { missingColumn } from '#spec/content';
import { QueryError, type Build } from '#warehouse';
import type { Stage } from '../stages/stages.ts';
import type { ModelText } from './texts.ts';

/** What could not be made, as SQL would name it: `marts.projects`, and what reads it. */
export type Broken = Set<string>;

/**
 * What stands for what could not be made, so that what reads it can be looked at: by name, its columns, all of them
 * without a value. Among them is `open` where there may be others, which nobody knows.
 */
export type StandIns = Map<string, readonly string[]>;

const open = '_';

/** The columns of a model that reads what is broken, where all of them are known. */
export function knownColumns(standIns: StandIns, name: string): readonly string[] | null {
  const columns = standIns.get(name);
  return columns === undefined || columns.includes(open) ? null : columns;
}

/** Puts a macro that answers nothing in the place of one that cannot be asked. */
export async function standForMacro(build: Build, { model }: ModelText): Promise<void> {
  const { stage, name, header } = model;
  const parameters = stage === 'metrics' ? 'p' : (header.takes ?? '');
  await failureOf(() => build.run(name, `create or replace macro ${stage}."${name}"(${parameters}) as null`));
}

/** Binds a model that reads what is broken and puts its columns in its place: why it could not be bound, or null. */
export async function bindOverStandIns(
  build: Build,
  { file, model }: ModelText,
  { broken, standIns }: { broken: Broken; standIns: StandIns }
): Promise<QueryError | null> {
  const name = nameOf({ model });
  const error = await askOverStandIns(build, model.sql, {
    broken,
    standIns,
    ask: () => build.run(file, `create or replace view ${model.stage}."${model.name}" as\n${model.sql}`),
  });
  if (error === null) await standFor(build, standIns, { name, columns: await columnsIn(build, model) });
  return error;
}

/** Asks a query that reads what is broken, giving what stands for it each column that it turns out to be asked for. */
export async function askOverStandIns(
  build: Build,
  sql: string,
  { broken, standIns, ask }: { broken: Broken; standIns: StandIns; ask: () => Promise<unknown> }
): Promise<QueryError | null> {
  const read = [...broken].filter((name) => !isMacro(name) && namesAny(sql, [name]));
  for (const name of read) if (!standIns.has(name)) await standFor(build, standIns, { name, columns: [open] });
  for (;;) {
    const error = await failureOf(ask);
    const asked = error && missingColumn(reasonOf(error));
    const lacking = read.filter((name) => {
      const columns = standIns.get(name) ?? [];
      return columns.includes(open) && !columns.includes(asked ?? open);
    });
    if (!asked || lacking.length === 0) return error;
    for (const name of lacking) {
      const columns = [...(standIns.get(name) ?? []), asked];
      await standFor(build, standIns, { name, columns });
    }
  }
}

/** Takes all of them away. */
export async function dropStandIns(build: Build, standIns: StandIns): Promise<void> {
  for (const name of standIns.keys()) await failureOf(() => build.run(name, `drop view ${quoted(name)}`));
}

async function standFor(
  build: Build,
  standIns: StandIns,
  { name, columns }: { name: string; columns: readonly string[] }
): Promise<void> {
  standIns.set(name, columns);
  const values = columns.map((column) => `null as "${column.replaceAll('"', '""')}"`);
  // Where there is a table after all, it stands for itself.
  await failureOf(() => build.run(name, `create or replace view ${quoted(name)} as select ${values.join(', ')}`));
}

async function columnsIn(build: Build, { stage, name }: { stage: Stage; name: string }): Promise<string[]> {
  const found = await build.read<{ column: string }>(
    'columns',
    `select column_name as "column" from duckdb_columns() where schema_name = '${stage}' and table_name = '${name}'`
  );
  return found.map(({ column }) => column);
}

const isMacro = (name: string): boolean => /^(parsers|metrics)\./.test(name);

function quoted(name: string): string {
  const [schema = '', own = ''] = name.split('.');
  return `${schema}."${own}"`;
}

export const nameOf = ({ model }: Pick<ModelText, 'model'>): string => `${model.stage}.${model.name}`;

export function namesAny(sql: string, names: Iterable<string>): boolean {
  return [...names].some((name) => {
    const [schema = '', own = ''] = name.split('.');
    return new RegExp(`\\b${schema}\\."?${own}\\b`).test(sql);
  });
}

/** Why DuckDB refused, where it did. */
export async function failureOf(work: () => Promise<unknown>): Promise<QueryError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}

export const reasonOf = ({ cause, message }: QueryError): string => (cause instanceof Error ? cause.message : message);
