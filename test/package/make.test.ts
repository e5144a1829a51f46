import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePackage, verifyPackage, type Packed } from '#package';
import { noFilters, readFilters } from '#query';
import { everything, type Scope } from '#spec';
import { hashFile } from '#warehouse';
import { drawn, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { saveAgain } from '../programs/libreoffice.ts';
import { isFull } from '../tier.ts';
import { plainDuckDb, textsIn, unpack } from './unpacked.ts';

/** What nobody may find in a package, by where it was written. */
const canaries = {
  contact: '金丝雀甲',
  phone: '0531-77665544',
  unknownColumn: '金丝雀乙',
  signature: '金丝雀丙',
  tooManyCells: '金丝雀丁',
  inText: '13900007777',
  inOriginal: '金丝雀戊',
};

/** A handful of projects, with something personal in every place where people write it. */
function files(): Record<string, string> {
  const given = filesOf(drawn(7, 24));
  const name = '项目基本信息表_2025.csv';
  const [head = '', ...rows] = given[name]!.trimEnd().split('\n');
  const own = [canaries.contact, canaries.phone, canaries.unknownColumn];
  const told = rows.map(
    (row, at) => `${at === 0 ? row.replace('示例项目1,', `示例项目1 ${canaries.inText},`) : row},${own.join(',')}`
  );
  given[name] =
    `${head},联系人,联系电话,自编备注\n${told.join('\n')}\n${rows[1]},x,y,z,${canaries.tooManyCells}\n填表人：${canaries.signature}\n`;
  const quotas = '各市推荐名额表_2025.csv';
  given[quotas] = `${given[quotas]!.trimEnd()}\n填表人：${canaries.inOriginal} 电话：${canaries.phone}\n`;
  return given;
}

interface Made {
  path: string;
  packed: Packed;
}

let warehouse: string;
let version: string;

async function make(city?: string, scope: Scope = everything, isProven = true): Promise<Made> {
  const path = join(await mkdtemp(join(tmpdir(), 'package-')), 'it.zip');
  const packed = await makePackage({
    warehouse,
    version,
    out: path,
    agent: 'test',
    isProven,
    select: (catalog) => ({ filters: city === undefined ? noFilters : readFilters(catalog, { city: [city] }), scope }),
  });
  return { path, packed };
}

beforeAll(async () => {
  const own = await newWarehouse();
  warehouse = own.warehouse;
  version = await own.load(files(), { by: '丙' });
});

describe('a package of all', () => {
  let made: Made;
  let unpacked: Awaited<ReturnType<typeof unpack>>;
  let duck: Awaited<ReturnType<typeof plainDuckDb>>;

  beforeAll(async () => {
    made = await make();
    unpacked = await unpack(await readFile(made.path));
    duck = await plainDuckDb(unpacked.folder);
  });
  afterAll(() => duck.close());

  test('is a bag in which every byte is as its lists say', async () => {
    const { faults, seal } = await verifyPackage(made.path);
    expect(faults).toEqual([]);
    expect(seal).toBe(made.packed.seal);
  });

  test('holds nothing personal, in whatever place it was written', async () => {
    const texts = await textsIn(unpacked.files, (sql) => duck.rows(sql));
    for (const [place, canary] of Object.entries(canaries))
      expect({ place, in: [...texts].flatMap(([name, text]) => (text.includes(canary) ? [name] : [])) }).toEqual({
        place,
        in: [],
      });
    // They would be found: what is not personal is.
    expect(
      [...texts].some(([name, text]) => name === 'data/cells/applications.csv' && text.includes('示例单位3有限公司'))
    ).toBe(true);
  });

  test('makes every table, verdict and figure again in a DuckDB that knows nothing of this program', async () => {
    await duck.run(unpacked.files.get('data/recompute.sql')!.toString());
    const summary = await duck.rows('from audit.summary');
    expect(summary.map((row) => row['不同'])).toEqual(['0', '0']);
    expect(Number(summary[1]!['项'])).toBe(made.packed.figures);
    const [found] = await duck.rows(`select count(*) as n from marts.findings where verdict = 'fail'`);
    expect(Number(found!.n)).toBeGreaterThan(0);
    // The comparison can fail: another cell is another figure.
    await duck.run(`update audit.figures set value = '99' where metric = 'applied' and grouping = ''`);
    const [turned] = await duck.rows(
      `select count(*) as n from read_parquet('tables/figures.parquet') as was join audit.figures as now using (metric, grouping, batch, city) where was.value is distinct from now.value`
    );
    expect(Number(turned!.n)).toBe(1);
  });

  test.runIf(isFull)(
    'computes its figures in LibreOffice from the rows in the workbook, and each is the program’s',
    async () => {
      const book = new exceljs.Workbook();
      const again = saveAgain({ book: unpacked.files.get('data/复算.xlsx')! }).book!;
      await book.xlsx.load(again as unknown as ArrayBuffer);
      const sheet = book.getWorksheet('主要数')!;
      const wrong: string[] = [];
      let formulas = 0;
      sheet.eachRow((row) => {
        const name = row.getCell(9).text;
        if (name === '' || name === '指标名') return;
        const [own, told] = [row.getCell(4).result, row.getCell(5).value];
        formulas++;
        const isSame =
          told === '未知'
            ? own === undefined || own === ''
            : typeof own === 'number' &&
              Math.abs(own - Number(told)) <= 1e-12 * Math.abs(Number(told)) &&
              row.getCell(6).result === 0;
        if (!isSame)
          wrong.push(`${name} ${row.getCell(2).text} ${row.getCell(3).text}: ${String(own)} ≠ ${String(told)}`);
      });
      expect(wrong).toEqual([]);
      expect(formulas).toBe(made.packed.formulas);
      expect(formulas).toBeGreaterThan(200);
    }
  );

  test('gives an original byte by byte where nothing in it is personal, and of any other its hash and why not', () => {
    const list = unpacked.files.get('data/originals.csv')!.toString();
    const lineOf = (file: string) => list.split('\r\n').find((line) => line.startsWith(file)) ?? '';
    expect(lineOf('流程记录_2025.csv')).toContain('originals/');
    for (const file of ['项目基本信息表_2025.csv', '各市推荐名额表_2025.csv']) {
      expect(lineOf(file)).not.toContain('originals/');
      expect(lineOf(file)).toMatch(/[0-9a-f]{64}/);
    }
  });

  test('describes each table with the types, units and keys of its columns', () => {
    const described = JSON.parse(unpacked.files.get('data/datapackage.json')!.toString()) as {
      resources: {
        path: string;
        hash: string;
        schema: { primaryKey?: string[]; fields: { name: string; type: string; unit?: string }[] };
      }[];
    };
    const projects = described.resources.find(({ path }) => path === 'csv/projects.csv')!.schema;
    expect(projects.primaryKey).toEqual(['项目编号']);
    expect(projects.fields).toContainEqual(expect.objectContaining({ name: '总投资', type: 'number', unit: '元' }));
    for (const { path } of described.resources) expect(unpacked.files.has(`data/${path}`)).toBe(true);
  });

  test('tells above and below the line what a figure is divided of, as the recomputed figures have it', async () => {
    const headline = "read_csv('csv/headline.csv', all_varchar = true)";
    const told = await duck.rows(
      `select 指标 as metric, 批次 as batch, 市 as city, 值 as value, 分子 as above, 分母 as below from ${headline}`
    );
    const divided = told.filter(({ value, above, below }) => value !== null && above !== null && below !== null);
    expect(new Set(divided.map(({ metric }) => metric)).size).toBeGreaterThan(5);
    for (const { metric, value, above, below } of divided)
      expect({ metric, value: Number(above) / Number(below) }).toEqual({ metric, value: Number(value) });
    const rates = divided.filter(({ metric }) => metric === 'acceptance_rate');
    expect(rates.length).toBeGreaterThan(0);
    const valueOf = (metric: string, of: (typeof told)[number]) =>
      told.find((row) => row.metric === metric && row.batch === of.batch && row.city === of.city)?.value;
    for (const rate of rates)
      expect([rate.above, rate.below]).toEqual([valueOf('accepted', rate), valueOf('concluded', rate)]);
    // A sum is divided by nothing.
    expect(told.filter(({ metric }) => metric === 'applied').map(({ above, below }) => [above, below])[0]).toEqual([
      null,
      null,
    ]);
  });

  test('opens by itself: a page without a script and without anything of another host', () => {
    const page = unpacked.files.get('data/说明.html')!.toString();
    expect(page).not.toMatch(/<script|https?:\/\/|src=/);
    expect(page).toContain('项目基本信息表_2025.csv');
  });

  test.runIf(isFull)('is of the same bytes when it is made again', async () => {
    const again = await make();
    expect(await hashFile(again.path)).toBe(await hashFile(made.path));
  });
});

describe.runIf(isFull).each([
  ['filters', '青岛市', everything, true],
  // What is not worked out again is not held against the rows either: the scope alone holds it.
  ['a scope', undefined, { city: ['青岛市'] }, false],
] as const)('a package under %s', (_, city, scope, isProven) => {
  test('holds nothing of anybody else, and makes the figures of its own', async () => {
    const { path, packed } = await make(city, scope, isProven);
    const { folder, files: given } = await unpack(await readFile(path));
    const duck = await plainDuckDb(folder);
    try {
      const texts = await textsIn(given, (sql) => duck.rows(sql));
      const [own, others] = [new Set<string>(), new Set<string>()];
      for (const row of filesOf(drawn(7, 24))['项目基本信息表_2025.csv']!.trimEnd().split('\n').slice(1)) {
        const [id = '', , , , code = '', , , , of] = row.split(',');
        for (const each of [id, code]) (of === '青岛市' ? own : others).add(each);
      }
      expect(own.size).toBeGreaterThan(0);
      for (const other of others)
        expect({ other, in: [...texts].flatMap(([name, text]) => (text.includes(other) ? [name] : [])) }).toEqual({
          other,
          in: [],
        });
      for (const canary of Object.values(canaries))
        for (const text of texts.values()) expect(text).not.toContain(canary);
      await duck.run(given.get('data/recompute.sql')!.toString());
      expect(packed.differing.figures).toEqual([]);
      expect((await verifyPackage(path)).faults).toEqual([]);
    } finally {
      duck.close();
    }
  });
});
