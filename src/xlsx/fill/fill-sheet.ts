import { setImmediate } from 'node:timers/promises';
import { columnLetters } from '../reference.ts';
import { textIn } from '../patch/comment-text.ts';
import type { Paint } from '../patch/paint.ts';
import { attribute, withAttribute } from '../patch/tokens.ts';
import { largest } from '../write/sheet.ts';
import type { Color } from '../write/styles.ts';
import { escapeXml } from '../write/xml.ts';
import { inlineXml, marksIn, replaced, runsOf, soleMark, textOf, type TextRun } from './cell-text.ts';
import type { Grown } from './furniture.ts';
import { repeatAt, rowAt, stretched, type Growth } from './growth.ts';
import { plainLook, type Look } from './looks.ts';
import { parseReference } from '../reference.ts';
import { computeSums, formulaOf, sharedFormulas, type Waiting } from './formulas.ts';
import { grownFormula } from './references.ts';
import { heightFor, roomIn } from './row-height.ts';
import type { CutCell, CutRow, CutSheet } from './sheet-cut.ts';

/** Where a number of a form leads: out of the workbook, or to a cell in it. */
export type CellLink = { url: string; tip: string } | { place: string; tip: string };

/** What stands for a mark. */
export interface Filled {
  /** Null: nothing. */
  value: string | number | null;
  /** The same among other text. */
  text: string;
  link?: CellLink;
  color?: Color;
}

/**
 * What stands for a mark in a cell of the template (row and column from 1), in the copy of this number of its row;
 * `place` is where that comes to lie.
 */
export type Fill = (mark: string, at: { row: number; column: number; copy: number; place: string }) => Filled;

export interface FilledRows {
  xml: string;
  links: { cell: string; link: CellLink }[];
  /** Whether every formula has its value. */
  isComputed: boolean;
}

interface With {
  strings: readonly string[];
  looks: readonly Look[];
  paint: Paint;
  grown: Grown;
  fill: Fill;
}

/** So many rows are filled before others have their turn. */
const atOnce = 100;

/** The rows of a sheet with every mark filled, those that are repeated once for each of their copies. */
export async function fillRows(sheet: CutSheet, { strings, looks, paint, grown, fill }: With): Promise<FilledRows> {
  const growth = grown.growths.get(grown.sheet.toLowerCase()) ?? { repeats: [] };
  const room = roomIn(sheet.before, sheet.after);
  const masters = sharedFormulas(sheet);
  const numbers = new Map<string, number | null>();
  const links: FilledRows['links'] = [];
  const made: (string | Waiting)[] = [];

  let put = 0;
  for (const { row, copy } of inOrder(sheet.rows, growth)) {
    putRow(row, copy);
    if (++put % atOnce === 0) await setImmediate();
  }
  const isComputed = computeSums(made, numbers);
  return { xml: made.map((each) => (typeof each === 'string' ? each : each.xml(null))).join(''), links, isComputed };

  function putRow(row: CutRow, copy: number): void {
    const at = rowAt(growth, row.row, copy);
    let tallest = 0;
    const cells = row.cells.map((cell) => {
      const put = putCell(cell, row.row, copy, `${columnLetters(cell.column)}${at}`);
      tallest = Math.max(tallest, put.height);
      return put.xml;
    });
    const tag = withAttribute(withAttribute(row.tag, 'spans', null), 'r', String(at));
    const given = Number(attribute(tag, 'ht') ?? 0);
    const isTaller = tallest > Math.max(given, plainLook.size * 1.32 + 4);
    made.push(isTaller ? withAttribute(withAttribute(tag, 'ht', String(tallest)), 'customHeight', '1') : tag);
    made.push(...cells, `</${sheet.prefix}row>`);
  }

  function putCell(cell: CutCell, row: number, copy: number, place: string): { xml: string | Waiting; height: number } {
    const runs = runsOf(cell, strings);
    const style = Number(attribute(cell.tag, 's') ?? 0);
    const tag = withAttribute(cell.tag, 'r', place);
    if (marksIn(textOf(runs)).length > 0) return putMarks(runs, cell, { row, copy, style }, place);
    const formula = formulaOf(cell, row, masters);
    if (formula !== null) return { xml: putFormula(cell, tag, { formula, row, copy }, place), height: 0 };
    const number = attribute(cell.tag, 't') ?? 'n';
    if (number === 'n' && cell.inner !== '') numbers.set(place, Number(textIn(cell.inner, 'v')));
    return { xml: cell.inner === '' ? emptied(tag) : `${tag}${cell.inner}</${sheet.prefix}c>`, height: 0 };
  }

  function putMarks(
    runs: readonly TextRun[],
    cell: CutCell,
    { row, copy, style }: { row: number; copy: number; style: number },
    place: string
  ): { xml: string; height: number } {
    const { column } = cell;
    const filled: Filled[] = [];
    const of = (mark: string): Filled => {
      const one = fill(mark, { row, column, copy, place });
      filled.push(one);
      return one;
    };
    const sole = soleMark(textOf(runs));
    const whole = sole === null ? null : of(sole);
    const texts = whole === null ? replaced(runs, (mark) => of(mark).text) : null;
    const text = texts === null ? String(whole?.value ?? '') : textOf(texts);
    if (text.length > largest.text) throw new Error(`${place} 放不下 ${text.length} 个字，最多 ${largest.text} 个`);
    const link = filled.find((each) => each.link !== undefined)?.link;
    const color = filled.find((each) => each.color !== undefined)?.color;
    if (link && links.length < largest.links) links.push({ cell: place, link });
    const shown = color === undefined ? style : paint(style, color);
    const open = withAttribute(
      ['t', 'cm', 'vm'].reduce((tag, name) => withAttribute(tag, name, null), withAttribute(cell.tag, 'r', place)),
      's',
      String(shown)
    );
    const look = looks[style] ?? plainLook;
    const isText = text !== '' && typeof (texts ?? whole?.value) !== 'number';
    const height = look.isWrapped && isText ? heightFor(text, room(row, column), look) : 0;
    if (texts === null && typeof whole?.value === 'number') {
      numbers.set(place, whole.value);
      return { xml: `${open}<${sheet.prefix}v>${whole.value}</${sheet.prefix}v></${sheet.prefix}c>`, height };
    }
    if (text === '') return { xml: emptied(open), height };
    const inline = inlineXml(texts ?? [{ look: runs[0]?.look ?? '', text }]);
    return { xml: `${withAttribute(open, 't', 'inlineStr')}${qualified(inline)}</${sheet.prefix}c>`, height };
  }

  function putFormula(
    cell: CutCell,
    tag: string,
    { formula, row, copy }: { formula: string; row: number; copy: number },
    place: string
  ): Waiting {
    const text = grownFormula(formula, { sheet: grown.sheet, row, copy }, grown.growths);
    const kind = /<(?:\w+:)?f(?:\s[^>]*)?>/.exec(cell.inner)?.[0] ?? '';
    const isArray = attribute(kind, 't') === 'array';
    const area = isArray ? ` t="array" ref="${areaOf(attribute(kind, 'ref') ?? '', copy, place)}"` : '';
    numbers.set(place, null);
    const bare = withAttribute(tag, 't', null);
    return {
      formula: `${place}\n${isArray ? '' : text}`,
      xml: (value) =>
        `${bare}<${sheet.prefix}f${area}>${escapeXml(text)}</${sheet.prefix}f>${value === null ? '' : `<${sheet.prefix}v>${value}</${sheet.prefix}v>`}</${sheet.prefix}c>`,
    };
  }

  function areaOf(ref: string, copy: number, place: string): string {
    const [first = '', last = first] = ref.split(':');
    const [from, to] = [parseReference(first), parseReference(last)];
    if (!from || !to || from.row === to.row)
      return ref.includes(':') && to ? `${place}:${columnLetters(to.column)}${rowAt(growth, to.row, copy)}` : place;
    const [top, bottom] = stretched(growth, from.row, to.row);
    return `${columnLetters(from.column)}${top}:${columnLetters(to.column)}${bottom}`;
  }

  function qualified(xml: string): string {
    return sheet.prefix === '' ? xml : xml.replace(/<(\/?)(?=\w)/g, `<$1${sheet.prefix}`);
  }

  function emptied(tag: string): string {
    return `${withAttribute(tag, 't', null).slice(0, -1).trimEnd()}/>`;
  }
}

/** The rows as they come to lie: all of a repeat, then all of it again. */
function* inOrder(rows: readonly CutRow[], growth: Growth): Generator<{ row: CutRow; copy: number }> {
  for (let i = 0; i < rows.length; i++) {
    const repeat = repeatAt(growth, rows[i]!.row);
    if (repeat === undefined) {
      yield { row: rows[i]!, copy: 0 };
      continue;
    }
    const block = rows.filter(({ row }) => row >= repeat.top && row <= repeat.bottom);
    for (let copy = 0; copy < repeat.copies; copy++) for (const row of block) yield { row, copy };
    i += block.length - 1;
  }
}
