import type { Archive } from '../read/archive.ts';
import { readBook } from '../read/book.ts';
import { readRelations } from '../read/relations.ts';
import { decode } from '../read/xml.ts';
import { textIn } from '../patch/comment-text.ts';
import { columnLetters } from '../reference.ts';
import { marksIn, runsOf, soleMark, strayBraces, stringsOf, textOf } from './cell-text.ts';
import { plainLook, readLooks, type Look } from './looks.ts';
import { cutSheet, type CutSheet } from './sheet-cut.ts';

/** A mark of a template and the cell that it stands in; of the head or foot of a page the cell is null. */
export interface TemplateMark {
  mark: string;
  cell: string | null;
  row: number;
  column: number;
  /** Whether the cell says nothing else: then a number stays one. */
  isSole: boolean;
  /** The number format of the cell. */
  format: string;
}

/** A place where braces mean nothing: nobody would fill them. */
export interface StrayMark {
  cell: string | null;
  where: 'brace' | 'formula' | 'name' | 'comment' | 'drawing' | 'table';
  text: string;
}

export interface TemplateSheet {
  name: string;
  part: string;
  cut: CutSheet;
  marks: TemplateMark[];
  stray: StrayMark[];
  /** What the cells of each row say, by their row. */
  rows: ReadonlyMap<number, readonly string[]>;
}

export interface Template {
  archive: Archive;
  main: string;
  sheets: TemplateSheet[];
  strings: readonly string[];
  looks: readonly Look[];
  stylesPart: string | null;
}

/** Reads a workbook that is to be filled. A workbook that cannot be read is a WorkbookError. */
export async function readTemplate(archive: Archive): Promise<Template> {
  const { main, sheets } = await readBook(archive);
  const relations = await readRelations(archive, main);
  const partOf = (type: string) => relations.find((each) => each.type === type)?.part ?? null;
  const [stringsPart, stylesPart] = [partOf('sharedStrings'), partOf('styles')];
  const strings = stringsPart === null ? [] : stringsOf(await partText(archive, stringsPart));
  const looks = stylesPart === null ? [] : await readLooks(archive, stylesPart);
  const read: TemplateSheet[] = [];
  for (const { name, part } of sheets) {
    const cut = await cutSheet(await partText(archive, part));
    read.push({ name, part, cut, ...readCells(cut, name, strings, looks) });
    read.at(-1)!.stray.push(...(await strayBeside(archive, part, read.at(-1)!)));
  }
  return { archive, main, sheets: read, strings, looks, stylesPart };
}

/** The text of a part, as UTF-8. */
export async function partText(archive: Archive, part: string): Promise<string> {
  const text = (await Array.fromAsync(decode(archive.bytes(part)))).join('');
  return text.replace(/^(\ufeff?<\?xml[^>]*encoding\s*=\s*["'])[^"']*/, '$1UTF-8');
}

function readCells(cut: CutSheet, name: string, strings: readonly string[], looks: readonly Look[]) {
  const marks: TemplateMark[] = [];
  const stray: StrayMark[] = [];
  const rows = new Map<number, string[]>();
  if (/\{\{|｛｛/.test(name)) stray.push({ cell: null, where: 'name', text: name });
  for (const { row, cells } of cut.rows) {
    const said: string[] = [];
    for (const each of cells) {
      const cell = `${columnLetters(each.column)}${row}`;
      const text = textOf(runsOf(each, strings));
      said[each.column - 1] = text === '' && !/\st="s"/.test(each.tag) ? textIn(each.inner, 'v') : text;
      const style = Number(/\ss="(\d+)"/.exec(each.tag)?.[1] ?? 0);
      const { format } = looks[style] ?? plainLook;
      const isSole = soleMark(text) !== null;
      marks.push(...marksIn(text).map((mark) => ({ mark, cell, row, column: each.column, isSole, format })));
      const brace = strayBraces(text);
      if (brace !== null) stray.push({ cell, where: 'brace', text });
      const formula = textIn(each.inner, 'f');
      if (/\{\{|｛｛/.test(formula)) stray.push({ cell, where: 'formula', text: formula });
    }
    rows.set(
      row,
      Array.from(said, (text) => text ?? '')
    );
  }
  for (const text of pageTexts(cut.after)) {
    marks.push(...marksIn(text).map((mark) => ({ mark, cell: null, row: 0, column: 0, isSole: false, format: '' })));
    if (strayBraces(text) !== null) stray.push({ cell: null, where: 'brace', text });
  }
  return { marks, stray, rows };
}

const page = /<((?:\w+:)?(?:odd|even|first)(?:Header|Footer))>([\s\S]*?)<\/\1>/g;

const pageTexts = (after: string): string[] =>
  Array.from(after.matchAll(page), ([, , xml = '']: RegExpMatchArray) => textIn(`<t>${xml}</t>`, 't'));

/** The heads and feet of pages with their texts replaced. */
export const withPageTexts = (after: string, of: (text: string) => string, escape: (text: string) => string): string =>
  after.replace(page, (whole, name: string, xml: string) => {
    const text = textIn(`<t>${xml}</t>`, 't');
    const made = of(text);
    return made === text ? whole : `<${name}>${escape(made)}</${name}>`;
  });

const beside: Readonly<Record<string, StrayMark['where']>> = {
  comments: 'comment',
  drawing: 'drawing',
  vmlDrawing: 'drawing',
  table: 'table',
};

/** Braces in comments, text boxes and the names of the columns of a table: those are not filled. */
async function strayBeside(archive: Archive, part: string, sheet: Pick<TemplateSheet, 'marks'>): Promise<StrayMark[]> {
  const found: StrayMark[] = [];
  for (const { type, part: other } of await readRelations(archive, part)) {
    const where = beside[type];
    if (where === undefined || !archive.has(other)) continue;
    const text = await partText(archive, other);
    const [mark] = /\{\{[^<]*|｛｛[^<]*/.exec(text.replace(/<(?!\/?(?:\w+:)?table)[^<>]*>/g, '')) ?? [];
    if (mark !== undefined)
      found.push({
        cell: sheet.marks.find((each) => mark.includes(each.mark))?.cell ?? null,
        where,
        text: mark.slice(0, 40),
      });
  }
  return found;
}
