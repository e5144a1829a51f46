import type { Build } from '#warehouse';
import { findingTables } from './findings.ts';
import type { Stage } from './stages.ts';

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
