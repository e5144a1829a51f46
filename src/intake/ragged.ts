import { isBlank } from './blank.ts';
import type { CellIssue } from './grid.ts';
import type { Layout, Slot } from './layout.ts';
import { visible } from './visible.ts';

/**
 * The cells of a row under the columns of its header. Blank ones that are too many are nothing; ones that are left out
 * at the end are blank, where what is there fits its columns. Else which cell belongs where is not to be guessed.
 */
export function evenRow(
  cells: readonly string[],
  layout: Layout,
  isHabit: boolean
): { cells: readonly string[] } | { issue: CellIssue } {
  const width = layout.columns.length;
  if (cells.length === width) return { cells };
  const isSurplus = cells.length > width && cells.slice(width).every(isBlank);
  if (isSurplus) return { cells: cells.slice(0, width) };
  if (cells.length < width && isCertain(cells, layout, isHabit))
    return { cells: [...cells, ...new Array<string>(width - cells.length).fill('')] };
  const problem = `这一行有 ${cells.length} 个单元格，表头有 ${width} 个，分不清哪一格属于哪一列`;
  const money = layout.slots.flatMap(({ kind, at }) => (kind === 'money' && at >= 0 ? [at] : []));
  return {
    issue: {
      check: 'ragged_row',
      effect: 'row',
      value: visible(withoutPrivate(cells, layout).join(',')),
      problem,
      fix: cells.length < width ? tooFew : tooMany(cells, money),
    },
  };
}

/** A cell may be of any column between where it stands and where it would: what may be personal is not quoted. */
export function withoutPrivate(cells: readonly string[], { slots, columns: { length } }: Layout): string[] {
  const shift = cells.length - length;
  const personal = slots.flatMap((slot) => (slot.private === true && slot.at >= 0 ? [slot.at] : []));
  const mayBe = (at: number) =>
    personal.some((own) => own >= Math.min(at, at - shift) && own <= Math.max(at, at - shift));
  return cells.map((cell, at) => (!isBlank(cell) && mayBe(at) ? '•••' : cell));
}

const number = /^[¥￥]?\s*-?[\d,，]+(?:\.\d+)?\s*(?:[百千]?[万亿]?元|[万亿])?$/;
const day = /^\d{4}[-/.年]?\d{1,2}[-/.月]?(?:\d{1,2}日?)?/;
/** How the cells of a kind look, roughly; other kinds may look like anything. */
const shapes: Readonly<Record<string, RegExp>> = {
  money: number,
  integer: /^[\d,，]+(?:\.0+)?\s*\p{Script=Han}?$/u,
  number,
  year: /^\d{4}年?度?$/,
  day,
  start_day: day,
  end_day: day,
  time: day,
  code: /^[\dA-Z]{15,20}$/i,
  yes_no: /^(?:是|否|有|无|y|n|yes|no|√|×|✓|✔|1|0)$/i,
};
/** Kinds that could stand in each other's column and nobody would see it. */
const likeness = (kind: string): string =>
  /^(?:money|integer|number)$/.test(kind) ? 'number' : /day$|^time$/.test(kind) ? 'day' : kind;

/**
 * Whether a row that is short lacks cells at its end only: no required column is left out, every cell that can be told
 * by its look is in a column of that look, one of the last among them, and the first column left out looks otherwise
 * than the last that is there. Of amounts it must also be the habit of the program that wrote the file.
 */
function isCertain(cells: readonly string[], { slots, columns }: Layout, isHabit: boolean): boolean {
  const end = cells.length;
  if (columns.slice(end).every(({ header }) => header === '')) return true;
  const left = slots.filter(({ at }) => at >= end);
  if (left.some(({ required }) => required)) return false;
  const there = slots.filter(({ kind, at }) => at >= 0 && at < end && isTold(kind));
  const filled = there.filter(({ at }) => !isBlank(cells[at]));
  if (!filled.every((slot) => fits(slot, cells[slot.at]!))) return false;
  const last = filled.toSorted((a, b) => b.at - a.at)[0];
  if (!last) return false;
  const gap = cells.slice(last.at + 1).filter((cell) => !isBlank(cell)).length;
  const next = slots.find(({ at }) => at === end);
  const isAmount = left.some(({ kind }) => likeness(kind) === 'number');
  if (isAmount && !isHabit) return false;
  return gap <= (isAmount ? 0 : 2) && !(next && likeness(next.kind) === likeness(last.kind));
}

const isTold = (kind: string): boolean => kind in shapes || kind === 'choice';
const fits = ({ kind, of }: Slot, cell: string): boolean =>
  kind === 'choice' ? (of ?? []).some((value) => cell.includes(value.slice(0, 2))) : shapes[kind]!.test(cell.trim());

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
