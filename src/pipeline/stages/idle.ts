import type { Build } from '#warehouse';
import type { Model } from './models.ts';

/**
 * Those of one stage's models that have nothing to say, since the table that all of it is about is empty: of a model of
 * staging its source, of a check what its header names as `only_with`. Of a few files most are, and to plan them would
 * take longer than to read the files.
 */
export async function idleOf(build: Build, models: readonly Model[]): Promise<ReadonlySet<Model>> {
  const empty = new Map<string, boolean>();
  const idle = new Set<Model>();
  for (const model of models) {
    const table = tableOf(model);
    if (table === null) continue;
    if (!empty.has(table)) empty.set(table, await isEmpty(build, model, table));
    if (empty.get(table)) idle.add(model);
  }
  return idle;
}

const tableOf = ({ stage, name, header }: Model): string | null =>
  stage === 'staging' ? `sources."${name}"` : (header.only_with ?? null);

/** A table that is not there is not empty: the model that reads it says so. */
const isEmpty = (build: Build, { file }: Model, table: string): Promise<boolean> =>
  build.read(file, `select 1 as one from ${table} limit 1`).then(
    (rows) => rows.length === 0,
    () => false
  );
