import { headHash, rule, type Rules } from './rules.ts';

/** The lines of a block as far as their bytes tell. */
export interface Scanned {
  /** How many lines are whole, and the byte behind the last of them. */
  lines: number;
  end: number;
  /** Those that are not told by their bytes: three numbers each, which it is and from where to where it reaches. */
  doubtful: number[];
  /** How many quotation marks these lines have. */
  quotes: number;
}

export const longestLine = 1 << 16;

/** A total and a header are known by their first cells, an example by the first three that say anything. */
const leading = 8;
const saying = 3;

/** What a byte may begin, 0 where it is a letter like others. */
const meanings = new Uint8Array(256).fill(5, 0, 0x20);
const [cut, end, quote, character, odd] = [1, 2, 3, 4, 5];
for (const [byte, meaning] of [
  [0x0a, end],
  [0x0d, end],
  [0x22, quote],
  [0x7f, odd],
  ...[0xe2, 0xe3, 0xe4, 0xe5, 0xe8, 0xe9, 0xef].map((lead) => [lead, character]),
] as [number, number][])
  meanings[byte] = meaning;
// Western and rare letters, among them spaces and what nobody sees; in Chinese text there are few.
meanings.fill(odd, 0xc2, 0xe2);
meanings[0xc3] = 0; // ×

const [none, doubtful, total, example, forms] = [0, 1, 2, 3, 4];

/** What a character of three bytes may mean for its line. */
function saysOf(lead: number, second: number, third: number): number {
  if (lead === 0xe4) return second === 0xbe && third === 0x8b ? example : none; // 例
  // 填 录
  if (lead === 0xe5) return (second === 0xa1 && third === 0xab) || (second === 0xbd && third === 0x95) ? forms : none;
  if (lead === 0xe8) return second === 0xae && third === 0xa1 ? total : none; // 计
  if (lead === 0xe9) return second === 0x94 && third === 0x9f ? doubtful : none; // 锟
  // Spaces, and marks that are not seen; forms of half width, and what is no character.
  if (lead === 0xe2) return (second === 0x80 && (third < 0x90 || third > 0xa7)) || second === 0x81 ? doubtful : none;
  if (lead === 0xe3) return second === 0x80 && third === 0x80 ? doubtful : none;
  return second < 0xbc || second > 0xbd ? doubtful : none;
}

/** Characters that a cell begins with which names an example: 填 录 示 样 范 例 举. */
const exampleStarts = new Set(Array.from('填录示样范例举', (each) => Buffer.from(each).readUIntBE(0, 3)));

const isAscii = (byte: number): boolean => byte > 0x20 && byte < 0x7f;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isAlphanumeric = (byte: number): boolean =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
/** A character of ASCII or a common Chinese one: it is seen. */
const isSeen = (byte: number): boolean => isAscii(byte) || (byte >= 0xe4 && byte <= 0xe9);

/** A first cell that is no word and numbers no column: `SL2025-3701-0001`. */
function isId(block: Uint8Array, from: number, to: number): boolean {
  if (to - from < 4 || !isAlphanumeric(block[to - 1]!)) return false;
  for (let at = from; at < to; at++) if (!isAscii(block[at]!) || block[at] === 0x3d) return false;
  return true;
}

/** Whether one of the first cells may say that its row is an example: `示例`, `e.g.`, `P9(例)`. */
function mayBeExample(block: Uint8Array, from: number, holdsIt: boolean): boolean {
  const first = block[from]!;
  if ((first | 0x20) === 0x65 || first === 0x28 || first === 0x5b) return true;
  if (!holdsIt) return false;
  const isChinese = first >= 0xe4 && first <= 0xe9;
  return !isChinese || exampleStarts.has((first << 16) | (block[from + 1]! << 8) | block[from + 2]!);
}

/** Whether an id may only show how ids look: `SL-XXXX`. */
function isShown(block: Uint8Array, from: number, to: number): boolean {
  let before = 0;
  for (let at = from; at < to; at++) {
    const byte = block[at]! | 0x20;
    if (!isAscii(block[at]!)) return true;
    if (block[at] === 0x2d) continue;
    if (byte === before && (byte === 0x78 || block[at] === 0x2a || block[at] === 0x23)) return true;
    before = byte;
  }
  return false;
}

/** Digits with what stands between them. */
function isNumber(block: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (block[at]! < 0x2b || block[at]! > 0x3a || block[at] === 0x2c) return false;
  return true;
}

/** Whether a cell may be what stands behind the comma of an amount: `200`, `200.50`, `200万元`, and no day. */
function isThousand(block: Uint8Array, from: number, to: number): boolean {
  const [first, second, third, next = 0] = block.subarray(from, to);
  if (to - from < 3 || !isDigit(first!) || !isDigit(second!) || !isDigit(third!)) return false;
  return !isDigit(next) && next !== 0x2d && next !== 0x2f;
}

/**
 * Finds the whole lines of a block of UTF-8, and those among them whose bytes do not tell that they are rows of the
 * table, with as many cells as its header and nothing doubtful in them. null: lines end in two ways, or quotation marks
 * do more than to stand around a cell.
 */
export function scanLines(
  block: Uint8Array,
  { from, to, isCrlf }: { from: number; to: number; isCrlf: boolean },
  { delimiter, width, columns, heads }: Rules
): Scanned | null {
  const found: number[] = [];
  let lines = 0;
  let lineStart = from;
  let cellStart = from;
  let cells = 0;
  let filled = 0;
  let seen = 0;
  let isDoubtful = false;
  let isExample = false;
  let hasExample = false;
  let hasForms = false;
  let before = 0;
  let isQuoted = false;
  let quotes = 0;
  let ownQuotes = 0;
  for (let at = from; at < to; at++) {
    const byte = block[at]!;
    const meaning = byte === delimiter ? cut : meanings[byte]!;
    if (meaning === 0) continue;
    if (meaning === character) {
      const says = saysOf(byte, block[at + 1]!, block[at + 2]!);
      at += 2;
      if (says === none) continue;
      if (says === example) isExample = hasExample = true;
      else if (says === forms) hasForms = true;
      else if (says === doubtful || cells < leading) isDoubtful = true;
      continue;
    }
    if (meaning === odd) {
      isDoubtful = true;
      continue;
    }
    if (meaning === quote) {
      // A cell that is quoted from end to end, with no mark in it; else there is more to see to.
      ownQuotes++;
      const next = block[at + 1];
      if (isQuoted && at + 1 < to && next !== delimiter && next !== 0x0a && next !== 0x0d) return null;
      if (!isQuoted && at !== cellStart) return null;
      isQuoted = !isQuoted;
      continue;
    }
    if (isQuoted) {
      if (meaning === end) return null;
      continue;
    }
    const start = block[cellStart] === 0x22 ? cellStart + 1 : cellStart;
    const stop = start === cellStart ? at : at - 1;
    const length = stop - start;
    if (length === 0) {
      if (cells === 0) isDoubtful = true;
    } else {
      const first = block[start]!;
      filled++;
      if (isSeen(first)) seen++;
      else if (cells < leading || filled <= saying) isDoubtful = true;
      if (first <= 0x20 || block[stop - 1]! <= 0x20) isDoubtful = true;
      if (cells === 0 && !isId(block, start, stop)) isDoubtful = true;
      if (cells < leading && heads[headHash(block, start, stop)] === 1) isDoubtful = true;
      if (filled <= saying && mayBeExample(block, start, isExample)) isDoubtful = true;
      const held = cells < width ? columns[cells]! : 0;
      if ((held & rule.id) !== 0 && isShown(block, start, stop)) isDoubtful = true;
      if ((held & rule.unknown) !== 0 && !isNumber(block, start, stop)) isDoubtful = true;
      if ((held & rule.behindAmount) !== 0 && before > 0 && before <= 3 && isThousand(block, start, stop))
        isDoubtful = true;
    }
    before = length;
    isExample = false;
    cells++;
    cellStart = at + 1;
    if (meaning === cut) continue;
    const lineEnd = at;
    if (isCrlf && at + 1 === to) break;
    if (isCrlf !== (byte === 0x0d) || (isCrlf && block[++at] !== 0x0a)) return null;
    if (lineEnd - lineStart > longestLine) return null;
    if (isDoubtful || cells !== width || seen < saying || (hasExample && hasForms))
      found.push(lines, lineStart, lineEnd);
    lines++;
    quotes += ownQuotes;
    ownQuotes = 0;
    lineStart = cellStart = at + 1;
    cells = filled = seen = before = 0;
    isDoubtful = hasExample = hasForms = false;
  }
  return { lines, end: lineStart, doubtful: found, quotes };
}
