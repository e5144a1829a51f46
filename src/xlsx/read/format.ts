import { formatTokens, type Token } from './format-tokens.ts';

/** Which parts of a day or a time a format shows. */
export interface MomentFormat {
  kind: 'moment';
  hasYear: boolean;
  hasMonth: boolean;
  hasDay: boolean;
  hasTime: boolean;
  isDuration: boolean;
}

export interface PlainFormat {
  kind: 'number';
  isPercent: boolean;
  /** Digits shown behind the point; null where the format leaves that open (General, fractions, exponents). */
  decimals: number | null;
  /** By how many places the shown number is smaller: 3 in `0.0,`, 4 in `0!.0,`. */
  scale: number;
  /** The fewest digits shown before the point: 4 in `0000`. */
  padding: number;
  prefix: string;
  suffix: string;
  /** Shows nothing, or words without the number. */
  isBlind: boolean;
}

export type NumberFormat = MomentFormat | PlainFormat;

/** Reads a number format code: `yyyy"年"m"月"`, `#,##0.00`, `"SD"0000`. */
export function readFormat(code: string): NumberFormat {
  const tokens = formatTokens(code);
  const isMoment = tokens.some(({ is }) => is === 'letters' || is === 'elapsed');
  return isMoment ? momentFormat(tokens) : plainFormat(tokens);
}

function momentFormat(tokens: readonly Token[]): MomentFormat {
  const runs = tokens.filter(({ is }) => is === 'letters' || is === 'elapsed' || is === 'noon');
  const initial = runs.map(({ is, text }) => (is === 'noon' ? 'h' : text[0]!.toLowerCase()));
  // An m after hours or before seconds is minutes.
  const parts = initial.map((part, at) =>
    part === 'm' && (initial[at - 1] === 'h' || initial[at + 1] === 's') ? 'minute' : part
  );
  const has = (...wanted: string[]) => wanted.some((part) => parts.includes(part));
  const isDuration = runs.some(({ is }) => is === 'elapsed');
  return {
    kind: 'moment',
    hasYear: has('y', 'e', 'g', 'b'),
    hasMonth: !isDuration && has('m'),
    hasDay: has('d', 'a'),
    hasTime: isDuration || has('h', 's', 'minute'),
    isDuration,
  };
}

function plainFormat(tokens: readonly Token[]): PlainFormat {
  const isGeneral = tokens.some(({ is }) => is === 'general');
  const first = tokens.findIndex(({ is }) => is === 'digit' || is === 'general');
  const last = tokens.findLastIndex(({ is }) => is === 'digit' || is === 'general');
  const words = (part: readonly Token[]) =>
    part
      .filter(({ is }) => is === 'literal')
      .map(({ text }) => text)
      .join('');
  const point = tokens.findIndex(({ is }) => is === 'point');
  const digitsIn = (part: readonly Token[]) => part.filter(({ is }) => is === 'digit');
  const whole = digitsIn(point < 0 ? tokens : tokens.slice(0, point));
  const isOpen = isGeneral || tokens.some(({ is }) => is === 'slash' || is === 'exponent');
  return {
    kind: 'number',
    isPercent: tokens.some(({ is }) => is === 'percent'),
    decimals: isOpen ? null : point < 0 ? 0 : digitsIn(tokens.slice(point)).length,
    scale: isOpen ? 0 : 3 * scalingCommas(tokens) + insertedPoint(tokens.slice(first, last + 1)),
    padding: whole.filter(({ text }) => text === '0').length,
    prefix: words(tokens.slice(0, Math.max(first, 0))),
    suffix: words(tokens.slice(last + 1)),
    isBlind: first < 0,
  };
}

/** Commas with no digit after them before the point or the end: each hides three places. */
function scalingCommas(tokens: readonly Token[]): number {
  const marks = tokens.filter(({ is }) => is === 'digit' || is === 'comma' || is === 'point').map(({ is }) => is);
  return marks.filter((is, at) => is === 'comma' && marks.slice(at).find((later) => later !== 'comma') !== 'digit')
    .length;
}

/** A point written as a word between the digits of a whole number: as many places as digits follow it. */
function insertedPoint(tokens: readonly Token[]): number {
  const at = tokens.findIndex(({ is, text }) => is === 'literal' && (text === '.' || text === '。'));
  return at < 0 ? 0 : tokens.slice(at).filter(({ is }) => is === 'digit').length;
}
