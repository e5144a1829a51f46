import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { load, type StoredFile } from '#pipeline';
import type { FileOwner } from '#spec';
import { writeBook } from '#xlsx';
import { ownContent } from '../pipeline/own-content.ts';
import { plan } from '../province/province.ts';
import { writeProvince } from '../province/write.ts';
import { writeDecisions } from './decide.ts';
import { earlierOf } from './earlier.ts';
import { csvOf, decoded, rewrite, type Sheet } from './rewrite.ts';
import { draftNotices } from './draft-notices.ts';
import { sealedBefore, sealedNow, sealPapers } from './seal-papers.ts';
import { createTokens, type Tokens } from './tokens.ts';

export interface CanaryOptions {
  projects: number;
  seed: string;
  /** Whether there is a version before: of other values, with projects of other cities and defects that were cured. */
  isTwice?: boolean;
}

/**
 * Writes a province in which what stands in a row stands in that row alone: texts, telephones, amounts to the fen,
 * names of files and of columns that nobody knows. With it what walls are forgotten over: a firm with projects in two
 * cities, the same project in two, rows that name the project of another city, cells that cannot be read, a workbook.
 */
export async function writeCanaries(folder: string, { projects, seed }: CanaryOptions): Promise<void> {
  const plain = join(folder, '.plain');
  writeProvince(plan({ projects, seed }), plain, () => {});
  const tokens = createTokens();
  const firms = new Map<string, string>();
  const sheets = new Map<string, Sheet>();
  for (const entry of readdirSync(plain, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:csv|tsv)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const sheet = rewrite(decoded(readFileSync(path)), tokens, firms, `备注${tokens.text()}`);
    const place = sheet.head.at(-1)!.findIndex((cell) => cell.includes('实施地点'));
    // A row of more cells than there are columns is set aside as it stands.
    if (/基本信息表_青岛市_第1次/.test(entry.name))
      sheet.rows.push([
        ...sheet.rows[0]!.slice(0, -1).with(place, `找${tokens.phone()}`),
        ...[`多${tokens.text()}`, tokens.phone(), tokens.phone()],
      ]);
    // Whom to call, where no column asks for it.
    if (/基本信息表_.*_第1次/.test(entry.name) && place >= 0 && sheet.rows[0])
      sheet.rows[0][place] += `，找${tokens.phone()}`;
    // What no notice at hand lists is a value of a filter all the same.
    if (/基本信息表_2024/.test(entry.name)) callTasks(sheet, tokens);
    const name = `${basename(entry.name, extname(entry.name))}_${tokens.text()}.csv`;
    sheets.set(join(basename(entry.parentPath), name), sheet);
  }
  rmSync(plain, { recursive: true });
  for (const [path, sheet] of sheets) write(join(folder, path), csvOf(sheet));
  await writeOdd(folder, sheets, tokens);
}

/** Each city's first project of a notice that is not at hand answers to a task that it alone writes so. */
function callTasks({ head, rows }: Sheet, tokens: Tokens): void {
  const at = (name: string) => head.at(-1)!.findIndex((cell) => cell.includes(name));
  const [task, city] = [at('揭榜任务'), at('推荐市')];
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row[city]!)) continue;
    seen.add(row[city]!);
    row[task] = `旧任务${tokens.text()}`;
  }
}

/** A warehouse below the folder with such a province in it. */
export async function loadCanaries(below: string, options: CanaryOptions): Promise<string> {
  const [folder, warehouse] = [join(below, 'canaries'), join(below, 'warehouse')];
  await writeCanaries(folder, options);
  const files = keepFiles(folder, warehouse);
  const [tokens, ofPapers] = [createTokens(4_000_000), createTokens(5_000_000)];
  const before = () =>
    files
      .filter(({ path }) => !handedOn.test(path))
      .map((file) => ({ ...file, sha256: earlier(file, { warehouse, tokens }) }));
  for (const each of [...(options.isTwice ? [before()] : []), files]) {
    const origin = { by: { name: `经手${tokens.text()}`, isVerified: false } };
    const set = () => Promise.resolve({ files: each, asOf: '2026-06-30' });
    const { status, reasons } = await load({ set, warehouse, asOf: null, program: 'matrix', origin, ...ownContent });
    if (status !== 'published') throw new Error(`the canaries were ${status}: ${reasons.join(' ')}`);
    if (each !== files) await sealPapers(warehouse, { papers: sealedBefore, tokens: ofPapers });
  }
  await writeDecisions(warehouse);
  if (options.isTwice)
    await sealPapers(warehouse, {
      papers: sealedNow,
      tokens: ofPapers,
      after: (opened) => draftNotices(opened, ofPapers),
    });
  return warehouse;
}

/** What 青岛 handed in of a project that was of 济南 before. */
const handedOn = /基本信息表_青岛市_第2次/;

/** The file that was loaded before, by the hash of its bytes: the same, or one with other rows in it. */
function earlier({ path, sha256 }: StoredFile, { warehouse, tokens }: { warehouse: string; tokens: Tokens }): string {
  if (!/基本信息表_.*_(?:第1次|补充).*\.csv$/.test(path)) return sha256;
  const bytes = Buffer.from(earlierOf(readFileSync(join(warehouse, 'files', sha256), 'utf8'), tokens));
  const before = createHash('sha256').update(bytes).digest('hex');
  write(join(warehouse, 'files', before), bytes);
  return before;
}

/** Accounts that handed in some of the files, by what these are called; the rest is the division's. */
const owners: readonly (readonly [name: RegExp, owner: FileOwner])[] = [
  [/(?:基本信息表_济南市_第1次|济南市_(?:增报_)?自报)/, { account: 'jinan', scope: { city: ['济南市'] } }],
  [/基本信息表_青岛市_(?:第1次|自报)/, { account: 'qingdao', scope: { city: ['青岛市'] } }],
];

/** Keeps the bytes as a warehouse does, and says whose each file is. */
function keepFiles(folder: string, warehouse: string): StoredFile[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort((a, b) => Number(a.includes('_自报_')) - Number(b.includes('_自报_')) || (a < b ? -1 : 1))
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      write(join(warehouse, 'files', sha256), bytes);
      const owner = owners.find(([name]) => name.test(path))?.[1];
      return { path, sha256, ...(owner === undefined ? {} : { owner }) };
    });
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Rows that are of one city and say something of another, and rows with defects, as CSV and as a workbook. */
async function writeOdd(folder: string, sheets: ReadonlyMap<string, Sheet>, tokens: Tokens): Promise<void> {
  const named = (part: string) => {
    const found = Array.from(sheets).find(([path]) => path.includes(part));
    if (!found) throw new Error(`the province has no file ${part}`);
    return found[1];
  };
  const [jinan, qingdao] = [named('基本信息表_济南市'), named('基本信息表_青岛市')];
  const header = jinan.head.at(-1)!;
  const at = (name: string) => header.findIndex((cell) => cell.startsWith(name));
  const cells = (row: readonly string[], changes: Readonly<Record<string, string>>) => {
    const changed = [...row];
    for (const [name, value] of Object.entries(changes)) changed[at(name)] = value;
    changed[header.length - 1] = tokens.text();
    return changed;
  };
  const asOf = (sheet: Sheet, row: number) => {
    const columns = sheet.head.at(-1)!;
    const source = sheet.rows[row]!;
    return header.map((name) => source[columns.findIndex((each) => each === name || stem(each) === stem(name))] ?? '');
  };
  const own = jinan.rows[0]!;
  const foreign = asOf(qingdao, 0);
  const odd = (serial: number, more: Readonly<Record<string, string>>, of: readonly string[] = own) =>
    cells(of, {
      项目编号: `SL2025-3701-9${String(serial).padStart(3, '0')}`,
      项目名称: `另报项目${tokens.text()}`,
      ...more,
    });
  // Of a county that one of those who ask is of.
  const place = { 推荐市: own[at('推荐市')]!, '县（市、区）': '商河县' };
  const alike = '高端装备零部件智能焊接与在线检测一体化生产线数字化改造升级工程';
  const alikeToo = '化工园区危险工艺安全生产风险监测预警与应急联动平台建设工程';
  const rows = [
    // The firm of the other city, with a project here; and its very project.
    odd(1, { ...place, 统一社会信用代码: foreign[at('统一社会信用代码')]!, 申报单位: foreign[at('申报单位')]! }),
    odd(2, { ...place, 项目名称: foreign[at('项目名称')]!, 实施地点: `同一处${tokens.text()}` }),
    odd(3, { 联合单位信用代码: foreign[at('统一社会信用代码')]! }),
    // What cannot be read, of several kinds.
    odd(4, { 项目总投资: `约三百万${tokens.text()}`, 联系电话: tokens.phone() }),
    odd(5, { 响应内容起始日期: `去年底${tokens.text()}`, 实施期止: `明年${tokens.text()}` }),
    odd(6, { 统一社会信用代码: `没有代码${tokens.text()}`, 企业性质: `别的${tokens.text()}` }),
    // Almost the same project as one of the other city, of the same firm, and of one that is called the same.
    odd(8, { ...place, 项目名称: `${alike}${tokens.text()}` }),
    odd(9, { ...place, 项目名称: `${alikeToo}${tokens.text()}` }),
    odd(7, { '县（市、区）': `某区${tokens.text()}`, 联系人: `某人${tokens.text()} ${tokens.phone()}` }),
    // The number of a project of the other city.
    cells(own, {
      项目编号: foreign[at('项目编号')]!,
      项目名称: `错用编号${tokens.text()}`,
      实施地点: `错处${tokens.text()}`,
    }),
  ];
  write(
    join(folder, '2025年度', `项目基本信息表_济南市_补充_${tokens.text()}.csv`),
    csvOf({ head: [[`济南市补充（示例数据）${tokens.text()}`], header], rows })
  );
  const back = [
    odd(
      1,
      { 项目编号: 'SL2025-3702-9001', 项目总投资: `大约${tokens.text()}`, 实施地点: `青岛某处${tokens.text()}` },
      foreign
    ),
    odd(
      2,
      {
        项目编号: 'SL2025-3702-9002',
        // Words about a cell quote it.
        联系人: `某人${tokens.text()}①`,
        联系电话: tokens.phone(),
        // A value that no list knows is told by the filters.
        '县（市、区）': `某县${tokens.text()}`,
      },
      foreign
    ),
    odd(
      3,
      {
        项目编号: 'SL2025-3702-9003',
        项目名称: `${alike}${tokens.text()}`,
        统一社会信用代码: own[at('统一社会信用代码')]!,
        申报单位: own[at('申报单位')]!,
      },
      foreign
    ),
    odd(
      4,
      {
        项目编号: 'SL2025-3702-9004',
        项目名称: `别的工程${tokens.text()}`,
        统一社会信用代码: namesake,
        申报单位: own[at('申报单位')]!,
      },
      foreign
    ),
    // The code of a firm of 济南 under another name: what is said of that firm's rows names this one.
    odd(
      5,
      {
        项目编号: 'SL2025-3702-9005',
        统一社会信用代码: own[at('统一社会信用代码')]!,
        申报单位: `另一家工程研究院${tokens.text()}`,
      },
      foreign
    ),
  ];
  // What a firm that is called the same once got.
  const ledger = named('财政支持台账');
  write(
    join(folder, '核查与台账', `财政支持台账_补充_${tokens.text()}.csv`),
    csvOf({
      head: ledger.head,
      rows: [
        [
          namesake,
          `${alikeToo}${tokens.text()}`,
          '省级',
          '2023',
          tokens.amount(100, 10_000),
          tokens.text(),
          tokens.text(),
        ],
      ],
    })
  );
  await writeWorkbook(join(folder, '2025年度', `项目基本信息表_青岛市_补充_${tokens.text()}.xlsx`), [header, ...back]);
  // Handed in by an account of the city: its own row, one of the other city's, one under its number, one that is there.
  write(
    join(folder, '2025年度', `项目基本信息表_济南市_自报_${tokens.text()}.csv`),
    csvOf({
      head: [[`济南市自报（示例数据）${tokens.text()}`], header],
      rows: [
        odd(10, { ...place, 项目名称: `自报项目${tokens.text()}`, 项目总投资: `待定${tokens.text()}` }),
        odd(11, { 项目名称: `替人报${tokens.text()}` }, foreign),
        odd(12, { 项目编号: foreign[at('项目编号')]!, 项目名称: `冒名${tokens.text()}` }),
        odd(13, { 项目编号: own[at('项目编号')]!, 项目名称: `改名${tokens.text()}` }),
      ],
    })
  );
  // And one of which every row was theirs at all times: nobody else has its name.
  write(
    join(folder, '2025年度', `项目基本信息表_济南市_增报_自报_${tokens.text()}.csv`),
    csvOf({ head: [[`济南市增报（示例数据）${tokens.text()}`], header], rows: [odd(14, place)] })
  );
  const accepted = named('验收结果表_2025');
  const ofJinan = accepted.rows.find(([id]) => id?.startsWith('SL2025-3701-'));
  if (ofJinan)
    write(
      join(folder, '2025年度', `验收结果表_2025_济南市_自报_${tokens.text()}.csv`),
      csvOf({
        head: accepted.head,
        rows: [accepted.head.at(-1)!.map((name, at) => (/备注/.test(name) ? tokens.text() : (ofJinan[at] ?? '')))],
      })
    );
  // All of these were submitted, or nobody would judge them.
  const log = named('流程记录_2025');
  const logged = (said: Readonly<Record<string, string>>) =>
    log.head.at(-1)!.map((name) => said[name] ?? tokens.text());
  const submitted = ['3701-9008', '3701-9009', '3702-9003', '3702-9004'].map((id) =>
    logged({ 项目编号: `SL2025-${id}`, 环节: '提交', 时间: '2025-04-10 10:01:07', 结果: '已提交', 经办层级: '企业' })
  );
  // A project that went over to the other city: its row took the place of one of this.
  const moved = jinan.rows[2] ?? jinan.rows.at(-1)!;
  submitted.push(
    logged({ 项目编号: moved[at('项目编号')]!, 环节: '市推荐', 时间: '2025-04-20 11:02:03', 经办层级: '市' })
  );
  write(
    join(folder, '2025年度', `流程记录_2025_补充_${tokens.text()}.csv`),
    csvOf({ head: log.head, rows: submitted })
  );
  const listed = named('推荐汇总表_2025');
  const listing = (part: string, id: string) =>
    write(
      join(folder, '2025年度', `推荐汇总表_2025_${part}_${tokens.text()}.csv`),
      csvOf({
        head: [...listed.head.slice(0, -1), [...listed.head.at(-1)!, '项目名称', '申报单位']],
        rows: [
          ['2025', '济南市', tokens.rank(), id, tokens.text(), `所列项目${tokens.text()}`, `所列单位${tokens.text()}`],
        ],
      })
    );
  listing('济南市补充', foreign[at('项目编号')]!);
  // A project of the other city in a list of this one, which came last: it is judged by a row that is not theirs.
  listing('补充_济南市', asOf(qingdao, 1)[at('项目编号')]!);
  write(
    join(folder, '2025年度', `项目基本信息表_青岛市_第2次_${tokens.text()}.csv`),
    csvOf({
      head: [[`青岛市接手（示例数据）${tokens.text()}`], header],
      rows: [
        cells(moved, {
          项目名称: `接手项目${tokens.text()}`,
          实施地点: `接手处${tokens.text()}`,
          推荐市: '青岛市',
          '县（市、区）': '',
        }),
      ],
    })
  );
}

/** The code of a firm of 青岛 that is called as one of 济南. */
const namesake = '91370200MA3C8YK470';

const stem = (name: string): string => name.replace(/[(（].*$/, '');

async function writeWorkbook(path: string, rows: readonly (readonly string[])[]): Promise<void> {
  const sheet = { name: '项目基本信息表', rows: rows.map((row) => row.map((value) => ({ value }))) };
  write(path, Buffer.concat(await Array.fromAsync(writeBook([sheet]))));
}
