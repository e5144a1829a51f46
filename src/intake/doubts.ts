import { isPlaceholder } from './examples.ts';
import type { CellIssue, GridRow } from './grid.ts';
import type { Layout } from './layout.ts';
import { mergedAcross, underMergedHeader } from './merged-rows.ts';
import { unlikeDays } from './moments.ts';
import { isAgainst, lineOf, saysDoubt, saysNo } from './sections.ts';
import type { RowKind } from './sort-rows.ts';
import { unitsInRow } from './units/in-row.ts';

/** What is doubtful about the cells of a row of the table. */
export const issuesOf = (row: GridRow, layout: Layout): CellIssue[] => [
  ...mergedAcross(row, layout),
  ...underMergedHeader(row, layout),
  ...unlikeDays(row.cells, layout),
  ...unitsInRow(row.cells, layout),
  ...saysOfRow(row.cells, layout),
];

/**
 * Remembers what stands above a row, and says what forbids it: a part of the table that is not what the table is of,
 * another header, an id that only shows how ids look. What a row must say itself (a result) no line above it says.
 */
export function barring({ slots, unknown }: Layout): (kind: RowKind, row: GridRow) => CellIssue | null {
  const saysItself = slots.some(({ kind, essential, at }) => kind === 'choice' && essential && at >= 0);
  const ids = slots.filter(({ kind, essential, at }) => essential && at >= 0 && /^(id|project|code)$/.test(kind));
  let part: { row: number; line: string } | null = null;
  let header: number | null = null;
  return (kind, { row, cells }) => {
    if (kind === 'part') {
      const line = lineOf(cells)!;
      part = !saysItself && isAgainst(line) ? { row, line } : null;
    }
    if (kind === 'header') header = row;
    if (kind !== 'data') return null;
    if (header !== null) return otherHeader(header);
    if (part) return otherPart(`第 ${part.row} 行“${part.line}”之下`, part.line);
    const shown = ids.find(({ at, kind: of }) => isPlaceholder(cells[at] ?? '', of === 'code' ? 5 : 3));
    if (shown) return placeholder(shown.at, cells[shown.at]!);
    const no = saysItself ? undefined : unknown.find(({ header: head, at }) => saysNo(head, cells[at] ?? ''));
    return no ? otherPart(`“${no.header}”写的是“${cells[no.at]}”`, cells[no.at]!) : null;
  };
}

/** What a column that the contract does not know says of its row, and may mean that it does not count. */
const saysOfRow = (cells: readonly string[], { unknown }: Layout): CellIssue[] =>
  unknown.flatMap(({ header, at }) =>
    saysDoubt(header, cells[at] ?? '')
      ? [
          {
            check: 'doubtful_row',
            effect: 'mark',
            cell: at,
            value: cells[at]!,
            problem: `“${header}”写的是“${cells[at]}”，这一行照样读取`,
            fix: '不该算在内的请删去这一行',
          },
        ]
      : []
  );

const otherPart = (where: string, value: string): CellIssue => ({
  check: 'other_section',
  effect: 'row',
  value,
  problem: `这一行在${where}，没有当作表里的一行读取`,
  fix: '不该算在内的请移到另一个文件；该算在内的请移到表的上一部分，或改去这几个字',
});

const otherHeader = (row: number): CellIssue => ({
  check: 'other_header',
  effect: 'row',
  value: null,
  problem: `第 ${row} 行又有一个表头，列和上面的不一样，它下面的行没有读取`,
  fix: '请把两张表分成两个文件或两张工作表',
});

const placeholder = (cell: number, value: string): CellIssue => ({
  check: 'example_id',
  effect: 'row',
  cell,
  value,
  problem: `“${value}”像是填写示例里的占位，不是真的编号`,
  fix: '示例请删去；是要交的数据，请填真的编号',
});
