import { edits } from './nearest.ts';

/** A `-- key: value` line at the head of a .sql file. */
export interface HeaderLine {
  key: string;
  value: string;
  line: number;
}

/** A line that looks like one of the header and is not read as one. */
export interface OddLine {
  /** The key that it seems to say. */
  key: string;
  line: number;
  written: string;
  /** It is written as it should be, and stands where the header has ended. */
  isLate: boolean;
}

const exact = /^-- ([a-z0-9_]+): (.*)$/;
const unseen = /[\u200B-\u200D\u2060\uFEFF]/g;
/** Any dashes, or what begins a comment elsewhere, a word and perhaps a colon, full-width or not. */
const alike = /^\s*(-+|[—–－]+|#+|\/\/|\/\*+|\*)?\s*([A-Za-z][A-Za-z0-9_-]*)\s*([:：=]?)\s*(.*)$/;

/** The header of a file: its first lines, each `-- key: value`. A line that is not so written ends it. */
export function readHeader(text: string): HeaderLine[] {
  const found: HeaderLine[] = [];
  for (const [at, line] of linesOf(text).entries()) {
    const [, key, value] = exact.exec(line) ?? [];
    if (key === undefined || value === undefined) break;
    found.push({ key, value: value.trim(), line: at + 1 });
  }
  return found;
}

/**
 * What a file says before its SQL: the lines of its header wherever they stand, and those that are not read as such.
 */
export function readHead(
  text: string,
  keys: readonly string[],
  chineseKeys: Readonly<Record<string, string>>
): { lines: HeaderLine[]; odd: OddLine[] } {
  const all = linesOf(text);
  const lines = readHeader(text);
  const odd: OddLine[] = [];
  let isAbove = true;
  for (let at = lines.length; at < all.length; at++) {
    const written = all[at] ?? '';
    const line = at + 1;
    const [, key, value = ''] = exact.exec(written) ?? [];
    if (key !== undefined) {
      if (!isAbove && !keys.includes(key)) continue;
      lines.push({ key, value: value.trim(), line });
      odd.push({ key, line, written, isLate: true });
    } else if (isAbove && written.trim() !== '') {
      const seeming = keyOf(written.replace(unseen, ''), keys, chineseKeys);
      if (seeming !== null) odd.push({ key: seeming, line, written, isLate: false });
      else if (!/^\s*(--|\/\*)/.test(written)) isAbove = false;
    }
  }
  // Once what ended the header is put right, the lines after it are read.
  const first = odd.find(({ isLate }) => isLate);
  const others = odd.filter(({ isLate }) => !isLate);
  return { lines, odd: first && others.length === 0 ? [first] : others };
}

function keyOf(written: string, keys: readonly string[], chineseKeys: Readonly<Record<string, string>>): string | null {
  const [, word] = /^\s*-+\s*(\p{Script=Han}{2,4})\s*[:：]/u.exec(written) ?? [];
  if (word !== undefined) return chineseKeys[word] ?? null;
  const [, mark, said = '', colon = '', rest = ''] = alike.exec(written) ?? [];
  const key = said.toLowerCase().replaceAll('-', '_');
  if (key === '') return null;
  const isKnown = keys.includes(key);
  if (mark === undefined) return isKnown && colon !== '' && colon !== '=' ? key : null;
  if (isKnown) return colon !== '' || rest !== '' ? key : null;
  if (colon === '') return null;
  const isNear = keys.some((known) => edits(key, known) <= 2);
  return isNear || said !== said.toUpperCase() ? key : null;
}

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trimEnd());
