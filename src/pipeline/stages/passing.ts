import type { Build } from '#warehouse';
import { findingTables } from './findings.ts';
import type { Model } from './models.ts';
import { stages, type Stage } from './stages.ts';

/** Whether only later models read it, so that no version keeps it. */
export const isPassing = ({ header }: Model): boolean => header.passing !== undefined;

/**
 * Makes room beside the file for what is passing: to press tables together for the disk that never get there takes as
 * long as some of them take to make. DuckDB writes down what does not fit into the memory of the build.
 */
export async function holdPassing(build: Build): Promise<void> {
  await build.run('passing', "attach ':memory:' as passing");
  for (const stage of stages) await build.run('passing', `create schema passing.${stage}`);
}

/** Makes a model there, and a view of it where it belongs. */
export const heldStatement = ({ stage, name, sql }: Model): string =>
  `create table passing.${stage}."${name}" as\n${sql};\ncreate view ${stage}."${name}" as from passing.${stage}."${name}"`;

/** Takes away what no later model reads, and answers what is left. */
export async function letPass(
  build: Build,
  models: readonly Model[],
  { isHeld, later }: { isHeld: boolean; later: readonly Model[] }
): Promise<Model[]> {
  const isRead = ({ stage, name }: Model) =>
    later.some(({ sql }) => new RegExp(`\\b${stage}\\."?${name}\\b`).test(sql));
  for (const model of models.filter((each) => !isRead(each))) {
    const { file, stage, name } = model;
    if (isHeld) await build.run(file, `drop view ${stage}."${name}"`);
    await build.run(file, `drop table ${isHeld ? 'passing.' : ''}${stage}."${name}"`);
  }
  return models.filter(isRead);
}

/** Stages whose tables are gathered into another, row by row: their own say nothing that it does not. */
const gathered = ['checks', 'links', 'warnings', 'rules'] as const satisfies readonly Stage[];

/** Takes away what a version says a second time: it need not be written, read back and kept. */
export async function dropGathered(build: Build): Promise<void> {
  const tables = await build.read<{ name: string }>(
    'gathered',
    `select schema_name || '."' || table_name || '"' as name from duckdb_tables()
    where database_name = current_database() and schema_name in (${gathered.map((stage) => `'${stage}'`).join(', ')})
      and table_name not in (${['defects', ...findingTables].map((name) => `'${name}'`).join(', ')})`
  );
  for (const { name } of tables) await build.run(name, `drop table ${name}`);
}
