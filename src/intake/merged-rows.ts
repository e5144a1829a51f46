import { isBlank } from './blank.ts';
import type { CellIssue, GridRow, MergedRange } from './grid.ts';
import { amountKinds, type Layout } from './layout.ts';

/** Rows held back until it is known what a merge over them means. */
const mostHeld = 5000;

/**
 * An amount in a cell merged over several rows of the table is nobody's: each of these rows gets an issue. Of a range
 * that covers one row of the table and blank ones, it is that row's. Rows come out in order, some later than they went
 * in.
 */
export function mergedRows({ slots }: Layout, isData: (row: GridRow) => boolean) {
  const amounts = slots.filter(({ kind, at }) => amountKinds.has(kind) && at >= 0);
  const shared = new Set<MergedRange>();
  /** Ranges with one row of the table so far. */
  let single: MergedRange[] = [];
  let held: GridRow[] = [];

  const rangesOf = ({ merged }: GridRow): MergedRange[] =>
    merged ? amounts.flatMap(({ at }) => (isTall(merged.get(at)) ? [merged.get(at)!] : [])) : [];

  const flush = (): GridRow[] => {
    const rows = held.map((row) => (row.merged && isData(row) ? withIssues(row) : row));
    held = [];
    single = [];
    return rows;
  };

  const withIssues = (row: GridRow): GridRow => {
    const issues = amounts.flatMap(({ at }) => {
      const range = row.merged?.get(at);
      const value = row.cells[at] ?? '';
      return range && shared.has(range) && value !== '' ? [sharedAmount(range, at, value)] : [];
    });
    return issues.length === 0 ? row : { ...row, issues: [...(row.issues ?? []), ...issues] };
  };

  return {
    take(row: GridRow): GridRow[] {
      single = single.filter(({ bottom }) => bottom >= row.row);
      const before = single.length === 0 ? flush() : [];
      const ranges = rangesOf(row);
      if (ranges.length === 0 && held.length === 0) return [...before, row];
      if (ranges.length > 0 && isData(row)) {
        for (const range of ranges) {
          if (single.includes(range)) shared.add(range);
          else if (!shared.has(range)) single.push(range);
        }
        single = single.filter((range) => !shared.has(range));
      }
      held.push(row);
      if (held.length > mostHeld) for (const range of single) shared.add(range);
      return single.length === 0 || held.length > mostHeld ? [...before, ...flush()] : before;
    },
    end: flush,
  };
}

const isTall = (range: MergedRange | undefined): boolean => range !== undefined && range.bottom > range.top;

const sharedAmount = ({ text }: MergedRange, cell: number, value: string): CellIssue => ({
  check: 'merged_amount',
  effect: 'cell',
  cell,
  value,
  problem: `合并区域 ${text} 盖着几行，只有一个数“${value}”，分不清是哪一行的、还是几行合起来的`,
  fix: `取消 ${text} 的合并，逐行填写`,
});

/** What stands in a column whose header is the merged one of another column: one of them is meant, or both. */
export function underMergedHeader({ cells }: GridRow, { reached, slots, columns }: Layout): CellIssue[] {
  return reached.flatMap(({ at, of }) => {
    const [value, own] = [cells[at] ?? '', cells[of] ?? ''];
    const slot = slots.find((each) => each.at === of);
    if (isBlank(value) || value === own || !slot) return [];
    const both = own === '' ? `“${value}”在第 ${at + 1} 列` : `有“${own}”和“${value}”两个值`;
    return {
      check: 'merged_across',
      effect: amountKinds.has(slot.kind) ? ('cell' as const) : ('mark' as const),
      cell: of,
      value,
      problem: `表头“${columns[of]!.header}”合并了几列，这一行${both}，分不清是哪一个`,
      fix: `取消表头的合并，给每一列写上表头`,
    };
  });
}

/** A cell of a row of the table that is merged to the right over columns of the contract. */
export function mergedAcross({ cells, merged }: GridRow, { slots }: Layout): CellIssue[] {
  if (!merged) return [];
  const issues: CellIssue[] = [];
  for (const range of new Set(merged.values())) {
    const [from, to] = [range.left - 1, range.right - 1];
    const value = cells[from] ?? '';
    const covered = slots.filter(({ at }) => at >= from && at <= to);
    if (from === to || value === '' || covered.length === 0 || (covered.length === 1 && covered[0]!.at === from))
      continue;
    const own = covered.find(({ at }) => at === from);
    const names = covered.map(({ header }) => `“${header}”`).join('、');
    issues.push({
      check: 'merged_across',
      effect: own && amountKinds.has(own.kind) ? 'cell' : 'mark',
      cell: own ? from : covered[0]!.at,
      value,
      problem: `合并区域 ${range.text} 盖着${names}，只有一个值“${value}”，分不清是哪一列的`,
      fix: `取消 ${range.text} 的合并，逐格填写`,
    });
  }
  return issues;
}
