import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { buildStages, openLoads } from '#pipeline';
import { openBuild } from '#warehouse';
import { makeModels } from '../../../src/pipeline/stages/make.ts';
import type { Model } from '../../../src/pipeline/stages/models.ts';
import { rowsOf } from '../province.ts';

const batches = {
  'reference/batches.csv': 'batch,as_of,note\nA,2025-04-24,"two\nlines"\nB,2026-01-01,\n',
  'pipelines/reference/batches.sql':
    'select batch, coalesce(load.as_of, b.as_of::date) as as_of, note from raw.batches b, loads.load;\n',
};

async function build(files: Record<string, string>, { asOf = null }: { asOf?: string | null } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'content-'));
  for (const [path, text] of Object.entries({ ...batches, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const made = await openBuild(':memory:', { threads: 1 });
  await made.run('sources', 'create schema sources; create table sources.files (source_file varchar, status varchar)');
  await openLoads(made, { version: 'v', loadedAt: '2026-11-23T12:00:00+08:00', asOf, fingerprint: 'f' });
  await buildStages(made, { pipelines: join(root, 'pipelines'), reference: join(root, 'reference') });
  return made;
}

const failure = (files: Record<string, string>) =>
  build(files).then(
    () => 'built',
    (error: Error) => error.message
  );

test('a file of a folder is a table of a schema; reference data lands as text, blank cells as null, each row with its place', async () => {
  const made = await build({
    'pipelines/marts/things.sql': '-- title: 事物\nwith a as (select 1 as x)\nselect x from a order by x;\n',
  });
  expect(await rowsOf(made, 'from marts.things')).toEqual([{ x: 1 }]);
  expect(await rowsOf(made, 'from raw.batches order by batch')).toEqual([
    { batch: 'A', as_of: '2025-04-24', note: 'two\nlines', source_file: 'data/reference/batches.csv', source_row: 2 },
    { batch: 'B', as_of: '2026-01-01', note: null, source_file: 'data/reference/batches.csv', source_row: 3 },
  ]);
  expect(await rowsOf(made, 'from sources.reference')).toEqual([
    { name: 'batches', source_file: 'data/reference/batches.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(await rowsOf(made, 'select as_of from reference.batches order by batch')).toEqual([
    { as_of: '2026-11-23' },
    { as_of: '2026-11-23' },
  ]);
});

test('the as-of day of the load goes before that of a batch', async () => {
  const made = await build({}, { asOf: '2026-06-30' });
  expect(await rowsOf(made, 'select distinct as_of from reference.batches')).toEqual([{ as_of: '2026-06-30' }]);
});

test('parsers and metrics are macros; a file waits for the neighbours that it names', async () => {
  const made = await build({
    'pipelines/parsers/a.sql': '-- takes: cell, unit\nparsers.fold(cell) || unit\n',
    'pipelines/parsers/fold.sql': '-- takes: cell\nupper(cell)\n',
    'pipelines/marts/a.sql': 'from marts.b',
    'pipelines/marts/b.sql': 'from marts.c',
    'pipelines/marts/c.sql': "select parsers.a('x', 'y') as name, 6 as part, 0 as whole",
    'pipelines/metrics/rate.sql': '-- title: 率\nmetrics.some(p) / nullif(metrics.whole(p), 0)',
    'pipelines/metrics/some.sql': 'sum(p.part)',
    'pipelines/metrics/whole.sql': 'sum(p.whole)',
  });
  expect(
    await rowsOf(made, 'select name, metrics.some(a) as some, metrics.rate(a) as rate from marts.a group by all')
  ).toEqual([{ name: 'Xy', some: '6', rate: null }]);
});

test('checks and links are gathered under the name of their file, and an empty folder gathers an empty table', async () => {
  const row = (problem: string) => `select 's' as source, 'a.csv' as source_file, '' as source_sheet, 7 as source_row,
    '市' as "column", '岛青市' as value, '${problem}' as problem, '改正' as fix, 'row' as effect`;
  const made = await build({
    'pipelines/checks/b.sql': row('二'),
    'pipelines/checks/a.sql': row('一'),
    'pipelines/resolved/defects.sql': 'from checks.defects union all by name from links.defects',
  });
  expect(await rowsOf(made, 'select "check", source_row, "column", problem, effect from resolved.defects')).toEqual([
    { check: 'a', source_row: 7, column: '市', problem: '一', effect: 'row' },
    { check: 'b', source_row: 7, column: '市', problem: '二', effect: 'row' },
  ]);
  expect((await made.read('test', 'describe links.defects')).map(({ column_name }) => column_name)).toEqual([
    'check',
    'source',
    'source_file',
    'source_sheet',
    'source_row',
    'column',
    'value',
    'problem',
    'fix',
    'effect',
  ]);
});

test('an effect that nobody knows is refused under the name of the check', async () => {
  expect(
    await failure({
      'pipelines/checks/odd.sql': `select 's' as source, 'f' as source_file, '' as source_sheet, 1 as source_row, null as "column", null as value, 'p' as problem, 'f' as fix, 'perhaps' as effect`,
    })
  ).toMatch(/^pipelines\/checks\/odd\.sql: Constraint Error/);
});

test('findings take the dimensions of their project, or those that the rule puts out, and the as-of day of the batch', async () => {
  const made = await build({
    'reference/batches.csv': 'batch,as_of,notice\nA,2025-04-24,一\nB,2026-01-01,二\n',
    'pipelines/reference/batches.sql':
      'select batch, as_of::date as as_of, notice, null::date as notice_on from raw.batches',
    'pipelines/reference/notices.sql':
      'select distinct notice, true as is_at_hand, null::date as issued_on from reference.batches',
    'reference/notices/一/rules.csv': 'rule,clause,severity,off\nlate,三（一）,warning,\nover,,,不判\nwide,,,不判\n',
    'reference/notices/一/tables.csv': 'table,rows\nrules,3\nbatches,1\n',
    'reference/notices/二/rules.csv': 'rule,clause,severity,off\nlate,,,不判\nover,四,warning,\nwide,,,不判\n',
    'reference/notices/二/tables.csv': 'table,rows\nrules,3\nbatches,1\n',
    'pipelines/reference/rules.sql':
      "select notice, rule, notice as quoted_from, clause, null as quotation, severity, 'today' as moment, off from raw.rules",
    'pipelines/lifecycle/batch_moments.sql': "select batch, map {'today': as_of} as days from reference.batches",
    'pipelines/lifecycle/project_moments.sql': "select 'P1' as project_id, map {'today': date '2025-04-24'} as days",
    'pipelines/marts/projects.sql': `select 'P1' as project_id, 'A' as batch, '济南市' as city, '历下区' as county, '技术赋能' as direction, '1' as task, '服务商' as applicant_type, '民营' as ownership, '已提交' as stage`,
    'pipelines/rules/late.sql': `-- title: 超期\nselect 'P1' as subject_id, 'fail' as verdict, '晚' as message, {day: date '2025-04-25'} as evidence`,
    'pipelines/rules/over.sql': `-- title: 超额\n-- subject: city\nselect '青岛市' as subject_id, 'B' as batch, '青岛市' as city, 'error' as severity, 'pass' as verdict, '未超' as message, {used: 1} as evidence`,
    'pipelines/rules/wide.sql': `-- title: 集团\n-- subject: group\nselect '甲' as subject_id, 'review' as verdict, '待核' as message, {n: 5} as evidence`,
  });
  expect(
    await rowsOf(
      made,
      'select rule, notice, clause, severity, subject_kind, subject_id, verdict, evidence, as_of, project_id, batch, city, county from marts.findings'
    )
  ).toEqual([
    {
      rule: 'late',
      notice: '一',
      clause: '三（一）',
      severity: 'warning',
      subject_kind: 'project',
      subject_id: 'P1',
      verdict: 'fail',
      evidence: '{"day":"2025-04-25"}',
      as_of: '2025-04-24',
      project_id: 'P1',
      batch: 'A',
      city: '济南市',
      county: '历下区',
    },
    {
      rule: 'over',
      notice: '二',
      clause: '四',
      severity: 'error',
      subject_kind: 'city',
      subject_id: '青岛市',
      verdict: 'pass',
      evidence: '{"used":1}',
      as_of: '2026-01-01',
      project_id: null,
      batch: 'B',
      city: '青岛市',
      county: null,
    },
    {
      rule: 'wide',
      notice: null,
      clause: null,
      severity: 'error',
      subject_kind: 'group',
      subject_id: '甲',
      verdict: 'review',
      evidence: '{"n":5}',
      as_of: '2026-01-01',
      project_id: null,
      batch: null,
      city: null,
      county: null,
    },
  ]);
});

test('both sides of an assertion are kept, in its order, with what they are of; where they differ it is broken', async () => {
  const made = await build({
    'pipelines/assertions/sum.sql':
      "-- title: 合计\n-- left: 甲方\n-- where: it's:1\n-- batch: B\nselect '甲' as what, 'applied' as measure, ['A', 'B'] as batch, null as left_city, 1 as left_side, 2.5 as right_side union all select '乙', null, null, '青岛市', null, null",
    'pipelines/assertions/fine.sql': "select '丙' as what, 3 as left_side, 3 as right_side",
  });
  const pair = {
    assertion: 'sum',
    position: 1,
    what: '甲',
    measure: 'applied',
    left_side: '1.00',
    right_side: '2.50',
    subject: '{"where":"it\'s:1","batch":["A","B"],"left_city":null}',
  };
  expect(await rowsOf(made, 'from assertions.compared order by assertion, position')).toEqual([
    { assertion: 'fine', position: 1, what: '丙', measure: null, left_side: '3.00', right_side: '3.00', subject: '{}' },
    pair,
    {
      assertion: 'sum',
      position: 2,
      what: '乙',
      measure: null,
      left_side: null,
      right_side: null,
      subject: '{"where":"it\'s:1","batch":null,"left_city":"青岛市"}',
    },
  ]);
  expect(await rowsOf(made, 'from assertions.broken')).toEqual([pair]);
});

test.each([
  [
    'a table that is nowhere',
    { 'pipelines/marts/a.sql': 'from marts.nowhere' },
    /^pipelines\/marts\/a\.sql: Catalog Error.*nowhere/,
  ],
  [
    'a stage that looks ahead',
    { 'pipelines/staging/a.sql': 'from marts.b', 'pipelines/marts/b.sql': 'select 1 as x' },
    /^pipelines\/staging\/a\.sql: Catalog Error.*b does not exist/,
  ],
  [
    'two files that wait for each other',
    { 'pipelines/marts/a.sql': 'from marts.b', 'pipelines/marts/b.sql': 'from marts.a' },
    /^pipelines\/marts\/a\.sql: Catalog Error/,
  ],
  [
    'the file at fault, not the one that waits for it',
    { 'pipelines/marts/a.sql': 'from marts.b', 'pipelines/marts/b.sql': 'from marts.x' },
    /^pipelines\/marts\/b\.sql: Catalog Error/,
  ],
  [
    'a cell without parameters',
    { 'pipelines/parsers/a.sql': 'upper(cell)' },
    /^pipelines\/parsers\/a\.sql: the header has no line "-- takes: …"/,
  ],
  [
    'a rule of an unknown subject',
    { 'pipelines/rules/a.sql': '-- title: t\n-- subject: planet\nselect 1' },
    /^pipelines\/rules\/a\.sql: subject is planet, not one of .*organisation/,
  ],
  [
    'a name that SQL cannot say',
    { 'pipelines/marts/by-city.sql': 'select 1' },
    /^pipelines\/marts\/by-city\.sql: the file's name .*\(found by-city\)/,
  ],
  [
    'missing reference data',
    { 'pipelines/reference/cities.sql': 'from raw.cities' },
    /^data\/reference: cities\.csv is missing: pipelines\/reference\/cities\.sql reads it \(found batches\)/,
  ],
  [
    'a missing column of reference data',
    { 'reference/cities.csv': 'name\n济南市\n', 'pipelines/reference/cities.sql': 'select code from raw.cities' },
    /^data\/reference: cities\.csv \(read by pipelines\/reference\/cities\.sql\): Binder Error.*code/,
  ],
  [
    'reference data that does not cast',
    {
      'reference/cities.csv': 'name,place\n济南市,first\n',
      'pipelines/reference/cities.sql': 'select place::integer from raw.cities',
    },
    /^data\/reference: cities\.csv .*'first'/,
  ],
  [
    'a ragged row of reference data',
    { 'reference/cities.csv': 'name,place\n\n济南市\n' },
    /^data\/reference\/cities\.csv 第 3 行：这一行有 1 格，第一行有 2 列：济南市/,
  ],
])('%s is refused by name', async (_, files, message) => {
  expect(await failure(files)).toMatch(message);
});

test('models that do not read each other are made beside each other, and a broken one tells its own error', async () => {
  const made = await openBuild(':memory:', { threads: 1, abreast: 3 });
  const model = (name: string, sql: string): Model => ({ stage: 'marts', name, file: `${name}.sql`, header: {}, sql });
  try {
    await made.run('marts', 'create schema marts');
    const many = Array.from({ length: 20 }, (_, at) =>
      model(`m${at}`, at % 5 === 0 ? `select ${at} as n` : `select n + 1 as n from marts.m${at - (at % 5)}`)
    );
    await makeModels(made, many.toReversed());
    expect(await made.read('test', 'select n from marts.m19')).toEqual([{ n: 16 }]);
    await expect(
      makeModels(made, [model('good', 'select 1 as n'), model('bad', 'from nowhere'), model('more', 'select 2 as n')])
    ).rejects.toThrow(/^bad\.sql: Catalog Error/);
    expect(await made.read('test', 'select count(*)::integer as n from marts.good')).toEqual([{ n: 1 }]);
  } finally {
    made.close();
  }
});

test('what is passing lies beside the file while a later model reads it, and is gone after the last', async () => {
  const held = "select database_name from duckdb_tables() where table_name = 'keys'";
  const made = await build({
    'pipelines/resolved/keys.sql': '-- title: 键\n-- grain: 一行一行\n-- passing: 只有后面比较用\nselect 1 as key;\n',
    'pipelines/lifecycle/things.sql': `select key, (${held}) as held from resolved.keys;\n`,
    'pipelines/marts/left.sql': `-- title: 剩下的\n${held};\n`,
  });
  expect(await rowsOf(made, 'from lifecycle.things')).toEqual([{ key: 1, held: 'passing' }]);
  expect(await rowsOf(made, 'from marts.left')).toEqual([]);
  expect(await rowsOf(made, "from duckdb_views() where view_name = 'keys'")).toEqual([]);
  expect(await rowsOf(made, "from duckdb_databases() where database_name = 'passing'")).toEqual([]);
});
