import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { WorkbookError } from '../../src/xlsx/index.ts';
import { escapeXml } from '#xlsx';
import { readHere, sheetsOf, type WholeSheet } from './reading.ts';
import { workbook, workbookEntries } from '../province/workbook/package.ts';
import { seeded, type Random } from './seeded.ts';
import { writeZip } from '../province/workbook/zip.ts';

const words = ['济南市', '青岛市', ' 前后 ', 'a&b<c>"d"', '合计', '001', '=1+1', '𠮷野', '行\n行', '－', '项目编号'];

/** What one cell of ours says, as hucre would: without how it is shown. */
function value({ kind, raw, text }: WholeSheet['rows'][number]['cells'][number]): CellValue {
  if (kind === 'number') return Number(raw);
  if (kind === 'boolean') return text === 'TRUE';
  if (kind === 'day' || kind === 'time') return text.length === 10 ? `${text} 00:00:00` : text;
  return text;
}

function ours({ rows, lastRow, lastColumn }: WholeSheet): CellValue[][] {
  const grid = Array.from({ length: lastRow }, () => new Array<CellValue>(lastColumn).fill(null));
  for (const { row, cells } of rows) for (const cell of cells) grid[row - 1]![cell.column - 1] = value(cell);
  return grid;
}

/** The same shape: no blank rows or columns at the end, days as text. */
function theirs(rows: CellValue[][]): CellValue[][] {
  const grid = rows.map((row) =>
    row.map((cell) =>
      cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : cell === '' ? null : cell
    )
  );
  while (grid.length > 0 && grid.at(-1)!.every((cell) => cell === null)) grid.pop();
  const width = Math.max(0, ...grid.map((row) => row.findLastIndex((cell) => cell !== null) + 1));
  return grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? null));
}

const secondReading = async (bytes: Buffer) => (await readXlsx(bytes)).sheets.map(({ rows }) => theirs(rows));

function randomValue({ pick, below, chance }: Random): CellValue {
  if (chance(0.2)) return null;
  if (chance(0.4)) return pick(words) + below(1000);
  if (chance(0.5)) return chance(0.5) ? below(1e9) / 100 : below(1e15);
  if (chance(0.3)) return chance(0.5);
  return new Date(Date.UTC(2000, 0, below(12_000), below(24), below(60), below(60)));
}

test.for(Array.from({ length: 12 }, (_, seed) => seed))(
  'a workbook of another writer reads as it was written (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const sheets = Array.from({ length: 1 + random.below(3) }, (_, at) => ({
      name: `表${at}`,
      rows: Array.from({ length: 1 + random.below(60) }, () =>
        Array.from({ length: 1 + random.below(12) }, () => randomValue(random))
      ),
    }));
    const written = sheets.map(({ rows }) => theirs(rows));
    const dated = sheets.map((sheet) => ({
      ...sheet,
      columns: Array.from({ length: 12 }, () => ({})),
      rows: sheet.rows,
    }));
    const bytes = Buffer.from(
      await writeXlsx({
        sheets: dated,
        stringMode: random.chance(0.5) ? 'shared' : 'inline',
        dateSystem: random.chance(0.5) ? '1900' : '1904',
      })
    );
    const read = await sheetsOf(bytes);
    expect(read.map(({ rows }) => rows.length)).toEqual(
      written.map((grid) => grid.filter((row) => row.some((cell) => cell !== null)).length)
    );
    expect(days(read.map(ours))).toEqual(days(written));
    expect(days(await secondReading(bytes))).toEqual(days(written));
  }
);

/** hucre gives a time a format that shows the day alone. */
const days = (grids: CellValue[][][]) =>
  grids.map((grid) =>
    grid.map((row) =>
      row.map((cell) => (typeof cell === 'string' && /^\d{4}-\d\d-\d\d \d\d/.test(cell) ? cell.slice(0, 10) : cell))
    )
  );

function randomSheet({ pick, below, chance }: Random, strings: string[]): string {
  const cell = (place: string) => {
    const reference = chance(0.9) ? ` r="${place}"` : '';
    if (chance(0.3)) return `<c${reference} t="s"><v>${below(strings.length)}</v></c>`;
    if (chance(0.3))
      return `<c${reference} t="inlineStr"><is><r><t xml:space="preserve">${escapeXml(pick(words))}</t></r><r><t>尾</t></r></is></c>`;
    if (chance(0.3)) return `<c${reference} s="1"><v>${30_000 + below(20_000)}</v></c>`;
    if (chance(0.2)) return `<c${reference}><f>A1+1</f><v>${below(1000) / 8}</v></c>`;
    if (chance(0.2)) return `<c${reference}/>`;
    return `<c${reference}><v>${below(1e6) / 100}</v></c>`;
  };
  return Array.from({ length: below(80) }, (_, at) => {
    if (chance(0.1)) return '';
    const cells = Array.from({ length: below(10) }, (_, column) =>
      cell(`${String.fromCharCode(65 + column)}${at + 1}`)
    );
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  }).join('');
}

const randomParts = (random: Random) => ({
  strings: [...words, '_x0041_', '_x005F_x0041_'],
  formats: ['yyyy-mm-dd'],
  sheets: [{ data: randomSheet(random, words) }, { data: randomSheet(random, words) }],
});

test('two readers find the same in workbooks made by hand', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const bytes = workbook(randomParts(seeded(seed)));
    expect(days((await readHere(bytes)).map(ours)), `seed ${seed}`).toEqual(days(await secondReading(bytes)));
  }
});

test('a workbook with changed bytes reads as before or is refused', async () => {
  let refused = 0;
  for (let seed = 0; seed < 120; seed++) {
    const random = seeded(seed);
    const bytes = workbook(randomParts(random));
    const before = await readHere(bytes);
    for (let change = 0; change <= random.below(4); change++) bytes[random.below(bytes.length)] = random.below(256);
    const cut = random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
    const after = await outcome(cut);
    if (after instanceof WorkbookError) refused++;
    else expect(after.map(ours), `seed ${seed}`).toEqual(before.map(ours));
  }
  expect(refused).toBeGreaterThan(60);
});

test('a workbook with changed XML is refused or reads as a second reader reads it', async () => {
  let compared = 0;
  for (let seed = 0; seed < 120; seed++) {
    const random = seeded(seed);
    const entries = workbookEntries(randomParts(random)).map((entry) =>
      /sheet1|shared|styles/.test(entry.name) && random.chance(0.5)
        ? { ...entry, data: mangle(String(entry.data), random) }
        : entry
    );
    const bytes = writeZip(entries);
    const start = performance.now();
    const after = await outcome(bytes);
    expect(performance.now() - start).toBeLessThan(30_000);
    if (after instanceof WorkbookError || after.some(hasUnsure)) continue;
    const second = await secondReading(bytes);
    expect(days(after.map(ours)), `seed ${seed}`).toEqual(days(second));
    compared++;
  }
  expect(compared).toBeGreaterThan(15);
});

const hasUnsure = ({ rows }: WholeSheet) => rows.some(({ cells }) => cells.some(({ findings }) => findings));

async function outcome(bytes: Buffer): Promise<WholeSheet[] | WorkbookError> {
  try {
    return await readHere(bytes);
  } catch (error) {
    if (error instanceof WorkbookError) return error;
    throw error;
  }
}

/** Takes away, doubles or swaps whole elements, or changes one character. */
function mangle(xml: string, { pick, below, chance }: Random): string {
  const tags = xml.match(/<[^>]*>|[^<]+/g) ?? [];
  const at = below(tags.length);
  if (chance(0.3)) {
    const place = below(xml.length);
    return xml.slice(0, place) + pick(['<', '&', '"', '9', 'A', '\0', '>', ' ']) + xml.slice(place + 1);
  }
  const [start, end] = [at, at + 1 + below(6)];
  const piece = tags.slice(start, end);
  if (chance(0.3)) tags.splice(start, piece.length);
  else if (chance(0.5)) tags.splice(start, 0, ...piece);
  else tags.splice(below(tags.length), 0, ...tags.splice(start, piece.length));
  return tags.join('');
}

test('a workbook behind a password is told from an old one', async () => {
  const bytes = Buffer.from(
    await writeXlsx({ sheets: [{ name: '表', rows: [['甲']] }], encryption: { password: 'x', spinCount: 1000 } })
  );
  await expect(sheetsOf(bytes)).rejects.toThrow(/打开密码/);
});
