import { readCell, type Shared, type StoredCell } from './cell.ts';
import { columnLetters } from '../reference.ts';
import type { Shape } from './shape.ts';
import type { CellFinding, Merge, XlsxCell } from './workbook.ts';

/**
 * The cells of a row from left to right without the blank ones, and whether the row is struck out as a whole. What it
 * tells of formulas is added to `shape`.
 */
export function arrangeRow(
  stored: readonly StoredCell[],
  row: number,
  shared: Shared,
  shape: Shape
): { cells: XlsxCell[]; isStruck?: true } {
  for (const cell of stored) {
    if (shape.spilled.length > 0 && !cell.hasFormula && cell.value !== null)
      cell.hasFormula = shape.spilled.some((range) => isWithin(range, row, cell.column));
    if (cell.hasFormula) count(cell, shape);
  }
  const read = arrangeCells(stored, row, shared);
  const cells = shape.hidesZeros ? read.map(hiddenZero) : read;
  if (cells.length === 0 || !cells.every((cell) => cell.findings?.some(isWhollyStruck))) return { cells };
  return { cells: cells.map(withoutStrike), isStruck: true };
}

const isWithin = ({ top, left, bottom, right }: Merge, row: number, column: number) =>
  row >= top && row <= bottom && column >= left && column <= right;

/** An empty text is no sign that anybody computed it. */
function count({ value, type }: StoredCell, { formulas }: Shape): void {
  if (value === '' && type === 'str') return;
  if (value === null || value === '') formulas.withoutValue++;
  else if (type === 'n' && Number(value) === 0) formulas.zero++;
  else formulas.other++;
}

const isWhollyStruck = ({ check, effect }: CellFinding) => check === 'struck_text' && effect === 'cell';

function withoutStrike(cell: XlsxCell): XlsxCell {
  const { findings = [], ...rest } = cell;
  const left = findings.filter((finding) => !isWhollyStruck(finding));
  return left.length > 0 ? { ...rest, findings: left } : rest;
}

function hiddenZero(cell: XlsxCell): XlsxCell {
  if (cell.kind !== 'number' || cell.findings || Number(cell.raw) !== 0) return cell;
  const problem = '这张工作表不显示零，单元格看起来是空的，实际存储的数是 0';
  const fix = '没有数的请删去 0；是零的，请在“选项→高级”里勾选显示零值，核对后再交';
  return { ...cell, findings: [{ check: 'hidden_value', effect: 'mark', problem, fix }] };
}

/** The cells of a row in order. A cell that the file holds twice has no sure value. */
function arrangeCells(stored: readonly StoredCell[], row: number, shared: Shared): XlsxCell[] {
  const cells: XlsxCell[] = [];
  const isInOrder = stored.every(({ column }, at) => at === 0 || column > stored[at - 1]!.column);
  for (const one of isInOrder ? stored : stored.toSorted((a, b) => a.column - b.column)) {
    const cell = readCell(one, shared);
    const before = cells.at(-1);
    if (!isInOrder && before?.column === cell.column) cells[cells.length - 1] = twice(before, cell, row);
    else if (cell.kind !== 'blank') cells.push(cell);
  }
  return cells;
}

function twice(first: XlsxCell, second: XlsxCell, row: number): XlsxCell {
  if (second.kind === 'blank') return first;
  const reference = `${columnLetters(first.column)}${row}`;
  const texts = [first.text, second.text].join(' / ').slice(0, 200);
  const problem = `单元格 ${reference} 在文件里出现两次：${texts}`;
  return {
    column: first.column,
    kind: 'unreadable',
    text: texts,
    raw: texts,
    findings: [{ check: 'broken_cell', effect: 'cell', problem, fix: '请重新填写这个单元格' }],
  };
}
