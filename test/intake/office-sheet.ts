import type { Sheet } from '../province/workbook/package.ts';

/** A text, a number, raw XML within `c` (`{ is }`, `@` stands for the place), or nothing. */
export type Cell = string | number | { is: string } | null;

/** A sheet of rows of cells. */
export function sheet(
  name: string,
  rows: readonly (readonly Cell[])[],
  {
    merges = [],
    hidden = [],
    hiddenColumns = '',
  }: { merges?: string[]; hidden?: number[]; hiddenColumns?: string } = {}
): Sheet {
  const data = rows
    .map(
      (cells, i) =>
        `<row r="${i + 1}"${hidden.includes(i + 1) ? ' hidden="1"' : ''}>${cells.map((cell, j) => xml(cell, `${letters[j]}${i + 1}`)).join('')}</row>`
    )
    .join('');
  const after =
    merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '';
  return { name, data, after, before: hiddenColumns };
}

const letters = 'ABCDEFGHIJKLMNOP';
function xml(cell: Cell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.is.replace('@', place);
  return typeof cell === 'number'
    ? `<c r="${place}"><v>${cell}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
}
/** A formula, and what it came to. */
export const formula = (text: string, value: string | null): Cell => ({
  is: `<c r="@"><f>${text}</f>${value === null ? '' : `<v>${value}</v>`}</c>`,
});
