import type { RowLocation, SourceCell } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders } from '../lists.ts';
import { headerOf, keyOf, type SourceContract, type SheetColumn } from './source-rows.ts';
import { maskPersonal } from '../personal.ts';
import { shownOf } from '../excerpt.ts';

interface Sheet {
  contract: SourceContract;
  /** Its columns, as they stand. */
  sheetColumns: readonly SheetColumn[];
}

/** The cells of rows of one sheet that were set aside from the table of their source, by `keyOf` of the row. */
export async function cellsAside(
  context: QueryContext,
  sheet: Sheet,
  locations: readonly RowLocation[]
): Promise<Map<string, SourceCell[]>> {
  const [first] = locations;
  if (!first) return new Map();
  const { names, values } = placeholders(
    'row',
    locations.map(({ row }) => row)
  );
  const sql = `select source_row as row, what, cells from sources.set_aside where source_file = $file and source_sheet = $sheet and source_row in (${names})`;
  const found = await rowsOf(context, 'set aside', {
    sql,
    values: { ...values, file: first.file, sheet: first.sheet },
  });
  return new Map(
    found.map(({ row, what, cells }) => {
      const texts = JSON.parse(String(cells)) as string[];
      return [
        keyOf({ ...first, row: Number(row) }),
        underHeaders(context, what === 'rejected' ? texts : withoutSigners(texts), sheet),
      ];
    })
  );
}

const signer = /^(.*?(?:人|员|电话|手机|签[字名章])[^：:]{0,6}[：:]).*$/su;

/**
 * A line below a table without the people who signed it: 填表人：•••. What stands after the first of them may be another.
 */
function withoutSigners(cells: readonly string[]): string[] {
  const first = cells.findIndex((cell) => signer.test(cell));
  if (first < 0) return [...cells];
  return cells.map((cell, i) =>
    i < first || cell.trim() === '' ? cell : i === first ? cell.replace(signer, '$1•••') : '•••'
  );
}

/** The cells of a row, each under the header that it stands under. */
function underHeaders(
  context: QueryContext,
  cells: readonly string[],
  { contract: { columns }, sheetColumns }: Sheet
): SourceCell[] {
  const shift = cells.length - sheetColumns.length;
  const isPrivate = ({ name }: SheetColumn) => columns.some((each) => each.name === name && each.isPrivate);
  return cells.map((text, i) => {
    const column = sheetColumns[i] ?? { name: null, header: `第 ${i + 1} 列`, unit: null };
    // Of a row with too many cells or too few, a cell may be of any column between where it stands and where it would.
    const hides = sheetColumns.slice(Math.max(0, Math.min(i, i - shift)), Math.max(i, i - shift) + 1).some(isPrivate);
    return {
      name: column.name,
      header: headerOf(column),
      value: text === '' || hides ? null : shownOf(context, maskPersonal(text)),
      isPrivate: hides,
    };
  });
}
