import { rm } from 'node:fs/promises';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import type { Case } from './parsers/case.ts';
import { code, codes, id } from './parsers/codes.ts';
import { day, endDay, startDay, time } from './parsers/days.ts';
import { money, yuan } from './parsers/money.ts';
import { integer, number, year } from './parsers/numbers.ts';
import { city, county } from './parsers/places.ts';
import { headerOf, kindsProbed, probePipelines } from './parsers/probe.ts';
import { answer, batch, choice, name, task, text, yesNo } from './parsers/words.ts';

const cases: Readonly<Record<string, readonly Case[]>> = {
  money,
  yuan,
  integer,
  number,
  year,
  day,
  start_day: startDay,
  end_day: endDay,
  time,
  yes_no: yesNo,
  choice,
  code,
  codes,
  text,
  name,
  answer,
  id,
  batch,
  task,
  city,
  county,
};
const dependsOn: Readonly<Record<string, string>> = { task: 'batch', county: 'city' };

const lines = Object.entries(cases).flatMap(([name, each]) =>
  each.map(([cell, reads, said, given], i) => ({ name, cell, reads, said, given, line: `${name} ${i}` }))
);
const headers = ['行', ...Object.keys(cases).map(headerOf)];
const file = Papa.unparse([
  headers,
  ...lines.map(({ line, name, cell, given }) => {
    const held: Record<string, string> = { 行: line, [headerOf(name)]: cell };
    if (dependsOn[name]) held[headerOf(dependsOn[name])] = given ?? '';
    return headers.map((header) => held[header] ?? '');
  }),
]);

let build: Build;
let pipelines: string;
beforeAll(async () => {
  pipelines = await probePipelines();
  build = await buildFrom({ 'probe.csv': file }, { pipelines, upTo: 'resolved' });
});
afterAll(async () => {
  build.close();
  await rm(pipelines, { recursive: true });
});

test('every cell of the cases has landed as it was written', async () => {
  expect(await rowsOf(build, 'select count(*)::integer as n from sources.probe')).toEqual([{ n: lines.length }]);
});

test.each(Object.keys(cases))('%s', async (name) => {
  const found = await rowsOf(
    build,
    `select p.line, any_value(p.${name}) as reads, string_agg(d."check" || ' ' || d.effect, ', ' order by d."check") as said
     from staging.probe p left join resolved.defects d using (source_file, source_sheet, source_row)
     where starts_with(p.line, '${name} ') group by p.line`
  );
  const byLine = new Map(found.map(({ line, reads, said }) => [line, { reads, said }]));
  const of = lines.filter((each) => each.name === name);
  expect(of.map(({ line, cell, given }) => ({ cell, given, ...byLine.get(line) }))).toEqual(
    of.map(({ cell, given, reads, said = null }) => ({ cell, given, reads, said }))
  );
});

test('every kind of cell that a contract names is tried here', async () => {
  const kinds = await rowsOf(
    build,
    `select distinct kind from sources.contracts where source <> 'probe' and kind <> 'project' order by kind`
  );
  expect(kinds.map(({ kind }) => kind).filter((kind) => !kindsProbed.includes(kind as string))).toEqual([]);
});

test('a reference to a project reads as the project’s own id does', async () => {
  const cells = lines.filter(({ name }) => name === 'id').map(({ cell }) => cell);
  for (const cell of cells) {
    expect(
      await build.read('test', 'select parsers.id($cell) is not distinct from parsers.project($cell) as same', { cell })
    ).toEqual([{ same: true }]);
  }
});
