import type { Token } from './format-tokens.ts';
import { readWords, type Said } from './format-words.ts';

/** How a section of a number format shows a number. */
export interface NumberSection {
  kind: 'number';
  tokens: readonly Token[];
  /** Hundredfold, by the percent sign of the format itself. */
  percents: number;
  /** The percent sign stands on a line of its own, where nobody sees it. */
  isPercentHidden: boolean;
  /** Commas that each hide three places. */
  commas: number;
  /** Digits behind a point that is written as a word: 1 in `0!.0`. */
  inserted: number;
  /** Digits shown behind the point; null where the format leaves that open (General, fractions, exponents). */
  decimals: number | null;
  /** The fewest digits shown before the point: 4 in `0000`. */
  padding: number;
  prefix: string;
  suffix: string;
  /** What stands between the digits, without an inserted point and spaces: `-` in `000-0000`. */
  between: string;
  /** Shows nothing, or words without the number. */
  isBlind: boolean;
  said: Said;
  /** Shows a positive number with no more than zeros before and rounding behind it. */
  isPlain: boolean;
}

const plain: ReadonlySet<Token['is']> = new Set(['digit', 'point', 'comma', 'general']);
const isNumber = ({ is }: Token) => is === 'digit' || is === 'general' || is === 'text';
const isPoint = ({ is, text }: Token) => is === 'literal' && (text === '.' || text === '。' || text === '．');

export function numberSection(tokens: readonly Token[]): NumberSection {
  const first = tokens.findIndex(isNumber);
  const last = tokens.findLastIndex(isNumber);
  const isOpen = tokens.some(({ is }) => is === 'general' || is === 'text' || is === 'slash' || is === 'exponent');
  const inner = tokens.slice(first, last + 1);
  const points = isOpen ? [] : inner.filter(isPoint);
  const point = tokens.findIndex(({ is }) => is === 'point');
  const whole = digitsIn(point < 0 ? tokens : tokens.slice(0, point));
  const lines = wordsOf(
    tokens.slice(
      0,
      tokens.findIndex(({ is }) => is === 'percent')
    )
  );
  const prefix = wordsOf(tokens.slice(0, Math.max(first, 0)));
  const suffix = wordsOf(first < 0 ? tokens : tokens.slice(last + 1));
  return {
    kind: 'number',
    tokens,
    said: readWords(prefix, suffix),
    isPlain: tokens.every((token) => plain.has(token.is)) && scalingCommas(tokens) === 0,
    percents: tokens.filter(({ is }) => is === 'percent').length,
    isPercentHidden: /[\r\n][^\S\r\n]*$/.test(lines),
    commas: isOpen ? 0 : scalingCommas(tokens),
    inserted: points.length === 1 ? digitsIn(inner.slice(inner.findIndex(isPoint))).length : 0,
    decimals: isOpen ? null : point < 0 ? 0 : digitsIn(tokens.slice(point)).length,
    padding: whole.filter(({ text }) => text === '0').length,
    prefix,
    suffix,
    between: isOpen ? '' : betweenDigits(inner, points.length),
    isBlind: first < 0,
  };
}

export const isScaled = ({ commas, inserted }: NumberSection): boolean => commas + inserted > 0;

function betweenDigits(inner: readonly Token[], points: number): string {
  const words = inner.filter(
    (token) => token.is === 'slash' || (token.is === 'literal' && !(points === 1 && isPoint(token)))
  );
  return wordsOf(words).replace(/[\s']/g, '');
}

const digitsIn = (part: readonly Token[]) => part.filter(({ is }) => is === 'digit');

/** The words and currencies among tokens, in one. */
export const wordsOf = (part: readonly Token[]): string =>
  part
    .map(({ is, text }) => (is === 'literal' || is === 'slash' ? text : is === 'currency' ? currency(text) : ''))
    .join('');

/** `¥-804` is ¥; `-804` names a language only; the sign of the yuan is also that of the yen. */
function currency(text: string): string {
  const [, sign = '', locale = ''] = /^(.*?)(?:-([0-9a-f]+|x-\w+))?$/i.exec(text) ?? [];
  return /[¥￥]/.test(sign) && (parseInt(locale, 16) & 0x3ff) === 0x11 ? 'JPY' : sign;
}

/** Commas with no digit after them before the point or the end: each hides three places. */
function scalingCommas(tokens: readonly Token[]): number {
  const marks = tokens.filter(({ is }) => is === 'digit' || is === 'comma' || is === 'point').map(({ is }) => is);
  return marks.filter((is, at) => is === 'comma' && marks.slice(at).find((later) => later !== 'comma') !== 'digit')
    .length;
}
