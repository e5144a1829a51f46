import type { Archive } from './archive.ts';
import { type Shared, type StoredCell } from './cell.ts';
import { limits } from './limits.ts';
import { columnLetters, parseRange, parseReference } from './reference.ts';
import { Refusal, resave } from './refusal.ts';
import type { Shape } from './shape.ts';
import { collectText } from './text.ts';
import type { XlsxRow } from './workbook.ts';
import { arrangeCells } from './arrange.ts';
import { walkXml, type Attributes } from './xml.ts';

const isSet = (value: string | undefined) => value === '1' || value === 'true';

/**
 * Walks the XML of a sheet and yields its rows as they stand there, those that hold anything, some at a time; what it
 * learns of the sheet is added to `shape`.
 */
export async function* walkSheet(archive: Archive, sheet: { name: string; part: string }, shared: Shared, shape: Shape): AsyncGenerator<XlsxRow[]> {
  const seen = new Uint8Array(limits.rows + 1);
  const text = collectText();
  let rows: XlsxRow[] = [];
  let section = '';
  let row = 0;
  let isHidden = false;
  let column = 0;
  let stored: StoredCell[] = [];
  let cell: StoredCell | null = null;
  let isValue = false;
  const refuse = (problem: string, fix: string = resave) => new Refusal(`工作表“${sheet.name}”${problem}`, fix);

  for await (const _ of walkXml(archive, sheet.part, 'worksheet', { open, text: addText, close })) {
    void _;
    if (rows.length > 0) yield rows;
    rows = [];
  }

  function open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 2) section = name;
    else if (section === 'sheetData') {
      if (depth === 3 && name === 'row') openRow(attributes);
      else if (depth === 4 && name === 'c') openCell(attributes);
      else if (cell && depth === 5 && name === 'v') {
        isValue = true;
        cell.value ??= '';
      }
      else if (cell && depth === 5 && name === 'f') cell.hasFormula = true;
      else if (cell && depth > 5) text.open(name);
    } else if (section === 'mergeCells' && depth === 3 && name === 'mergeCell') addMerge(attributes.ref ?? '');
    else if (section === 'cols' && depth === 3 && name === 'col') {
      const { min = '', max = '', hidden, width } = attributes;
      if (!/^[1-9]\d{0,5}$/.test(min) || !/^[1-9]\d{0,5}$/.test(max)) throw refuse(`的列 ${min}–${max} 不是表格里的列`);
      if (isSet(hidden) || width === '0') shape.hiddenColumns.push({ from: Number(min), to: Number(max) });
    }
  }

  function openRow({ r, hidden, ht }: Attributes): void {
    const next = r === undefined ? row + 1 : /^[1-9]\d{0,6}$/.test(r) ? Number(r) : Infinity;
    if (next > limits.rows) throw refuse(`里有第 ${r ?? next} 行，超过表格软件的 ${limits.rows} 行`);
    if (seen[next]) throw refuse(`的第 ${next} 行出现两次`);
    seen[next] = 1;
    if (next < row) shape.isInOrder = false;
    row = next;
    column = 0;
    isHidden = isSet(hidden) || ht === '0';
    if (!isHidden) return;
    const last = shape.hiddenRows.at(-1);
    if (last && last.to === row - 1) last.to = row;
    else shape.hiddenRows.push({ from: row, to: row });
  }

  function openCell({ r, t = 'n', s = '0' }: Attributes): void {
    const place = r === undefined ? { row, column: column + 1 } : parseReference(r);
    if (!place || place.row !== row || place.column > limits.lastColumn) throw refuse(`第 ${row} 行里的单元格 ${r ?? ''} 不在该行或超出表格范围`);
    column = place.column;
    cell = { column, type: t, style: Number(s), value: null, hasFormula: false, inline: null };
  }

  function addText(run: string): void {
    if (isValue) cell!.value += run;
    else if (cell) text.text(run);
  }

  function close(name: string, depth: number): void {
    if (section !== 'sheetData' || (!cell && depth !== 3)) return;
    if (depth > 5) text.close(name);
    else if (depth === 5) {
      isValue = false;
      if (name === 'is') cell!.inline = text.take();
    } else if (depth === 4 && name === 'c') {
      stored.push(cell!);
      cell = null;
    } else if (depth === 3 && name === 'row') closeRow();
  }

  function closeRow(): void {
    const cells = arrangeCells(stored, row, shared);
    stored = [];
    const last = cells.at(-1);
    if (!last) return;
    if (last.column > limits.columns) {
      throw refuse(`的单元格 ${columnLetters(last.column)}${row} 有内容，超过 ${limits.columns} 列`, '请删除表格右侧多余的内容后再交');
    }
    shape.cells += cells.length;
    shape.lastRow = Math.max(shape.lastRow, row);
    shape.lastColumn = Math.max(shape.lastColumn, last.column);
    rows.push(isHidden ? { row, isHidden, cells } : { row, cells });
  }

  function addMerge(reference: string): void {
    const merge = parseRange(reference);
    if (!merge) throw refuse(`的合并区域 ${reference} 不是表格里的区域`);
    const area = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1);
    if (area > limits.mergedCells) throw refuse(`的合并区域 ${reference} 过大`, '请取消整张表的合并后再交');
    if (shape.merges.length === limits.merges) throw refuse(`的合并区域超过 ${limits.merges} 个`, '请取消单元格合并，逐格填写后再交');
    if (area > 1) shape.merges.push(merge);
  }
}
