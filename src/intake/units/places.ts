import { moneyUnit } from './money-unit.ts';
import { unitsSaid, type UnitSaid } from './said.ts';

/** Where beside a table its unit is told, and what is said there. */
export interface UnitPlace {
  where: string;
  text: string;
  units: UnitSaid[];
  /** It stands right above the table. */
  isNear: boolean;
}

/** A text that may tell the unit of a whole table; null where it speaks of none. */
export function unitPlace(where: string, text: string, isNear = false): UnitPlace | null {
  const units = unitsSaid(text);
  return units.length > 0 ? { where, text: text.replace(/\s+/g, ' ').trim().slice(0, 60), units, isNear } : null;
}

/** A name: `奖补资金表（单位：元）`, `奖补资金表_元`. */
export function unitOfName(where: string, name: string): UnitPlace | null {
  const parts = name.split(/[\s_\-—–·.]+/).flatMap((part) => {
    const unit = moneyUnit(part.normalize('NFKC').toLowerCase());
    return unit && part.length > 0 && !/^[十百千万亿]+$/.test(part) ? [{ ...unit, isKnown: true }] : [];
  });
  const units = [...unitsSaid(name), ...parts];
  return units.length > 0 ? { where, text: name, units, isNear: false } : null;
}

/** A cell that asks for the unit in the next one; `单位：` alone may ask for an office. */
const asks = (cell: string, next: string): boolean =>
  /(?:金额|计量|计价|货币|资金)单\s*位\s*(?:[:：;；]\s*)?$/.test(cell) ||
  (/(?:^|\s)单\s*位\s*[:：;；]\s*$/.test(cell) && /^[a-z\d$¥￥€]|[十百千币]/i.test(next));

/** The filled cells of a line; `金额单位：` with the cell behind it, where the unit stands in one of its own. */
export function pairedUnits(cells: readonly string[]): string[] {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const isPaired = filled.map((cell, i) => i + 1 < filled.length && asks(cell, filled[i + 1]!));
  return filled.flatMap((cell, i) => {
    if (isPaired[i]) return `${cell.replace(/(?<![:：;；\s])[:：;；\s]*$/, '：')}${filled[i + 1]!}`;
    return i > 0 && isPaired[i - 1] ? [] : cell;
  });
}
