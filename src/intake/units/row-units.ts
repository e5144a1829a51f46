import type { CellIssue } from '../grid.ts';
import { fold } from '../header/fold.ts';
import type { Layout } from '../layout.ts';
import { moneyUnit } from './money-unit.ts';

const heads = /^(?:(?:金额|计量|计价|货币|资金|投资)?单位|币种|币别|货币)$/;

/**
 * Of tables that tell the unit in each row, in a column that the contract does not know: a row with another unit than
 * its amounts are read in.
 */
export function rowUnits({ unknown, slots }: Layout): (cells: readonly string[]) => CellIssue | null {
  const places = unknown.filter(({ header }) => heads.test(fold(header)));
  const amounts = slots.filter(({ kind, at }) => kind === 'money' && at >= 0);
  return (cells) => {
    for (const { header, at } of places) {
      const value = cells[at] ?? '';
      const unit = moneyUnit(fold(value))?.unit;
      const amount = unit && amounts.find((slot) => slot.unit !== unit && (cells[slot.at] ?? '').trim() !== '');
      if (amount)
        return {
          check: 'unlike_unit',
          effect: 'row',
          cell: at,
          value,
          problem: `这一行的“${header}”写的是${unit}，“${amount.header}”按${amount.unit}读，两处不一样，这一行没有读取`,
          fix: '把金额换算成万元，各行写成一样；或把单位直接写在金额后面，如 500000元，删去这一列',
        };
    }
    return null;
  };
}
