import type { CellIssue } from '../grid.ts';
import { fold } from '../header/fold.ts';
import type { Layout } from '../layout.ts';
import { moneyUnit } from './money-unit.ts';
import { unitsSaid } from './said.ts';

const ofUnits = /^(?:(?:金额|计量|计价|货币|投资额?|资金)(?:计量)?单位|单位|币种|币别|货币)$/;
/** A unit within an amount beats whatever stands beside it. */
const ownUnit = /[元圆万亿]/;

/**
 * What a row says of the unit of its amounts in a column that the contract does not know (单位 元, 币种 美元, 备注
 * 金额单位：元), where it is not the unit that they are read in.
 */
export function unitsInRow(cells: readonly string[], { slots, unknown }: Layout): CellIssue[] {
  const issues: CellIssue[] = [];
  for (const { header, at } of unknown) {
    const cell = cells[at] ?? '';
    if (!/[元圆币单金镑万亿$€£]|[a-z]{3}/i.test(cell) || cell.length > 200) continue;
    const own = ofUnits.test(fold(header)) ? moneyUnit(fold(cell)) : null;
    const said = own ?? unitsSaid(cell).find(({ isKnown }) => isKnown);
    if (!said) continue;
    for (const slot of slots) {
      const value = cells[slot.at] ?? '';
      if (slot.unit === null || slot.unit === said.unit || value === '' || ownUnit.test(value)) continue;
      issues.push({
        check: 'unlike_unit',
        effect: said.isRead ? 'mark' : 'cell',
        cell: slot.at,
        value,
        problem: `这一行的“${header}”写的是“${cell}”，“${slot.header}”按${slot.unit}读取，两处的单位不一样`,
        fix: `请核对“${value}”的单位，换算成${slot.unit}，两处写成一样`,
      });
    }
  }
  return issues;
}
