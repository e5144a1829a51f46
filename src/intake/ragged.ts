import type { CellIssue } from './grid.ts';
import type { Layout } from './layout.ts';
import { visible } from './visible.ts';

/** A row of more or fewer cells than the header: which cell belongs where is not to be guessed. */
export function raggedRow(cells: readonly string[], { columns, slots }: Layout): CellIssue | null {
  const width = columns.length;
  if (cells.length === width) return null;
  const problem = `这一行有 ${cells.length} 个单元格，表头有 ${width} 个，分不清哪一格属于哪一列`;
  const money = slots.flatMap(({ kind, at }) => (kind === 'money' && at >= 0 ? [at] : []));
  return {
    check: 'ragged_row',
    effect: 'row',
    value: visible(cells.join(',')),
    problem,
    fix: cells.length < width ? tooFew : tooMany(cells, money),
  };
}

const tooFew =
  '请补齐这一行缺少的单元格：在 Excel 或 WPS 中打开原表，给最右一列补上内容后另存；若一个单元格里有换行，请用双引号括起来';

function tooMany(cells: readonly string[], money: readonly number[]): string {
  const split = money.find(
    (at) =>
      /^\D{0,2}\d{1,3}$/.test((cells[at] ?? '').trim()) && /^\d{3}(\.\d+)?\D{0,2}$/.test((cells[at + 1] ?? '').trim())
  );
  return split === undefined
    ? '多半是某个单元格里有逗号而没有用双引号括起来：请改用中文逗号，或在 Excel 中打开原表另存为 CSV'
    : `像是金额里的千分位逗号没有用双引号括起来（“${cells[split]},${cells[split + 1]}”）：请去掉千分位逗号`;
}
