import type { RowLocation, SourceCell } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders, headerOf, keyOf, type Contract, type SheetColumn } from './source-rows.ts';
import { maskPersonal } from '../personal.ts';

interface Sheet {
  contract: Contract;
  /** Its columns, as they stand. */
  places: readonly SheetColumn[];
}

/** The cells of rows of one sheet that were kept out of the table of their source, by `keyOf` where they stand. */
export async function cellsAside(
  context: QueryContext,
  sheet: Sheet,
  standings: readonly RowLocation[]
): Promise<Map<string, SourceCell[]>> {
  const [first] = standings;
  if (!first) return new Map();
  const { names, values } = placeholders(
    'row',
    standings.map(({ row }) => row)
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
        inPlace(what === 'rejected' ? texts : withoutSigners(texts), sheet),
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
export function inPlace(cells: readonly string[], { contract: { columns }, places }: Sheet): SourceCell[] {
  const shift = cells.length - places.length;
  const isPrivate = ({ name }: SheetColumn) => columns.some((column) => column.name === name && column.isPrivate);
  return cells.map((text, i) => {
    const place = places[i] ?? { name: null, header: `第 ${i + 1} 列`, unit: null };
    // Of a row with too many cells or too few, a cell may be of any column between where it stands and where it would.
    const hides = places.slice(Math.max(0, Math.min(i, i - shift)), Math.max(i, i - shift) + 1).some(isPrivate);
    return {
      name: place.name,
      header: headerOf(place),
      value: text === '' || hides ? null : maskPersonal(text),
      isPrivate: hides,
    };
  });
}
