import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBuild } from '#warehouse';
import {
  hashFiles,
  landFiles,
  sweepReadings,
  walkFolder,
  type FormHeader,
  type Readings,
} from '../../src/intake/index.ts';
import { folderOf, type Files } from '../pipeline/content.ts';
import { workbook } from '../province/workbook/package.ts';
import { sized } from '../tier.ts';
import { gb18030 } from './bytes.ts';
import { sheet } from './office-sheet.ts';

const header = '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资,备注';
const line = (id: string, money = '12.5', more = '') =>
  `${id},2025,"${id}，项目",1,91370100MA3CABCDEF,${id}公司,服务商,民营,济南市,${money},${more}`;
const book = (...sheets: [string, string[]][]): Buffer =>
  workbook({
    sheets: sheets.map(([name, lines]) =>
      sheet(
        name,
        lines.map((each) => each.split(',').map((cell) => cell || null))
      )
    ),
  });

/** What clerks hand in: right and wrong, in several encodings, with rows that are none, and what is no table. */
const contents: Readonly<Record<string, string | Uint8Array>> = {
  plain: [header, line('P1'), line('P2', '7', '说明')].join('\n'),
  yuan: [`单位：元${','.repeat(10)}`, header, line('P3', '120000'), line('P4', '1.2万')].join('\r\n'),
  wrong: [
    header,
    line('P5'),
    '合计,,,,,,,,,99,',
    '',
    line('P6', '1\u0000'),
    '填表人：某某,,,,,,,,,,',
    line('P1', '3'),
  ].join('\n'),
  chinese: gb18030(`${header}\n${line('P7')}\n`),
  shorter: '项目编号,批次\nP8,2025\n',
  log: '项目编号,环节,时间\nP1,提交,2025-04-20 09:00:00\nP2,推荐,2025-04-21\n',
  prose: '各位：附上表格，请查收。\n',
  book: book(['项目', [header, line('P9'), line('P10')]], ['流程记录', ['项目编号,环节,时间', 'P9,提交,2025-04-20']]),
  notes: book(['说明', ['请查收']], ['项目', [header, line('P11')]]),
};
/** What a name says of what lies under it: the kind of table, the unit, that it is an example. */
const names = [
  '项目基本信息表_济南市',
  '金额单位元/项目基本信息表',
  '流程记录',
  '项目基本信息表_填写示例',
  '表',
  '说明',
  "a'b/表",
];
const extensionOf = (content: string): string =>
  ({ prose: 'txt', book: 'xlsx', notes: 'xlsx', chinese: 'tsv' })[content] ?? 'csv';

/** Every row of every table of what was handed in, in order. */
async function landed(
  folder: string,
  readings?: Partial<Readings>,
  { pipelines = 'pipelines', headers = [] }: { pipelines?: string; headers?: FormHeader[] } = {}
) {
  const build = await openBuild(':memory:', { threads: 1 });
  const kept: string[] = [];
  const read: string[] = [];
  const damaged: string[] = [];
  const scratch = await mkdtemp(join(tmpdir(), 'scratch-'));
  try {
    await landFiles(build, await hashFiles(await walkFolder(folder)), {
      pipelines,
      headers,
      onFile: (path, isKept) => void (isKept ? kept : read).push(path),
      ...(readings && {
        readings: {
          folder: '',
          scratch,
          program: 'one',
          abreast: 1,
          smallest: 1,
          onDamaged: (path) => void damaged.push(path),
          ...readings,
        },
      }),
    });
    const tables = await build.read<{ name: string }>(
      'tables',
      `select table_name as name from duckdb_tables() where schema_name = 'sources' order by all`
    );
    const rows: Record<string, unknown> = {};
    for (const { name } of tables) rows[name] = await build.read(name, `from sources."${name}"`);
    return { rows, kept: kept.sort(), read: read.sort(), damaged: damaged.sort() };
  } finally {
    build.close();
    await rm(scratch, { recursive: true });
  }
}

const put = async (folder: string, path: string, content: string | Uint8Array) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

const shelf = () => mkdtemp(join(tmpdir(), 'readings-'));
const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const step = fc.record({
  is: fc.constantFrom('add', 'add', 'replace', 'remove', 'rename', 'rename'),
  at: fc.nat(20),
  content: fc.constantFrom(...Object.keys(contents)),
  name: fc.constantFrom(...names),
});

test('whatever is added, replaced, removed and renamed, what is kept and what is read are the rows of nothing kept', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      const [folder, readings] = [await folderOf({}), await shelf()];
      const there = new Map<string, string>();
      const isFree = (path: string) => [...there.keys()].every((each) => each !== path);
      for (const [i, { is, at, content, name }] of steps.entries()) {
        const path = [...there.keys()][at % Math.max(1, there.size)];
        if (is === 'add' || path === undefined) there.set(`${name}_${i}.${extensionOf(content)}`, content);
        else if (is === 'remove') there.delete(path);
        else if (is === 'replace') there.set(path, content);
        else {
          const to = `${name}_${i}.${extensionOf(there.get(path)!)}`;
          if (isFree(to)) there.set(to, there.get(path)!);
          there.delete(path);
        }
        await rm(folder, { recursive: true });
        await mkdir(folder);
        for (const [each, what] of there) await put(folder, each, contents[what]!);
        const found = await landed(folder, { folder: readings });
        taken += found.kept.length;
        expect(found.damaged).toEqual([]);
        if (i === steps.length - 1 || i % 3 === 2) expect(found.rows).toEqual((await landed(folder)).rows);
      }
    }),
    { numRuns: sized(2, 60), seed: 20261129 }
  );
  expect(taken).toBeGreaterThan(sized(2, 5));
});

const some: Files = {
  '项目基本信息表.csv': contents.plain!,
  '流程记录.csv': contents.log!,
  '项目基本信息表_2.xlsx': contents.book!,
  '项目基本信息表_3.csv': contents.wrong!,
};
const all = Object.keys(some).sort();

test('a file is not read again; one that was refused is, and a small text where it is not worth it', async () => {
  const folder = await folderOf({ ...some, '项目基本信息表_4.csv': contents.shorter!, '说明.txt': contents.prose! });
  const readings = await shelf();
  const first = await landed(folder, { folder: readings });
  expect([first.kept, first.read]).toEqual([[], [...all, '说明.txt', '项目基本信息表_4.csv'].sort()]);
  const again = await landed(folder, { folder: readings });
  expect(again).toEqual({ ...first, kept: all, read: ['说明.txt', '项目基本信息表_4.csv'].sort() });
  expect(again.rows).toEqual((await landed(folder)).rows);
  const few = await landed(folder, { folder: await shelf(), smallest: 1 << 16 });
  expect(few.rows).toEqual(first.rows);
  expect((await landed(folder, { folder: readings, isAnew: true })).kept).toEqual([]);
});

test('another program, and another word of a contract, read again; the same bytes elsewhere are read as they are called', async () => {
  const folder = await folderOf(some);
  const readings = await shelf();
  await landed(folder, { folder: readings });
  expect((await landed(folder, { folder: readings, program: 'two' })).kept).toEqual([]);
  expect((await landed(folder, { folder: readings })).kept).toEqual(all);

  const trees = (aliases: string) => `export default { title: '树', files: ['trees'], key: ['tree_id'], columns: {
    tree_id: { header: '编号', kind: 'id', required: true, essential: true }, height: { header: '树高', ${aliases} kind: 'money' } } };`;
  const [one, other] = [
    await folderOf({ 'sources/trees.ts': trees('') }),
    await folderOf({ 'sources/trees.ts': trees("aliases: ['高'],") }),
  ];
  const grove = await folderOf({ 'trees.csv': '编号,高\nA,2\n', '单位元/trees.csv': '编号,高\nA,2\n' });
  const before = await landed(grove, { folder: readings }, { pipelines: one });
  const after = await landed(grove, { folder: readings }, { pipelines: other });
  expect([before.kept, after.kept]).toEqual([[], []]);
  const units = (rows: object) =>
    (rows as { trees: Record<string, string>[] }).trees.map((row) => [row['树高'], row['树高_单位']]);
  expect([units(before.rows), units(after.rows)]).toEqual([
    [
      [null, '万元'],
      [null, '万元'],
    ],
    [
      ['2', '万元'],
      ['2', '元'],
    ],
  ]);
  expect((await landed(grove, { folder: readings }, { pipelines: other })).rows).toEqual(after.rows);

  // A form of a notice that comes later calls the column as this contract does not.
  const headers = [{ source: 'trees', column: 'height', header: '高' }];
  const called = await landed(grove, { folder: readings }, { pipelines: one, headers });
  expect([called.kept, units(called.rows)]).toEqual([[], units(after.rows)]);
  expect((await landed(grove, { folder: readings }, { pipelines: one })).rows).toEqual(before.rows);
});

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  ['cut short', (file) => truncate(file, 60), /applications\.parquet$/],
  ['emptied, as after a power cut', (file) => truncate(file, 0), /applications\.parquet$/],
  ['changed by a bit', async (file) => flip(file, 40), /files\.parquet$/],
  ['gone', (file) => rm(file), /defects\.parquet$/],
  ['without its list', (file) => rm(file), /reading\.json$/],
  ['with half a list', (file) => truncate(file, 20), /reading\.json$/],
  ['with another list', (file) => writeFile(file, '{}\n'), /reading\.json$/],
])('a reading that is %s is told, read again and whole again', async (_, spoil, which) => {
  const folder = await folderOf({ '项目基本信息表_3.csv': contents.wrong!, '流程记录.csv': contents.log! });
  const readings = await shelf();
  const first = await landed(folder, { folder: readings });
  const files = (await filesBelow(readings)).filter((file) => which.test(file));
  for (const file of files) await spoil(file);
  const found = await landed(folder, { folder: readings });
  const hurt =
    which.test('files.parquet') || which.test('reading.json')
      ? ['流程记录.csv', '项目基本信息表_3.csv']
      : ['项目基本信息表_3.csv'];
  expect(found).toEqual({
    ...first,
    damaged: hurt,
    read: hurt,
    kept: first.read.filter((path) => !hurt.includes(path)),
  });
  expect((await landed(folder, { folder: readings })).kept).toEqual(first.read);
});

const flip = async (file: string, at: number) => {
  const bytes = await readFile(file);
  bytes[at]! ^= 1;
  await writeFile(file, bytes);
};

test('of an original that persons were taken out of nothing is kept; what is swept is of others', async () => {
  const folder = await folderOf({ '流程记录.csv': contents.log!, '项目基本信息表.csv': contents.plain! });
  const readings = await shelf();
  const [log] = await hashFiles(await walkFolder(folder)).then((files) =>
    files.filter(({ path }) => path === '流程记录.csv')
  );
  const except = new Set([log!.sha256]);
  await landed(folder, { folder: readings, except });
  expect((await filesBelow(readings)).filter((file) => file.includes(log!.sha256))).toEqual([]);
  await landed(folder, { folder: readings });
  expect((await landed(folder, { folder: readings, except })).kept).toEqual(['项目基本信息表.csv']);

  const one = { program: 'one', pipelines: 'pipelines', headers: [] };
  await sweepReadings(readings, { isKept: () => true, reader: one });
  expect((await landed(folder, { folder: readings })).kept).toHaveLength(2);
  await sweepReadings(readings, { isKept: (sha256) => sha256 !== log!.sha256 });
  expect((await landed(folder, { folder: readings })).kept).toEqual(['项目基本信息表.csv']);
  await sweepReadings(readings, { isKept: () => true, reader: { ...one, program: 'two' } });
  expect(await filesBelow(readings)).toEqual([]);
});

test('on two cores the rows, their order and the defects are those of one', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => {
      const lines = Array.from({ length: 40 * (6 - i) }, (_, j) =>
        line(`Q${i}-${j}`, j % 7 === 3 ? '约十万' : String(j))
      );
      return [`项目基本信息表_${i}.csv`, [header, ...lines, '合计,,,,,,,,,1,'].join('\n')];
    })
  );
  const folder = await folderOf({ ...many, ...some, '项目基本信息表_7.csv': contents.shorter! });
  const one = await landed(folder);
  const readings = await shelf();
  expect((await landed(folder, { folder: readings, abreast: 2 })).rows).toEqual(one.rows);
  const again = await landed(folder, { folder: readings, abreast: 2 });
  expect([again.rows, again.read]).toEqual([one.rows, ['项目基本信息表_7.csv']]);
});

test('a desk that cannot read a file says so, and the load ends', async () => {
  const folder = await folderOf(some);
  const files = await hashFiles(await walkFolder(folder));
  await rm(join(folder, '流程记录.csv'));
  await mkdir(join(folder, '流程记录.csv'));
  const build = await openBuild(':memory:', { threads: 1 });
  const scratch = await shelf();
  const readings = { folder: await shelf(), scratch, program: 'one', abreast: 2, smallest: 1 };
  await expect(landFiles(build, files, { pipelines: 'pipelines', readings })).rejects.toThrow('EISDIR');
  build.close();
});
