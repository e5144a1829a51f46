import { readFileSync } from 'node:fs';
import type { Build } from '#warehouse';
import { makeModels } from '../../../src/pipeline/stages/make.ts';
import { readModels, type Model } from '../../../src/pipeline/stages/models.ts';
import { rowsOf } from '../../pipeline/province.ts';

type Json = string | number | boolean | null | readonly string[];
type Rows = readonly Readonly<Record<string, Json>>[];

/** A file of test/rules/<rule>: what is handed in, beyond the defaults, and every verdict that the rule then gives. */
export interface Case {
  /** What it shows. */
  says: string;
  /** Rows of validated.<source>, or of another stage where the name says it: resolved.superseded. */
  given: Readonly<Record<string, Rows>>;
  /** The path of each project: `提交 2025-04-01 09:00, 公示：无异议 2025-06-01`; a day alone has no time. */
  events?: Readonly<Record<string, string>>;
  /** Stand in the place of the rows of reference.<table>. */
  reference?: Readonly<Record<string, Rows>>;
  asOf?: string;
  expect: readonly {
    subject_id: string;
    verdict: 'pass' | 'fail' | 'review';
    message?: string;
    severity?: string;
    today?: string | null;
  }[];
}

const defaults = JSON.parse(readFileSync('test/rules/defaults.json', 'utf8')) as Record<string, Record<string, Json>>;
const lifecycle = await readModels('pipelines', 'lifecycle');
const marts = await readModels('pipelines', 'marts');
const rules = await readModels('pipelines', 'rules');
const read = new Map(rules.map(({ name, sql }) => [name, modelsRead(sql)]));

/** The models of lifecycle and marts that some SQL reads, and those that they read: a case waits for no other. */
function modelsRead(sql: string, found = new Set<Model>()): ReadonlySet<Model> {
  for (const model of [...lifecycle, ...marts]) {
    if (found.has(model) || !new RegExp(`\\b${model.stage}\\."?${model.name}\\b`).test(sql)) continue;
    modelsRead(model.sql, found.add(model));
  }
  return found;
}

/** Tries one rule on one case. The build holds an empty province up to `known`, and holds it again afterwards. */
export async function judge(build: Build, rule: string, { given, events = {}, reference = {}, asOf, expect }: Case) {
  const touched = new Set<string>();
  const fill = async (schema: string, table: string, rows: Rows) => {
    touched.add(`${schema}."${table}"`);
    for (const row of rows) await insert(build, schema, table, row);
  };
  try {
    for (const table of Object.keys(reference))
      await build.run(
        table,
        `create temp table "kept_${table}" as from reference."${table}"; delete from reference."${table}"`
      );
    for (const [table, rows] of Object.entries(reference)) await fill('reference', table, rows);
    if (asOf)
      await build.run(
        'as of',
        `create temp table kept_as_of as select batch, as_of from reference.batches; update reference.batches set as_of = '${asOf}';
        create temp table kept_load as from loads.load; update loads.load set as_of = '${asOf}'`
      );
    for (const [name, rows] of Object.entries(given)) {
      const [table = '', schema = 'validated'] = name.split('.').reverse();
      await fill(
        schema,
        table,
        rows.map((row, index) => ({
          ...(schema === 'resolved' ? {} : defaults[table]),
          source_file: `${table}.csv`,
          source_sheet: '',
          source_row: index + 2,
          ...row,
        }))
      );
    }
    await fill(
      'validated',
      'events',
      Object.entries(events).flatMap(([project, path]) => stepsOf(project, path))
    );
    for (const schema of ['lifecycle', 'marts', 'rules'])
      await build.run(schema, `create schema if not exists ${schema}`);
    for (const models of [lifecycle, marts]) {
      await makeModels(
        build,
        models.filter((model) => read.get(rule)?.has(model))
      );
    }
    await makeModels(
      build,
      rules.filter(({ name }) => name === rule)
    );
    const found = await rowsOf(build, `from rules."${rule}" order by subject_id`);
    const wanted = new Map<unknown, object>(expect.map((row) => [row.subject_id, row]));
    return found.map((row) => {
      const columns = Object.keys(wanted.get(row.subject_id) ?? { subject_id: '', verdict: '', message: '' });
      return Object.fromEntries(columns.map((column) => [column, row[column]]));
    });
  } finally {
    for (const schema of ['lifecycle', 'marts', 'rules'])
      await build.run(schema, `drop schema if exists ${schema} cascade`);
    for (const table of touched) await build.run(table, `delete from ${table}`);
    for (const table of Object.keys(reference))
      await build.run(table, `insert into reference."${table}" from "kept_${table}"; drop table "kept_${table}"`);
    if (asOf)
      await build.run(
        'as of',
        `update reference.batches set as_of = k.as_of from kept_as_of as k where batches.batch = k.batch; drop table kept_as_of;
        update loads.load set as_of = k.as_of from kept_load as k; drop table kept_load`
      );
  }
}

function stepsOf(project_id: string, path: string): Rows {
  return path.split(',').map((step, index) => {
    const [said = '', ...time] = step.trim().split(' ');
    const [stage = '', result = null] = said.split('：');
    return {
      project_id,
      stage,
      happened_at: time.join(' '),
      has_time: time.length > 1,
      result,
      source_file: 'events.csv',
      source_sheet: '',
      source_row: index + 2,
    };
  });
}

async function insert(build: Build, schema: string, table: string, row: Rows[number]): Promise<void> {
  const columns = Object.keys(row);
  const type = new Map(
    (await rowsOf(build, `describe ${schema}."${table}"`)).map(({ column_name, column_type }) => [
      column_name,
      String(column_type),
    ])
  );
  const values = columns.map((column) => {
    const kind = type.get(column);
    if (!kind) throw new Error(`${schema}.${table} has no column ${column} (it has ${[...type.keys()].join(', ')})`);
    const text =
      row[column] === null
        ? 'null'
        : `'${String(Array.isArray(row[column]) ? `[${row[column].join(', ')}]` : row[column]).replaceAll("'", "''")}'`;
    return `${text}::${kind}`;
  });
  await build.run(
    table,
    `insert into ${schema}."${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values (${values.join(', ')})`
  );
}
