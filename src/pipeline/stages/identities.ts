import type { Build } from '#warehouse';
import type { Model } from './models.ts';

interface IdentityColumn {
  source: string;
  name: string;
  kind: string;
  is_natural: boolean;
  is_pending: boolean;
  is_recurring: boolean;
  is_subject: boolean;
}

/**
 * A view of every row of every source, staging.rows: where it stands, its key or all that it says (`row_key`), and
 * what its contract's identity makes of it. `natural_key`: null where a part is blank; `pending_key`: what is known
 * from the start, and `is_pending` while nothing else is; `recurring_key`: what may be said again; `subject_key`: what
 * it is about. Of a text its letters and digits count.
 */
export async function gatherStaged(build: Build, models: readonly Model[]): Promise<void> {
  if (models.length === 0) return;
  const columns = await build.read<IdentityColumn>(
    'sources.contracts',
    'select source, name, kind, is_natural, is_pending, is_recurring, is_subject from sources.contracts order by source, position'
  );
  const rows = models.map(({ name }) => {
    const own = columns.filter(({ source }) => source === name);
    const natural = own.filter(({ is_natural }) => is_natural);
    const pending = natural.filter(({ is_pending }) => is_pending);
    const once = natural.filter(({ is_recurring }) => !is_recurring);
    const isPending = pending.map((column) => `"${column.name}" is null`).join(' and ') || 'false';
    return `select '${name}' as source, columns(name -> name in ('source_file', 'source_sheet', 'source_row', 'row_key')),
      ${keyOf(natural)} as natural_key,
      ${keyOf(pending.length > 0 ? natural.filter(({ is_pending }) => !is_pending) : [])} as pending_key,
      ${isPending} as is_pending,
      ${once.length < natural.length ? rowOf(once) : 'null::varchar'} as recurring_key,
      ${keyOf(own.filter(({ is_subject }) => is_subject))} as subject_key
    from staging."${name}"`;
  });
  await build.run('staging.rows', `create view staging.rows as\n${rows.join('\nunion all by name\n')}`);
}

function keyOf(columns: readonly IdentityColumn[]): string {
  if (columns.length === 0) return 'null::varchar';
  return `case when ${columns.map(({ name }) => `"${name}" is not null`).join(' and ')} then ${rowOf(columns)} end`;
}

function rowOf(columns: readonly IdentityColumn[]): string {
  const values = columns.map(({ name, kind }) =>
    kind === 'text' || kind === 'name' ? `parsers.spelling("${name}")` : `"${name}"`
  );
  return `row(${values.join(', ')})::varchar`;
}
