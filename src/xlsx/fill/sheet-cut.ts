import { parseReference } from '../reference.ts';
import { attribute, prefixOf, tagOf, tokens } from '../patch/tokens.ts';

/** A cell as it stands in the XML of a sheet. */
export interface CutCell {
  column: number;
  tag: string;
  inner: string;
}

export interface CutRow {
  row: number;
  tag: string;
  cells: CutCell[];
}

/** The XML of a sheet: its rows, and what stands before and behind them. Its elements may have a prefix (`x:`). */
export interface CutSheet {
  prefix: string;
  before: string;
  rows: CutRow[];
  after: string;
}

export const opened = (tag: string): string => tag.replace(/(?<!\s)\s*\/>$/, '>');

/** Cuts the XML of a sheet. Rows and cells that do not say where they are follow the one before. */
export async function cutSheet(xml: string): Promise<CutSheet> {
  const sheet: CutSheet = { prefix: '', before: '', rows: [], after: '' };
  let isRooted = false;
  let stage: 'before' | 'rows' | 'after' = 'before';
  let cell: CutCell | null = null;
  for await (const token of tokens([xml])) {
    if (!isRooted && token.startsWith('<') && !/^<[?!]/.test(token)) {
      sheet.prefix = prefixOf(token) ?? '';
      isRooted = true;
    }
    const tag = tagOf(token, sheet.prefix);
    if (stage === 'before') {
      if (tag?.name !== 'sheetData') sheet.before += token;
      else if (tag.isEmpty) {
        sheet.before += opened(token);
        sheet.after = `</${sheet.prefix}sheetData>`;
        stage = 'after';
      } else {
        sheet.before += token;
        stage = 'rows';
      }
    } else if (stage === 'after') sheet.after += token;
    else if (cell !== null) {
      if (tag?.name === 'c' && tag.isClosing) cell = null;
      else cell.inner += token;
    } else if (tag?.name === 'sheetData') {
      sheet.after += token;
      stage = 'after';
    } else if (tag?.name === 'row' && !tag.isClosing) {
      const row = Number(attribute(token, 'r') ?? (sheet.rows.at(-1)?.row ?? 0) + 1);
      sheet.rows.push({ row, tag: opened(token), cells: [] });
    } else if (tag?.name === 'c' && !tag.isClosing) {
      const cells = sheet.rows.at(-1)?.cells ?? [];
      const said = parseReference(attribute(token, 'r') ?? '')?.column;
      const next: CutCell = { column: said ?? (cells.at(-1)?.column ?? 0) + 1, tag: opened(token), inner: '' };
      cells.push(next);
      cell = tag.isEmpty ? null : next;
    }
  }
  sheet.rows.sort((a, b) => a.row - b.row);
  return sheet;
}
