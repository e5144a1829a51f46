import type { ColumnInfo, Panel, Table } from '#spec';
import { inColumn, withUnit, scaleOf, unknown, type Scale } from '../../src/lib/format.ts';
import { gridOf, partsOf } from '../../src/lib/table/grid.ts';
import { words } from '../../src/lib/words.ts';

/** Where what a table or a tile prints is not the number that it was given, within the last digit that it prints. */
export function misprinted(panel: Panel, table: Table): string[] {
  const wrong: string[] = [];
  const isFigures = panel.chart.mark === 'figures';
  const grid = isFigures ? null : gridOf(table, panel.chart.mark === 'table' ? { show: panel.chart.show } : {});
  const shown =
    panel.chart.mark === 'table' && panel.chart.show
      ? panel.chart.show.flatMap((name) => table.columns.find((column) => column.name === name) ?? [])
      : table.columns;
  for (const [at, row] of table.rows.entries()) {
    for (const [place, column] of (isFigures ? table.columns : shown).entries()) {
      if (column.type !== 'number') continue;
      const value = (row[column.name] ?? null) as number | null;
      const scale = scaleOf(column, isFigures ? [value] : table.rows.map((each) => each[column.name] ?? null));
      const text = grid ? grid.rows[at]?.[place]?.text : withUnit(value, column);
      if (!tells(text ?? '', value, column, scale)) wrong.push(`${column.name} is ${value} and is printed as ${text}`);
    }
    for (const column of table.columns) {
      const parts = partsOf(table, row, column);
      const value = (row[column.name] ?? null) as number | null;
      if (parts !== null && value !== null && !recomputes(parts, column, value))
        wrong.push(`${column.name} is printed as ${withUnit(value, column)} of ${parts}`);
    }
  }
  return wrong;
}

/** Whether who divides the parts as they are printed comes to the number as it is printed. */
function recomputes(parts: string, column: ColumnInfo, value: number): boolean {
  const [, above = '', unitAbove = '', below = '', unitBelow = ''] =
    /^(-?[\d,.]+) ?(\D*?) ÷ (-?[\d,.]+) ?(\D*?)（/.exec(parts) ?? [];
  const number = (text: string) => Number(text.replaceAll(',', ''));
  if (unitAbove === '' && unitBelow !== '') return false;
  return withUnit(number(above) / number(below), column) === withUnit(value, column);
}

function tells(text: string, value: number | null, { format }: ColumnInfo, scale: Scale): boolean {
  if (value === null) return text === unknown || text === words.notComparable;
  const match = /^(?:1:)?(-?[\d,]+(?:\.(\d+))?)(%?)(?: (万元|亿元|.+))?$/.exec(text);
  if (!match) return false;
  const [, digits = '', decimals = '', percent, scaleUnit] = match;
  const times = percent
    ? 0.01
    : scaleUnit === '亿元'
      ? 1e8
      : scaleUnit === '万元'
        ? 1e4
        : format === 'yuan'
          ? scale.divisor
          : 1;
  return (
    Math.abs(Number(digits.replaceAll(',', '')) * times - value) <= 0.5000001 * 10 ** -decimals.length * times &&
    (scaleUnit !== undefined || inColumn(value, scale) === text || percent !== '')
  );
}
