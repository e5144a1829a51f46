import { columnLetters, writeBook, type BookCell, type LaterSheet } from '#xlsx';
import { readSubject, type Catalog, type Subject } from '#query';
import { Refusal } from '#spec';
import type { Build } from '#warehouse';
import type { Figure } from './figures.ts';
import { spreadsheetFormula } from './spreadsheet-formula.ts';
import { quoted } from './texts.ts';

/** Cells of projects that a spreadsheet still opens with pleasure; of more the sums by dimensions are given. */
const most = 1_500_000;
/** Characters that a formula may have in a spreadsheet. */
const longest = 8000;

/** A sheet of rows whose columns are summed up. */
interface DataSheet {
  name: string;
  mart: string;
  columns: string[];
  /** What stands before the numbers, so that who looks sees what a row is. */
  names: string[];
  rows: number;
}

export interface WorkbookOptions {
  build: Build;
  catalog: Catalog;
  figures: readonly Figure[];
  /** Where a mart lies, as its readers may see it. */
  relationOf: (mart: string) => Promise<string>;
  about: readonly string[];
}

export interface WorkbookTold {
  bytes: AsyncGenerator<Buffer>;
  /** Figures that stand in it as formulas. */
  formulas: number;
  /** Metrics that no formula of a spreadsheet makes of sums, with why. */
  left: { metric: string; why: string }[];
}

/** A key is never the bare name of a batch, which spreadsheets may take for a number or a day. */
const keyOf = (title: string, value: string): string => (value === '' ? '' : `${title} ${value}`);

/**
 * The figures as formulas over sheets of data: sums of columns by batch and city, and each metric over its sums. There
 * is no result in it: who opens it computes, and sees the program's number beside its own.
 */
export async function recomputeBook(options: WorkbookOptions): Promise<WorkbookTold> {
  const { build, catalog, figures, relationOf } = options;
  const subjects = new Map<string, Subject>();
  const left: WorkbookTold['left'] = [];
  for (const metric of catalog.metrics.keys())
    try {
      subjects.set(metric, readSubject(catalog, metric, { isOfOne: false }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      left.push({ metric, why: error.message });
    }
  const sheets = await dataSheets(options, subjects);
  const places = new Map<string, { sheet: DataSheet; at: number }>();
  for (const sheet of sheets)
    sheet.columns.forEach((column, at) => places.set(column, { sheet, at: sheet.names.length + 2 + at }));
  const groups = Array.from(
    new Map(
      figures.map(({ grouping, batch, city }) => [JSON.stringify([grouping, batch, city]), { grouping, batch, city }])
    ).values()
  );
  const rowOfGroup = new Map(
    groups.map((group, at) => [JSON.stringify([group.grouping, group.batch, group.city]), at + 2])
  );
  const columns = [...places.keys()];
  const sumCell = (column: string, row: number) => `${sums}!$${columnLetters(columns.indexOf(column) + 3)}$${row}`;
  const told: { figure: Figure; formula: string }[] = [];
  for (const figure of figures) {
    const subject = subjects.get(figure.metric);
    const row = rowOfGroup.get(JSON.stringify([figure.grouping, figure.batch, figure.city]));
    if (!subject || row === undefined || figure.isUntold) continue;
    const formula = spreadsheetFormula(subject.formula, {
      sumOf: (column) => sumCell(column, row),
      formulaOf: subject.formulaOf,
    });
    if (formula.length <= longest) told.push({ figure, formula });
    else if (!left.some(({ metric }) => metric === figure.metric))
      left.push({ metric: figure.metric, why: '公式太长' });
  }
  const book: LaterSheet[] = [
    { name: headline, open: async () => headlineSheet(options, told) },
    { name: sums, open: async () => sumsSheet(catalog, groups, columns, places) },
    ...sheets.map((sheet) => ({
      name: sheet.name,
      open: async () => dataRows(build, catalog, sheet, await relationOf(sheet.mart)),
    })),
  ];
  return { bytes: writeBook(book), formulas: told.length, left };
}

const headline = '主要数';
const sums = '合计';

/** Which sheets hold the columns that are summed: one a mart, or where these are too large the sums by dimensions. */
async function dataSheets(
  { build, catalog, relationOf }: WorkbookOptions,
  subjects: ReadonlyMap<string, Subject>
): Promise<DataSheet[]> {
  const terms = [...subjects.values()].flatMap((subject) => subject.terms);
  const byMart = Map.groupBy(terms, ({ mart }) => mart);
  const sheetOf = async (mart: string, columns: readonly string[]): Promise<DataSheet> => {
    const [{ rows } = { rows: 0 }] = await build.read<{ rows: number }>(
      mart,
      `select count(*) as rows from ${await relationOf(mart)}`
    );
    const known = catalog.marts.get(mart);
    const names = [...(catalog.names.get(mart) ?? []), 'batch', 'city'].filter((name) => known?.has(name) === true);
    return {
      name: catalog.titles.get(mart) ?? mart,
      mart,
      columns: [...new Set(columns)].sort(),
      names: [...new Set(names)],
      rows,
    };
  };
  const sheets: DataSheet[] = [];
  for (const [mart, own] of byMart)
    sheets.push(
      await sheetOf(
        mart,
        own.map(({ column }) => column)
      )
    );
  if (sheets.every(({ rows, columns, names }) => rows * (columns.length + names.length) <= most)) return sheets;
  return [
    await sheetOf(
      'cube',
      terms.map(({ column }) => column)
    ),
  ];
}

function headlineSheet({ catalog, about }: WorkbookOptions, told: readonly { figure: Figure; formula: string }[]) {
  const heads = ['指标', '批次', '市', '复算（公式）', '程序的数', '差', '单位', '口径', '指标名'];
  const first = about.length + 3;
  const rows: BookCell[][] = [
    ...about.map((line, at): BookCell[] => [{ value: line, style: at === 0 ? 'title' : 'plain' }]),
    ['不同的个数', null, null, { value: `COUNTIF($F$${first}:$F$${first + told.length - 1},"<>0")`, isFormula: true }],
    heads.map((value): BookCell => ({ value, style: 'head' })),
    ...told.map(({ figure: { metric, batch, city, value }, formula }, at): BookCell[] => {
      const info = catalog.metrics.get(metric);
      const row = first + at;
      return [
        info?.title ?? metric,
        { value: batch === '' ? '全部' : batch, style: 'text' },
        city === '' ? '全部' : city,
        { value: formula, isFormula: true },
        value === null ? { value: '未知', style: 'text' } : numberCell(value),
        { value: `IF(D${row}="",IF(E${row}="未知",0,1),IF(E${row}="未知",1,D${row}-E${row}))`, isFormula: true },
        info?.unit ?? '',
        info?.definition ?? '',
        metric,
      ];
    }),
  ];
  return { rows, widths: [26, 10, 12, 20, 20, 8, 8, 60, 24], frozen: first - 1 };
}

/** A number in its digits; one that a double would not hold is a text, and its difference would show. */
const numberCell = (value: string): BookCell =>
  Number.isFinite(Number(value)) ? Number(value) : { value, style: 'text' };

function sumsSheet(
  catalog: Catalog,
  groups: readonly { batch: string; city: string }[],
  columns: readonly string[],
  places: ReadonlyMap<string, { sheet: DataSheet; at: number }>
) {
  const titles = { batch: titleOf(catalog, 'batch'), city: titleOf(catalog, 'city') };
  const rows = groups.map(({ batch, city }, index): BookCell[] => {
    const row = index + 2;
    return [
      { value: keyOf(titles.batch, batch), style: 'text' },
      { value: keyOf(titles.city, city), style: 'text' },
      ...columns.map((column): BookCell => {
        const { sheet, at } = places.get(column)!;
        const range = (place: number) =>
          `'${sheet.name}'!$${columnLetters(place)}$2:$${columnLetters(place)}$${Math.max(2, sheet.rows + 1)}`;
        const conditions = [
          ...(batch === '' ? [] : [`${range(1)},$A${row}`]),
          ...(city === '' ? [] : [`${range(2)},$B${row}`]),
        ].join(',');
        const own = range(at + 1);
        const value =
          conditions === ''
            ? `IF(COUNT(${own})=0,"",ROUND(SUM(${own}),2))`
            : `IF(COUNTIFS(${own},"<>",${conditions})=0,"",ROUND(SUMIFS(${own},${conditions}),2))`;
        return { value, isFormula: true };
      }),
    ];
  });
  const head: BookCell[] = [
    { value: '批次（空：全部）', style: 'head' },
    { value: '市（空：全部）', style: 'head' },
    ...columns.map((column): BookCell => ({
      value: headOf(catalog, places.get(column)!.sheet.mart, column),
      style: 'head',
    })),
  ];
  return { rows: [head, ...rows], widths: [16, 16, ...columns.map(() => 16)], frozen: 1 };
}

const titleOf = (catalog: Catalog, dimension: string): string =>
  catalog.marts.get('projects')?.get(dimension)?.title ?? dimension;

function headOf(catalog: Catalog, mart: string, column: string): string {
  const info = catalog.marts.get(mart)?.get(column);
  return info?.unit ? `${info.title}（${info.unit}）` : (info?.title ?? column);
}

/** The rows of a mart: two keys that the sums ask for, what a row is, and its numbers; what is unknown is empty. */
function dataRows(build: Build, catalog: Catalog, { mart, columns, names }: DataSheet, relation: string) {
  const [batch, city] = [titleOf(catalog, 'batch'), titleOf(catalog, 'city')];
  const head: BookCell[] = [
    `键：${batch}`,
    `键：${city}`,
    ...[...names, ...columns].map((name) => headOf(catalog, mart, name)),
  ].map((value) => ({ value, style: 'head' }));
  const texts = (list: readonly string[]) => list.map((name) => `${quoted(name)}::varchar as ${quoted(name)}`);
  async function* rows(): AsyncGenerator<BookCell[]> {
    yield head;
    const result = await build
      .reading('')
      .read(
        mart,
        `select ${[...texts(['batch', 'city']).map((each, at) => each.replace(/as .*/, `as key_${at}`)), ...texts(names), ...texts(columns)].join(', ')} from ${relation}`,
        { isStreamed: true }
      );
    for await (const some of result.chunks())
      for (const row of some)
        yield [
          { value: keyOf(batch, String(row.key_0 ?? '')), style: 'text' },
          { value: keyOf(city, String(row.key_1 ?? '')), style: 'text' },
          ...names.map((name): BookCell => (row[name] === null ? null : { value: String(row[name]), style: 'text' })),
          ...columns.map((name): BookCell => (row[name] === null ? null : numberCell(String(row[name])))),
        ];
  }
  return { rows: rows(), widths: [14, 14, ...names.map(() => 18), ...columns.map(() => 14)], frozen: 1 };
}
