import type { CellIssue } from './grid.ts';
import { amountKinds, type Layout } from './layout.ts';

const head = /^[¥￥]?\s*[1-9]\d{0,2}$/;
const tail = /^\d{3}(?:\.\d+)?\s*(?:万?元|万)?$/;
/** Kinds of cells that a bare number of three digits hardly stands in. */
const ofWords = /^(?:text|name|answer|choice|(?:start_|end_)?day|time|yes_no|codes?)$/;
const remark = /备注|说明|原因|意见|情况|事由|^注$/;

/** Whether a bare number of three digits is hardly meant for the column at a place. */
export function isOfWords(at: number, { slots, unknown }: Pick<Layout, 'slots' | 'unknown'>): boolean {
  const slot = slots.find((each) => each.at === at);
  return slot ? ofWords.test(slot.kind) : unknown.some((each) => each.at === at && remark.test(each.header));
}

/**
 * `1,200` without quotation marks in a row that lacks a cell at its end, or has a blank one too many, is two cells:
 * where the next column is one of words, or the row is longer than its neighbours, that is told.
 */
export function splitAmounts(cells: readonly string[], { slots, unknown }: Layout, isLonger: boolean): CellIssue[] {
  return slots.flatMap(({ kind, at, header }) => {
    if (!amountKinds.has(kind) || at < 0) return [];
    const [one, other] = [(cells[at] ?? '').trim(), (cells[at + 1] ?? '').trim()];
    if (!head.test(one) || !tail.test(other)) return [];
    const next = slots.find((slot) => slot.at === at + 1);
    const isOdd = isOfWords(at + 1, { slots, unknown });
    // Of two amounts beside each other the first is seldom so much smaller.
    const isPair = isLonger && next && amountKinds.has(next.kind) && /^\D*\d{1,2}$/.test(one);
    if (!isOdd && !isPair) return [];
    return {
      check: 'split_amount',
      effect: 'mark' as const,
      cell: at,
      value: one,
      problem: `“${one}”后面一格是“${other}”，像是“${one},${other}”的千分位逗号没有用双引号括起来；“${header}”按${one}读取`,
      fix: `若是${one}${other}，请去掉千分位逗号，并核对这一行后面各格；若不是就不用改`,
    };
  });
}
