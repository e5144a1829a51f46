import { compareFractions, readFraction } from '#spec/fraction';
import type { FactorUsed } from '#spec';
import { askOnce, type Ground } from './quota-data.ts';
import type { Values } from './expression.ts';

/** A number that somebody handed in of a city and a year, and where it stands. */
interface FactorRow {
  year: number;
  city: string;
  factor: string;
  amount: string;
  unit: string | null;
  file: string;
  sheet: string;
  row: number;
  sha256: string;
}

/** All factors of a version, the latest year first; a version that knows no such table has none. */
export async function factorsOf(ground: Ground): Promise<FactorRow[]> {
  if (!ground.catalog.marts.has('factors')) return [];
  const sql = `select f.year, f.city, f.factor, f.amount::varchar as amount, f.unit, f.source_file as file,
      f.source_sheet as sheet, f.source_row as row, l.sha256
    from factors as f join loads.files as l on l.file = f.source_file
    where f.amount is not null
    order by f.year desc, f.factor, f.city`;
  return askOnce<FactorRow>(ground, 'factors', null, sql);
}

/**
 * Where the numbers of a rule stand that are no metrics: the row of that factor and city that has the very number that
 * the rule reckoned with. A number that stands nowhere is not followed.
 */
export function usedOf(
  rows: readonly FactorRow[],
  columns: readonly string[],
  values: ReadonlyMap<string, Values>
): FactorUsed[] {
  return columns.flatMap((column) => {
    const own = rows.filter(({ factor }) => factor === column);
    return [...values].flatMap(([city, known]): FactorUsed[] => {
      const value = known[column] ?? null;
      const found = own.find(
        (row) => row.city === city && value !== null && compareFractions(readFraction(row.amount), value) === 0
      );
      if (!found) return [];
      const { year, unit, file, sheet, row, sha256 } = found;
      const amount = found.amount.replace(/\.?0+$/, '');
      return [{ column, city, year, amount, unit, file, sheet, row, sha256 }];
    });
  });
}
