import type { Build } from '#warehouse';
import type { GridRow, Sheet } from './grid.ts';
import { headerSearchRows } from './header/find.ts';
import { peek } from './head.ts';
import { layOut, type Layout } from './layout.ts';
import { openRowSink, deleteSheet, type Origin } from './row-sink.ts';
import { refuseGeneratedSheet } from './generated-sheets.ts';
import { recognise, refuseDuplicateColumns, type Expected } from './recognise.ts';
import { routeRows, type Counts } from './take-rows.ts';
import { Unreadable } from './unreadable.ts';

export interface LandedSheet extends Counts {
  layout: Layout;
  /** The last of them where the header has two lines. */
  headerRow: number;
  unknownColumns: string[];
}

/** Lands one sheet in the table of its source. After an Unreadable nothing of it is there. */
export async function landSheet(build: Build, sheet: Sheet, origin: Origin, expected: Expected): Promise<LandedSheet> {
  const { head, blocks, close } = await peek(sheet.rows, headerSearchRows);
  try {
    const { layout, headerRow } = readHead(head, expected);
    const sink = await openRowSink(build, origin, layout);
    const router = routeRows(sink, layout);
    for (const note of sheet.notes ?? []) sink.defect(note, { effect: note.effect, row: null, column: null });
    try {
      for await (const block of blocks) for (const row of block) if (row.row > headerRow) router.take(row);
      if (router.counts.read === 0) sink.defect(noRows, { effect: 'mark', row: null, column: null });
      sink.close();
    } catch (error) {
      sink.close();
      await deleteSheet(build, origin, layout.contract);
      throw error;
    }
    return { ...router.counts, layout, headerRow, unknownColumns: sink.unknownColumns() };
  } finally {
    await close();
  }
}

const noRows = {
  check: 'no_rows',
  value: null,
  problem: '只有表头，没有数据行',
  fix: '如果本来就没有数据，不必处理；否则请补上数据后重新导入',
};

function readHead(head: readonly GridRow[], expected: Expected): { layout: Layout; headerRow: number } {
  const cells = head.map((row) => row.cells);
  if (expected.isOfWorkbook) refuseGeneratedSheet(cells);
  if (cells.flat().every((cell) => cell.trim() === ''))
    throw new Unreadable('empty_file', '表格是空的，没有一个字', '请重新导出或重新拷贝后再交');
  const recognised = recognise(head, expected);
  refuseDuplicateColumns(recognised);
  const { last, lines } = recognised.header;
  const rows = head.slice(last - lines + 1, last + 1);
  const issue = rows.flatMap(({ row, issues = [] }) =>
    issues.filter(({ effect }) => effect === 'row').map((found) => ({ row, ...found }))
  )[0];
  if (issue) throw new Unreadable(issue.check, `表头：${issue.problem}`, issue.fix, issue);
  return { layout: layOut(recognised, cells.slice(0, last - lines + 1)), headerRow: (head[last] as GridRow).row };
}
