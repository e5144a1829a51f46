import type { Archive } from './archive.ts';
import { arrangeRow } from './arrange.ts';
import type { Shared, StoredCell } from './cell.ts';
import { withoutEmptyRows } from './empty-rows.ts';
import { replacesValue } from './conditional.ts';
import { extendedRules } from './extended-rules.ts';
import { addRule, addToFrame, columnStyle, isSet } from './frame.ts';
import { limits } from './limits.ts';
import { columnLetters, parseRange, parseReference } from '../reference.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import type { Shape } from './shape.ts';
import { collectText } from './text.ts';
import type { XlsxRow } from './workbook.ts';
import { walkXml, type Attributes } from './xml.ts';

/** In points: a row lower is a line on the screen. */
const leastHeight = 2;

/**
 * Walks the XML of a sheet and yields its rows as they stand there, those that hold anything, some at a time; what it
 * learns of the sheet is added to `shape`.
 */
export async function* walkSheet(
  archive: Archive,
  sheet: { name: string; part: string },
  shared: Shared,
  shape: Shape
): AsyncGenerator<XlsxRow[]> {
  const seen = new Uint8Array(limits.rows + 1);
  const text = collectText();
  let rows: XlsxRow[] = [];
  let section = '';
  /** Where the conditional formats hold that are being read. */
  let ruled = '';
  let hasData = false;
  let row = 0;
  let isHidden = false;
  let rowStyle: number | null = null;
  let column = 0;
  let stored: StoredCell[] = [];
  let cell: StoredCell | null = null;
  /** The element within the cell: v, f, is. */
  let inner = '';
  const refuse = (problem: string, fix: string = resave) => new WorkbookError(`工作表“${sheet.name}”${problem}`, fix);
  const misplaced = (what: string) => refuse(`第 ${row} 行附近有不该有的内容 ${what.slice(0, 20)}`);

  for await (const _ of walkXml(archive, sheet.part, 'worksheet', {
    trim: withoutEmptyRows,
    open,
    text: addText,
    close,
    foreign: extendedRules(shape),
  })) {
    void _;
    if (rows.length > 0) yield rows;
    rows = [];
  }
  if (!hasData) throw refuse('没有单元格数据');

  function open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 2) openSection(name, attributes);
    else if (section === 'sheetData') {
      if (inner === 'extLst') return;
      if (depth === 3 && name === 'row') openRow(attributes);
      else if (depth === 4 && name === 'c') openCell(attributes);
      else if (depth === 5 && cell) openInner(name, cell, attributes);
      else if (inner !== 'is' || !text.open(name, attributes)) throw misplaced(name);
    } else if (section === 'conditionalFormatting') openRule(name, attributes, depth);
    else if (depth === 3) addToFrame(shape, section, name, attributes, refuse);
  }

  function openSection(name: string, attributes: Attributes): void {
    section = name;
    if (name === 'conditionalFormatting') ruled = attributes.sqref ?? '';
    if (name !== 'sheetData') return;
    if (hasData) throw misplaced(name);
    hasData = true;
  }

  function openRule(name: string, attributes: Attributes, depth: number): void {
    if (depth === 3 && name === 'cfRule' && attributes.dxfId !== undefined)
      addRule(shape, ruled, { format: Number(attributes.dxfId) });
    if (depth === 4 && replacesValue(name, attributes)) addRule(shape, ruled, { change: 'hidden' });
  }

  function openInner(name: string, within: StoredCell, { t, ref }: Attributes): void {
    inner = name;
    const spills = name === 'f' && (t === 'array' || t === 'dataTable') ? parseRange(ref ?? '') : null;
    if (spills && shape.spilled.length < limits.spilled) shape.spilled.push(spills);
    if (name === 'v' && within.value === null) within.value = '';
    else if (name === 'f' && !within.hasFormula) within.hasFormula = true;
    else if (name === 'is' && within.inline === null) text.take();
    else if (name !== 'extLst') throw misplaced(name);
  }

  function openRow({ r, hidden, ht, s, customFormat }: Attributes): void {
    const next = r === undefined ? row + 1 : /^[1-9]\d{0,6}$/.test(r) ? Number(r) : Infinity;
    if (next > limits.rows) throw refuse(`里有第 ${r ?? next} 行，超过表格软件的 ${limits.rows} 行`);
    if (seen[next]) throw refuse(`的第 ${next} 行出现两次`);
    seen[next] = 1;
    if (next < row) shape.isInOrder = false;
    row = next;
    column = 0;
    rowStyle = isSet(customFormat) && s !== undefined ? Number(s) : null;
    if (shape.isInOrder) shape.spilled = shape.spilled.filter(({ bottom }) => bottom >= row);
    isHidden = isSet(hidden) || Number(ht) < leastHeight;
    if (!isHidden) return;
    const last = shape.hiddenRows.at(-1);
    if (last && last.to === row - 1) last.to = row;
    else shape.hiddenRows.push({ from: row, to: row });
  }

  function openCell({ r, t = 'n', s }: Attributes): void {
    const position = r === undefined ? { row, column: column + 1 } : parseReference(r);
    if (!position || position.row !== row || position.column > limits.lastColumn)
      throw refuse(`第 ${row} 行里的单元格 ${r ?? ''} 不在该行或超出表格范围`);
    column = position.column;
    const style = Number(s ?? 0);
    const look = s === undefined ? (rowStyle ?? columnStyle(shape, column)) : style;
    cell = { column, type: t, style, look, value: null, hasFormula: false, inline: null };
  }

  function addText(run: string): void {
    if (section === 'headerFooter' && shape.pageTexts.length > 0) shape.pageTexts[shape.pageTexts.length - 1] += run;
    if (section !== 'sheetData' || inner === 'f' || inner === 'extLst') return;
    if (inner === 'v') cell!.value += run;
    else if (inner === 'is' ? !text.text(run) : run.trim() !== '') throw misplaced(run);
  }

  function close(_: string, depth: number): void {
    if (section !== 'sheetData') return;
    if (depth > 5) {
      if (inner === 'is') text.close();
    } else if (depth === 5) {
      if (inner === 'is') cell!.inline = text.take();
      inner = '';
    } else if (depth === 4) {
      stored.push(cell!);
      cell = null;
    } else if (depth === 3) closeRow();
    else section = '';
  }

  function closeRow(): void {
    const { cells, isStruck } = arrangeRow(stored, row, shared, shape);
    stored = [];
    const last = cells.at(-1);
    if (!last) return;
    if (last.column > limits.columns) {
      throw refuse(
        `的单元格 ${columnLetters(last.column)}${row} 有内容，超过 ${limits.columns} 列`,
        '请删除表格右侧多余的内容后再交'
      );
    }
    shape.cells += cells.length;
    shape.lastRow = Math.max(shape.lastRow, row);
    shape.lastColumn = Math.max(shape.lastColumn, last.column);
    rows.push({ row, ...(isHidden ? { isHidden } : {}), ...(isStruck ? { isStruck } : {}), cells });
  }
}
