import { random } from '../random.ts';
import { writeZip } from '../workbook/zip.ts';
import type { Out } from './out.ts';
import type { People } from './people.ts';
import type { Effect, Expected } from './planted.ts';
import { SOURCES, type SourceName } from './records.ts';
import { soundTable } from './sound.ts';
import type { Cell, Flaw, Line, Table } from './table.ts';
import { parts } from './workbook.ts';

const IN: readonly SourceName[] = ['验收结果表', '奖补资金表'];

/** What bears on the meaning of a whole table or of many of its cells: units, merges, formulas, looks. */
export function writeMeaningFaults(out: Out, people: People): void {
  for (const source of IN) {
    units(out, people, source);
    farUnits(out, people, source);
    looks(out, people, source);
    merges(out, people, source);
    formulas(out, people, source);
  }
}

export const expect = (check: string, effect: Effect): Expected => ({ check, effect });
export const moneyOf = (source: SourceName): number =>
  SOURCES[source].headers.findIndex((header) => SOURCES[source].money.has(header));

/** A unit that is there and not understood, or not where one looks for it. */
function units(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const wide = (text: string): Cell[] => headers.map((_, i) => (i === 0 ? text : ''));
  const kinds: readonly (readonly [kind: string, above: readonly string[], expected: Expected])[] = [
    ['单位看不懂', ['单位：W'], expect('odd_unit', 'mark')],
    ['单位是外币', ['单位：万美元'], expect('money_unit', 'file')],
    ['写了两种单位', ['单位：元', '单位：万元'], expect('money_unit', 'file')],
  ];
  for (const [kind, above, expected] of kinds) {
    const name = `${source}_${kind}_示例数据.csv`;
    out.csv(name, { ...soundTable(source, people), above: [source, ...above].map(wide) });
    out.planted({
      kind,
      file: `有意差错/${name}`,
      sheet: '',
      row: null,
      column: null,
      value: above.join(' '),
      expected,
    });
  }
}

/** Units that stand in two places, or where one does not look for them. */
function farUnits(out: Out, people: People, source: SourceName): void {
  const { headers, money } = SOURCES[source];
  const wide = (text: string): Cell[] => headers.map((_, i) => (i === 0 ? text : ''));
  const table = soundTable(source, people);
  const unlike = `${source}_表头与单位行不一样_示例数据.csv`;
  out.csv(unlike, {
    ...table,
    above: [wide(source), wide('单位：元')],
    header: [headers.map((header) => (money.has(header) ? `${header}(万元)` : header))],
  });
  for (const column of money)
    out.planted({
      kind: '表头与单位行不一样',
      file: `有意差错/${unlike}`,
      sheet: '',
      row: null,
      column,
      value: '单位：元',
      expected: expect('unlike_unit', 'mark'),
    });
  const inYuan = soundTable(source, people).lines.map(({ cells, flaws }): Line => ({
    flaws,
    cells: cells.map((cell, i) =>
      money.has(headers[i] ?? '') && cell !== '' ? Math.round(Number(cell) * 10_000) : cell
    ),
  }));
  const below = `${source}_单位写在表下_示例数据.csv`;
  out.csv(below, { ...table, lines: [...inYuan, { cells: wide('注：金额单位为元'), flaws: [] }] });
  out.planted({
    kind: '单位写在表下',
    file: `有意差错/${below}`,
    sheet: '',
    row: null,
    column: null,
    value: '注：金额单位为元',
    expected: expect('unit_elsewhere', 'mark'),
  });
}

/** A row that is struck out whole, a column beside another of its name, a file that office software has encrypted. */
function looks(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const { lines: sound } = soundTable(source, people);
  const struck = sound.map(({ cells }, i): Line => ({
    cells:
      i === 1
        ? cells.map((cell) => (cell === '' ? '' : { runs: [{ text: String(cell), look: 'strike' as const }] }))
        : cells,
    flaws: i === 1 ? [{ kind: '整行划掉', column: null, value: '', expected: expect('struck_row', 'row') }] : [],
  }));
  out.xlsx(`${source}_整行划掉_示例数据.xlsx`, [
    { name: '表', table: { above: [], header: [headers], lines: struck } },
  ]);
  const table = soundTable(source, people);
  const spare = `${source}_另有一列别名_示例数据.csv`;
  out.csv(spare, {
    ...table,
    header: [[...headers, '编号']],
    lines: table.lines.map(({ cells, flaws }, i) => ({ flaws, cells: [...cells, String(i + 1)] })),
  });
  out.planted({
    kind: '另有一列别名',
    file: `有意差错/${spare}`,
    sheet: '',
    row: null,
    column: '项目编号',
    value: '编号',
    expected: expect('spare_column', 'mark'),
  });
  const draw = random(people.seed, 'encrypted', source);
  const file = out.bytes(
    `${source}_办公软件加密_示例数据.xlsx`,
    Uint8Array.from({ length: 4096 }, () => draw.whole(0, 255))
  );
  out.planted({
    kind: '办公软件加密',
    file,
    sheet: '',
    row: null,
    column: null,
    value: '',
    expected: expect('workbook', 'file'),
  });
}

const flaw = (kind: string, column: string, value: string, expected: Expected): Flaw => ({
  kind,
  column,
  value,
  expected,
});

/** One amount over several rows: nobody knows whose it is. */
function merges(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const at = moneyOf(source);
  const letter = String.fromCharCode(65 + at);
  const { lines } = soundTable(source, people, { lines: 6 });
  const merged = lines.map(({ cells }, i): Line => {
    const isIn = i >= 1 && i <= 3;
    return {
      cells: cells.with(at, i === 1 ? 300 : isIn ? '' : (cells[at] as Cell)),
      flaws: isIn ? [flaw('金额合并了几行', headers[at]!, '300', expect('merged_amount', 'cell'))] : [],
    };
  });
  const table: Table = { above: [], header: [headers], lines: merged };
  out.xlsx(`${source}_金额合并_示例数据.xlsx`, [{ name: '表', table, merges: [`${letter}3:${letter}5`] }]);
}

/** A library that writes formulas leaves a 0 where the value should be, and asks for all to be computed. */
function formulas(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const at = moneyOf(source);
  const kind = '公式没有算过';
  const { lines } = soundTable(source, people, { lines: 5 });
  const placed = lines.map(({ cells }, i): Line => {
    const value = i === 1 ? 0 : 300;
    const isFormula = i === 1 || i === 3;
    return {
      cells: isFormula ? cells.with(at, { formula: '100+200', value }) : cells,
      flaws: isFormula
        ? [flaw(kind, headers[at]!, '=100+200', expect('formula_not_computed', value === 0 ? 'cell' : 'mark'))]
        : [],
    };
  });
  const name = `${source}_${kind}_示例数据.xlsx`;
  const table: Table = { above: [], header: [headers], lines: placed };
  const bytes = writeZip(
    parts([{ name: '表', table }]).map((part) =>
      part.name === 'xl/workbook.xml'
        ? { ...part, data: String(part.data).replace('</workbook>', '<calcPr fullCalcOnLoad="1"/></workbook>') }
        : part
    )
  );
  const file = out.bytes(name, bytes);
  for (const [i, { flaws }] of placed.entries())
    for (const each of flaws) out.planted({ ...each, file, sheet: '表', row: i + 2 });
}
