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
