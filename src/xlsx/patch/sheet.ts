import { columnLetters, parseReference } from '../reference.ts';
import { namespaces } from '../write/xml.ts';
import type { Color } from '../write/styles.ts';
import type { Paint } from './paint.ts';
import { attribute, prefixOf, tagOf, tokens, withAttribute } from './tokens.ts';

/** The cells of a sheet to be coloured: by row, by column, from 1. */
export type Coloured = ReadonlyMap<number, ReadonlyMap<number, Color>>;

/** The elements of a sheet that the schema wants behind `legacyDrawing`. */
const later: ReadonlySet<string> = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]);

/**
 * The XML of a sheet with cells coloured and its tab not selected; every other character stays as it was. `drawing` is
 * the relation to the drawing of comments, where the sheet had none.
 */
export async function* patchSheet(
  texts: AsyncIterable<string>,
  coloured: Coloured,
  paint: Paint,
  drawing: string | null
): AsyncGenerator<string> {
  const due = new Map([...coloured].map(([row, cells]) => [row, [...cells].sort(([a], [b]) => a - b)] as const));
  let waiting = [...due.keys()].sort((a, b) => a - b);
  let prefix: string | null = null;
  let depth = 0;
  let isData = false;
  let row = 0;
  let column = 0;
  let cells: (readonly [number, Color])[] = [];
  let isDrawn = drawing === null;

  const blank = ([at, color]: readonly [number, Color]) =>
    `<${prefix}c r="${columnLetters(at)}${row}" s="${paint(0, color)}"/>`;
  /** Blank coloured cells before this column, which the row does not have itself. */
  const before = (end: number) => {
    let count = 0;
    while (count < cells.length && (cells[count] as readonly [number, Color])[0] < end) count++;
    return cells.splice(0, count).map(blank).join('');
  };
  const rowsBefore = (end: number) => {
    let text = '';
    const missing = waiting.filter((each) => each < end);
    waiting = waiting.slice(missing.length);
    const here = row;
    for (row of missing) text += `<${prefix}row r="${row}">${(due.get(row) ?? []).map(blank).join('')}</${prefix}row>`;
    row = here;
    return text;
  };
  const drawn = () => {
    isDrawn = true;
    return `<${prefix}legacyDrawing xmlns:r="${namespaces.office}" r:id="${drawing}"/>`;
  };

  for await (const token of tokens(texts)) {
    if (!token.startsWith('<') || token.startsWith('<!') || token.startsWith('<?')) {
      yield token.startsWith('<?xml') ? token.replace(/(encoding\s*=\s*["'])[^"']*/, '$1UTF-8') : token;
      continue;
    }
    prefix ??= prefixOf(token) ?? '';
    const isClosing = token.startsWith('</');
    const level = isClosing ? depth-- : depth + 1;
    if (!isClosing && !token.endsWith('/>')) depth++;
    const tag = tagOf(token, prefix);
    yield patched(token, tag?.name ?? '', isClosing, token.endsWith('/>'), level);
  }

  function patched(token: string, name: string, isClosing: boolean, isEmpty: boolean, level: number): string {
    if (name === 'sheetData' && level === 2) {
      isData = !isClosing && !isEmpty;
      if (isEmpty && waiting.length > 0)
        return `${token.replace(/(?<!\s)\s*\/>$/, '>')}${rowsBefore(Infinity)}</${prefix}sheetData>`;
      return isClosing ? rowsBefore(Infinity) + token : token;
    }
    if (isData && level === 3 && name === 'row') return isClosing ? before(Infinity) + token : openRow(token, isEmpty);
    if (isData && level === 4 && name === 'c' && !isClosing) return openCell(token);
    if (name === 'sheetView' && !isClosing && attribute(token, 'tabSelected') !== null)
      return withAttribute(token, 'tabSelected', '0');
    if (
      !isDrawn &&
      ((level === 1 && isClosing) ||
        (level === 2 && !isClosing && (later.has(name) || /^<mc:AlternateContent[\s>]/.test(token))))
    )
      return drawn() + token;
    return token;
  }

  function openRow(token: string, isEmpty: boolean): string {
    const next = Number(attribute(token, 'r') ?? row + 1);
    const missing = next > row ? rowsBefore(next) : '';
    row = next;
    column = 0;
    cells = [...(due.get(row) ?? [])];
    if (cells.length === 0) return missing + token;
    waiting = waiting.filter((each) => each !== row);
    const open = withAttribute(token, 'spans', null);
    return missing + (isEmpty ? `${open.replace(/(?<!\s)\s*\/>$/, '>')}${before(Infinity)}</${prefix}row>` : open);
  }

  function openCell(token: string): string {
    const reference = attribute(token, 'r');
    column = reference === null ? column + 1 : (parseReference(reference)?.column ?? column + 1);
    const blanks = before(column);
    const color = cells[0]?.[0] === column ? (cells.shift() as readonly [number, Color])[1] : null;
    const old = Number(attribute(token, 's') ?? 0);
    const style = paint(old, color);
    return blanks + (style === old ? token : withAttribute(token, 's', String(style)));
  }
}
