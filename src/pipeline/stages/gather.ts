import { literal, type Build } from '#warehouse';
import { gatherFindings } from './gather-findings.ts';
import { gatherStaged } from './identities.ts';
import type { Model } from './models.ts';
import type { Stage } from './stages.ts';

type Gather = (build: Build, models: readonly Model[], options?: { isGeneral?: boolean }) => Promise<void>;

/** What a stage's tables are gathered into, once they all stand. A folder without files gathers an empty table. */
export const gathers: Partial<Record<Stage, Gather>> = {
  staging: gatherStaged,
  checks: (build, models) => gatherDefects(build, 'checks', models),
  links: (build, models) => gatherDefects(build, 'links', models),
  validated: gatherValidated,
  known: forgetLater,
  warnings: (build, models) => gatherDefects(build, 'warnings', models),
  rules: gatherFindings,
  assertions: gatherPairs,
};

/** A view of every row that is used: where it stands. */
async function gatherValidated(build: Build, models: readonly Model[]): Promise<void> {
  if (models.length === 0) return;
  const rows = models.map(
    ({ name }) => `select '${name}' as source, source_file, source_sheet, source_row from validated."${name}"`
  );
  await build.run('validated.rows', `create view validated.rows as\n${rows.join('\nunion all\n')}`);
}

/**
 * Of what is used only what was known by the day that is played again, and no row that tells of a later one stands
 * beside it; a load knows everything.
 */
async function forgetLater(build: Build, models: readonly Model[]): Promise<void> {
  const replays = await build.read('known', 'from loads.load where known_by is not null');
  if (replays.length === 0) return;
  const place = 'source_file, source_sheet, source_row';
  for (const { name, file } of models) {
    await build.run(
      file,
      `delete from staging."${name}" where (${place}) in (
        select ${place} from validated."${name}" except select ${place} from known."${name}"
      )`
    );
    await build.run(file, `create or replace table validated."${name}" as from known."${name}"`);
  }
}

async function gatherDefects(
  build: Build,
  stage: 'checks' | 'links' | 'warnings',
  models: readonly Model[]
): Promise<void> {
  await build.run(
    `${stage}.defects`,
    `create table ${stage}.defects (
      "check" varchar not null,
      source varchar,
      source_file varchar not null,
      source_sheet varchar not null,
      source_row integer not null,
      "column" varchar,
      value varchar,
      problem varchar not null,
      fix varchar not null,
      effect varchar not null check (effect in ('row', 'cell', 'mark'))
    )`
  );
  if (models.length === 0) return;
  const found = models.map(({ name }) => `select '${name}' as "check", * from ${stage}."${name}"`);
  try {
    await build.run(`${stage}.defects`, `insert into ${stage}.defects by name\n${found.join('\nunion all by name\n')}`);
  } catch {
    // Something of one of them is not as it must be: by itself it is named.
    for (const [at, { file }] of models.entries())
      await build.run(file, `insert into ${stage}.defects by name ${found[at]}`);
  }
}

/**
 * Every pair of sides that was compared, in the order of its assertion; where they
 * differ, the assertion is broken. What else a row or the header of its assertion says
 * is what the pair is of, as JSON: `batch`, `source_file`, or of one side `left_metric`.
 */
async function gatherPairs(build: Build, models: readonly Model[]): Promise<void> {
  await build.run(
    'assertions.compared',
    `create table assertions.compared (
      assertion varchar not null,
      position integer not null,
      what varchar not null,
      measure varchar,
      left_side decimal(38, 2),
      right_side decimal(38, 2),
      subject varchar not null
    )`
  );
  const found = await build.read<{ assertion: string; column: string }>(
    'assertions',
    `select table_name as assertion, column_name as "column" from duckdb_columns() where schema_name = 'assertions' order by column_index`
  );
  for (const { name, file, header } of models) {
    const columns = found.flatMap(({ assertion, column }) => (assertion === name ? [column] : []));
    const headerLines = Object.entries(header).filter(([key]) => !sides.includes(key) && !columns.includes(key));
    const subject = [
      ...headerLines.map(([key, value]) => `'${key}', ${literal(value)}`),
      ...columns.filter((column) => !pair.includes(column)).map((column) => `'${column}', "${column}"`),
    ];
    const own = columns.filter((column) => pair.includes(column)).join(', ');
    await build.run(
      file,
      `insert into assertions.compared by name select '${name}' as assertion, row_number() over () as position, ${own}, json_object(${subject.join(', ')})::varchar as subject from assertions."${name}"`
    );
  }
  await build.run(
    'assertions.broken',
    'create view assertions.broken as from assertions.compared where left_side is distinct from right_side'
  );
}

const sides: readonly string[] = ['title', 'left', 'right'];
const pair: readonly string[] = ['what', 'measure', 'left_side', 'right_side'];
