import { limits } from './limits.ts';
import { parseRange } from '../reference.ts';
import type { WorkbookError } from './workbook-error.ts';
import type { Shape } from './shape.ts';
import type { Change } from './workbook.ts';
import type { Attributes } from './xml.ts';

/** In characters: a column narrower is a line on the screen, and nobody sees what is in it. */
const leastWidth = 0.3;

type Refuse = (problem: string, fix?: string) => WorkbookError;

export const isSet = (value: string | undefined) => value === '1' || value === 'true';

/** Takes in what stands around the cells of a sheet: its columns and its merged ranges. */
export function addToFrame(shape: Shape, section: string, name: string, attributes: Attributes, refuse: Refuse): void {
  if (section === 'cols' && name === 'col') addColumns(shape, attributes, refuse);
  else if (section === 'mergeCells' && name === 'mergeCell') addMerge(shape, attributes.ref ?? '', refuse);
  else if (section === 'sheetViews' && name === 'sheetView') shape.hidesZeros ||= attributes.showZeros === '0';
  else if (section === 'headerFooter') shape.pageTexts.push('');
}

/** Takes in a rule of a conditional format. Where a range of it cannot be read, it says nothing there. */
export function addRule(shape: Shape, sqref: string, puts: { format: number } | { change: Change | null }): void {
  const ranges = sqref
    .trim()
    .split(/\s+/)
    .flatMap((each) => parseRange(each) ?? []);
  if (ranges.length > 0 && shape.rules.length < limits.rules) shape.rules.push({ ranges, ...puts });
}

function addColumns(shape: Shape, { min = '', max = '', hidden, width, style }: Attributes, refuse: Refuse): void {
  if (!/^[1-9]\d{0,5}$/.test(min) || !/^[1-9]\d{0,5}$/.test(max)) throw refuse(`的列 ${min}–${max} 不是表格里的列`);
  if (style !== undefined) shape.columnStyles.push({ from: Number(min), to: Number(max), style: Number(style) });
  if (isSet(hidden) || Number(width) < leastWidth) shape.hiddenColumns.push({ from: Number(min), to: Number(max) });
}

function addMerge(shape: Shape, reference: string, refuse: Refuse): void {
  const merge = parseRange(reference);
  if (!merge) throw refuse(`的合并区域 ${reference} 不是表格里的区域`);
  const area = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1);
  if (area > limits.mergedCells) throw refuse(`的合并区域 ${reference} 过大`, '请取消整张表的合并后再交');
  if (shape.merges.length === limits.merges)
    throw refuse(`的合并区域超过 ${limits.merges} 个`, '请取消单元格合并，逐格填写后再交');
  if (area > 1) shape.merges.push(merge);
}

/** The style that a column gives to cells without one; 0 where it gives none. */
export function columnStyle({ columnStyles }: Shape, column: number): number {
  return columnStyles.find(({ from, to }) => column >= from && column <= to)?.style ?? 0;
}
