import { codes, type Effect, type Form, type Row } from '#spec';
import type { Reading } from '#warehouse';
import { textExtensions } from '#reading';
import { expectationOf } from '../forms/forms.ts';
import type { Job, ListedDefect, SheetMarks } from './job.ts';

interface SheetRow {
  file: string;
  sheet: string;
  source: string | null;
  source_title: string | null;
  header_row: number | null;
  rows: number;
  layout: string;
}

type LayoutColumn = { name: string | null; header: string };
type DefectRow = {
  source: string | null;
  sheet: string;
  row: number | null;
  column: string | null;
  value: string | null;
  problem: string;
  fix: string;
  effect: Effect;
};

/** What may be told of a defect: its words, without what they say of rows that are not the asker's. */
export type DefectWords = <D extends { file: string; sheet: string; row: number | null }>(defect: D) => D;

const worst: readonly Effect[] = ['file', 'row', 'cell', 'mark'];
const deadline = { seconds: 15 };

/** More than anybody corrects in one go; the list says how many more there are. */
const most = 20_000;

/** What is to be marked in a file of a version, found by its hash; null where the version has no such file. */
export async function jobOf(
  reading: Reading,
  sha256: string,
  forms: readonly Form[],
  words: DefectWords = (defect) => defect
): Promise<Job | null> {
  const read = async (name: string, sql: string) =>
    (await reading.read(name, sql, { values: { sha256 }, ...deadline })).rows() as Promise<Row[]>;
  const sheets = (await read('files', filesQuery)) as unknown as SheetRow[];
  const [first] = sheets;
  if (!first) return null;
  const found = (await read('defects', defectsQuery)) as unknown as (DefectRow & { total: number })[];
  const defects: DefectRow[] = found.map((defect) => words({ ...defect, file: first.file }));
  const joined = (await read('set aside', rejectedQuery)) as unknown as { sheet: string; row: number }[];
  const extension = (/\.([^./]+)$/.exec(first.file)?.[1] ?? '').toLowerCase();
  const isText = textExtensions.has(extension);
  const bySheet = Map.groupBy(defects, ({ sheet }) => sheet);
  const layouts = new Map(sheets.map((each) => [each.sheet, layoutOf(each, forms)]));
  const layoutFor = (sheet: string) => layouts.get(sheet) ?? noLayout;
  return {
    kind: isText ? 'text' : 'workbook',
    file: first.file,
    version: reading.version,
    extension,
    headers: headersOf(first, forms),
    title: first.source_title ?? '数据',
    sheets: Array.from(bySheet, ([sheet, of]): SheetMarks => ({
      sheet,
      cells: of
        .flatMap((defect) => cellsOf(defect, layoutFor(sheet)))
        .sort((a, b) => worst.indexOf(a.effect) - worst.indexOf(b.effect)),
      joined: joined.filter((each) => each.sheet === sheet).map(({ row }) => row),
    })),
    effects: codes.effect,
    defects: defects.map((defect) => listed(defect, layoutFor(defect.sheet))),
    total: found[0]?.total ?? 0,
    rows: isText ? first.rows : null,
  };
}

/** How the columns of a sheet lie. */
interface SheetLayout {
  headerRow: number | null;
  columns: readonly LayoutColumn[];
  form: Form | null;
}

const noLayout: SheetLayout = { headerRow: null, columns: [], form: null };

function layoutOf({ source, header_row, layout }: SheetRow, forms: readonly Form[]): SheetLayout {
  return {
    headerRow: header_row,
    columns: JSON.parse(layout) as LayoutColumn[],
    form: forms.find(({ name }) => name === source) ?? null,
  };
}

function headersOf({ layout }: SheetRow, forms: readonly Form[]): string[] {
  const columns = JSON.parse(layout) as LayoutColumn[];
  return columns.length > 0
    ? columns.map(({ header }) => header)
    : forms.flatMap(({ columns }) => columns.flatMap(({ header, aliases }) => [header, ...aliases]));
}

/** Where the columns stand that a defect names (`批次、项目编号` are two), from 1. */
function columnsOf({ column }: DefectRow, { columns, form }: SheetLayout): number[] {
  if (column === null) return [];
  const headerIn = (name: string | null) => form?.columns.find((each) => each.name === name)?.header;
  const at = (header: string) =>
    columns.findIndex((each) => each.header === header || headerIn(each.name) === header) + 1;
  const whole = at(column);
  return (whole > 0 ? [whole] : column.split('、').map(at)).filter((number) => number > 0);
}

function cellsOf(defect: DefectRow, layout: SheetLayout): SheetMarks['cells'] {
  const { effect } = defect;
  const row = defect.row ?? layout.headerRow ?? 1;
  const columns = columnsOf(defect, layout);
  const text = commentOf(defect, layout);
  if (columns.length > 0) return columns.map((column) => ({ row, column, effect, text }));
  const width = defect.row === null ? 1 : Math.max(1, layout.columns.length);
  return Array.from({ length: width }, (_, i) => ({ row, column: i + 1, effect, text: i === 0 ? text : null }));
}

function commentOf(defect: DefectRow, layout: SheetLayout): string {
  const { effect, column, value, problem, fix } = defect;
  return [
    `【${codes.effect[effect]}】${column ?? ''}`,
    `发现：${value === null || value === '' ? '' : `“${value}” `}${problem}`,
    `应为：${expectedOf(defect, layout)}`,
    `怎么改：${fix}`,
  ].join('\n');
}

function expectedOf({ column, row }: DefectRow, { form, columns }: SheetLayout): string {
  const named = column === null ? [] : [column, ...column.split('、')];
  const [known] = named.flatMap(
    (header) =>
      form?.columns.find(
        ({ header: own, name }) =>
          own === header || columns.some((each) => each.header === header && each.name === name)
      ) ?? []
  );
  if (known) return expectationOf(known);
  if (row !== null) return columns.length > 0 ? `一行 ${columns.length} 格，与表头逐一对应` : '与表头逐一对应的一行';
  if (form === null) return '表样里的一种表，表头写全必需的列';
  return `“${form.title}”，表头至少有：${form.columns
    .filter(({ required }) => required)
    .map(({ header }) => header)
    .join('、')}`;
}

function listed(defect: DefectRow, layout: SheetLayout): ListedDefect {
  const { effect, sheet, row, column, value, problem, fix } = defect;
  return {
    effect,
    sheet,
    row,
    column: columnsOf(defect, layout)[0] ?? null,
    header: column,
    value,
    problem,
    expected: expectedOf(defect, layout),
    fix,
  };
}

const files = 'select source_file from sources.files where sha256 = $sha256';

const filesQuery = `
  select f.source_file as file, f.source_sheet as sheet, f.source, c.source_title, f.header_row, coalesce(f.header_row, 0) + f.read as rows, f.layout
  from sources.files f
  left join (select distinct source, source_title from sources.contracts) c using (source)
  where f.sha256 = $sha256
  qualify f.file_order = min(f.file_order) over ()
  order by f.source_sheet`;

/** The same file under two names has its defects once. */
const defectsQuery = `
  select source, sheet, "row", "column", value, problem, fix, effect, (count(*) over ())::integer as total
  from loads.defects
  where file in (${files})
  group by source, sheet, "row", "column", value, problem, fix, effect
  order by min(position)
  limit ${most}`;

const rejectedQuery = `
  select distinct source_sheet as sheet, source_row as "row"
  from sources.set_aside
  where what = 'rejected' and source_file in (${files})
  order by all`;
