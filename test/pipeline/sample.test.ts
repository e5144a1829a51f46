import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readModels } from '#pipeline';
import { ownBasis } from '#spec';
import { openFile, readCurrent, type Current, type OpenFile } from '#warehouse';

const warehouse = inject('sampleWarehouse');
let current: Current;
let file: OpenFile;

beforeAll(async () => {
  const found = await readCurrent(warehouse);
  if (!found) throw new Error('the sample is not published');
  current = found;
  file = await openFile(current.path, current.version);
});

afterAll(() => file.close());

const rows = async (sql: string) => (await file.read('test', sql)).rows();

test('every file of the sample accounts for every row it holds', () => {
  const { files, isSample } = current.receipt;
  expect(isSample).toBe(true);
  expect(files.length).toBeGreaterThan(20);
  for (const { file: name, status, read, loaded, superseded, rejected, totals, blank } of files) {
    expect([name, status, loaded + superseded + rejected + totals + blank]).toEqual([name, 'loaded', read]);
  }
  const sum = (key: 'superseded' | 'rejected' | 'totals' | 'blank') => files.reduce((all, each) => all + each[key], 0);
  expect([sum('superseded'), sum('rejected'), sum('totals'), sum('blank')].every((count) => count > 0)).toBe(true);
});

test('the record beside the version says what the version holds', async () => {
  const { receipt } = current;
  expect(await rows('select version, fingerprint, is_sample from loads.load')).toEqual([
    { version: current.version, fingerprint: receipt.fingerprint, is_sample: true },
  ]);
  expect(await rows('select file, sha256, read, loaded from loads.files')).toEqual(
    receipt.files.map(({ file: name, sha256, read, loaded }) => ({ file: name, sha256, read, loaded }))
  );
  expect(
    await rows('select "check", effect, count(*)::integer as count from loads.defects group by all order by all')
  ).toEqual(receipt.defects.map(({ check, effect, count }) => ({ check, effect, count })));
});

test('every row that was refused has a defect that says why', async () => {
  expect(
    await rows(`
    select d.source, d.source_file, d.source_row
    from (select source, source_file, source_sheet, source_row from resolved.dropped where why = 'rejected'
      union all select source, source_file, source_sheet, source_row from sources.set_aside where what = 'rejected') d
    anti join loads.defects f on f.effect = 'row' and f.file = d.source_file and f.sheet = d.source_sheet and f.row = d.source_row`)
  ).toEqual([]);
  expect(
    await rows("select * from loads.defects where problem = '' or fix = '' or (effect <> 'file' and row is null)")
  ).toEqual([]);
});

test('the originals are kept under their hashes, beside the content that made the version', async () => {
  const kept = (await readdir(join(warehouse, 'files'))).sort();
  const originals = current.receipt.files.map(({ sha256 }) => sha256);
  expect(originals.filter((sha256) => !kept.includes(sha256))).toEqual([]);
  for (const name of kept)
    expect(
      createHash('sha256')
        .update(await readFile(join(warehouse, 'files', name)))
        .digest('hex')
    ).toBe(name);
});

test('every column of a mart has a title in Chinese and a type that charts know; money is in yuan', async () => {
  const columns = await rows('from catalog.columns');
  const marts = (await readModels('pipelines', 'marts')).map(({ name }) => name);
  expect([...new Set(columns.map(({ mart }) => mart))].sort()).toEqual([...marts, 'findings'].sort());
  expect(
    columns.filter(({ title }) => !/\p{Script=Han}/u.test(String(title))).map(({ mart, name }) => `${mart}.${name}`)
  ).toEqual([]);
  expect(
    columns.filter(({ type }) => !['string', 'number', 'boolean', 'date', 'timestamp', 'json'].includes(String(type)))
  ).toEqual([]);
  expect(
    await rows(`
    select c.mart, c.name from catalog.columns c
    join duckdb_columns() d on d.schema_name = 'marts' and d.table_name = c.mart and d.column_name = c.name
    where d.data_type like 'DECIMAL(%,2)' and c.unit is distinct from '元' and c.unit is distinct from '分'`)
  ).toEqual([]);
});

test('every metric and every rule of the content is in the catalog, with what explains it', async () => {
  const names = async (stage: 'metrics' | 'rules') => (await readModels('pipelines', stage)).map(({ name }) => name);
  const metrics = await rows('from catalog.metrics');
  expect(metrics.map(({ name }) => name)).toEqual(await names('metrics'));
  expect(metrics.filter(({ title, unit, definition, sql }) => !title || !unit || !definition || !sql)).toEqual([]);
  const rules = await rows('from catalog.rules');
  expect(rules.map(({ name }) => name)).toEqual(await names('rules'));
  const unquoted = `select r.notice, r.rule from reference.rules as r
    anti join reference.clauses as c on c.notice = r.quoted_from and c.id = r.clause and contains(c.quotation, r.quotation)
    where r.off is null and r.clause <> '${ownBasis}'`;
  expect(await rows(unquoted)).toEqual([]);
  const unsaid = `select n.notice, c.name from reference.notices as n cross join catalog.rules as c
    anti join reference.rules as r on r.notice = n.notice and r.rule = c.name`;
  expect(await rows(unsaid)).toEqual([]);
});

test('every assertion of the content was checked and holds', async () => {
  const names = (await readModels('pipelines', 'assertions')).map(({ name }) => name);
  expect(current.receipt.assertions.map(({ name, broken }) => [name, broken])).toEqual(names.map((name) => [name, 0]));
});
