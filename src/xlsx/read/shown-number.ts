import { decimalText, roundedText } from './decimal.ts';
import type { Token } from './format-tokens.ts';
import { wordsOf, type NumberSection } from './number-section.ts';

/** What is seen of a number: `12.3万` of 123456 under `0!.0,"万"`. Digits stay 0–9 where the format asks for 一二三. */
export function shownNumber(value: number, section: NumberSection, isAbsolute: boolean): string {
  const text = body(Math.abs(value), section);
  const isNegative = value < 0 && !isAbsolute && /[1-9]/.test(text);
  return isNegative ? `-${text}` : text;
}

function body(value: number, { tokens, percents, commas, decimals }: NumberSection): string {
  const shift = 2 * percents - 3 * commas;
  if (tokens.some(({ is }) => is === 'exponent')) return framed(tokens, exponential(value, tokens));
  if (tokens.some(({ is }) => is === 'slash') && decimals === null) return framed(tokens, fraction(value, tokens));
  if (decimals === null) return tokens.map((token) => plain(token, decimalText(value, shift))).join('');
  const point = tokens.findIndex(({ is }) => is === 'point');
  const [whole = '', rest = ''] = roundedText(value, shift, decimals).split('.');
  const before = point < 0 ? tokens : tokens.slice(0, point);
  return wholeText(before, whole.replace(/^0+/, '')) + (point < 0 ? '' : restText(tokens.slice(point), rest));
}

function plain(token: Token, digits: string): string {
  if (token.is === 'general' || token.is === 'text') return digits;
  return token.is === 'percent' ? '%' : wordsOf([token]);
}

/** Digits go to their places from the right; the first place takes all that are left. */
function wholeText(tokens: readonly Token[], digits: string): string {
  const first = tokens.findIndex(({ is }) => is === 'digit');
  const last = tokens.findLastIndex(({ is }) => is === 'digit');
  const isGrouped = tokens.slice(first, last).some(({ is }) => is === 'comma');
  let text = '';
  let left = digits;
  let placed = 0;
  const place = (digit: string) => {
    text = digit + (isGrouped && placed > 0 && placed % 3 === 0 ? ',' : '') + text;
    placed++;
  };
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at]!;
    if (token.is !== 'digit') text = plain(token, '') + text;
    else if (left !== '') {
      const taken = at === first ? left : left.slice(-1);
      for (const digit of [...taken].reverse()) place(digit);
      left = left.slice(0, left.length - taken.length);
    } else if (token.text === '0') place('0');
    else if (token.text === '?') text = ` ${text}`;
  }
  return text;
}

function restText(tokens: readonly Token[], digits: string): string {
  let left = digits;
  return tokens
    .map((token) => {
      if (token.is === 'point') return '.';
      if (token.is !== 'digit') return plain(token, '');
      const isGone = token.text !== '0' && /^0*$/.test(left);
      const digit = left[0] ?? '0';
      left = left.slice(1);
      return isGone ? (token.text === '?' ? ' ' : '') : digit;
    })
    .join('');
}

/** The words of a format around a number of another shape. */
function framed(tokens: readonly Token[], number: string): string {
  const first = tokens.findIndex(({ is }) => is === 'digit');
  const last = tokens.findLastIndex(({ is }) => is === 'digit');
  const around = (part: readonly Token[]) => part.map((token) => plain(token, '')).join('');
  return around(tokens.slice(0, first)) + number + around(tokens.slice(last + 1));
}

function exponential(value: number, tokens: readonly Token[]): string {
  const mark = tokens.findIndex(({ is }) => is === 'exponent');
  const point = tokens.findIndex(({ is }) => is === 'point');
  const count = (part: readonly Token[]) => part.filter(({ is }) => is === 'digit').length;
  const step = Math.max(1, count(tokens.slice(0, point < 0 ? mark : point)));
  const places = point < 0 ? 0 : count(tokens.slice(point, mark));
  const power = value === 0 ? 0 : Math.floor(Math.log10(value) / step) * step;
  const digits = String(Math.abs(power)).padStart(count(tokens.slice(mark)), '0');
  return `${roundedText(value, -power, places)}E${power < 0 ? '-' : tokens[mark]!.text.slice(1).replace('-', '')}${digits}`;
}

function fraction(value: number, tokens: readonly Token[]): string {
  const slash = tokens.findIndex(({ is }) => is === 'slash');
  const [whole, part] = [Math.floor(value), value - Math.floor(value)];
  const below = tokens.slice(slash + 1).filter(({ is }) => is === 'digit').length;
  const fixed = Number(/^\d+/.exec(wordsOf(tokens.slice(slash + 1)).trim())?.[0] ?? 0);
  const [above, under] = nearest(part, fixed, 10 ** Math.min(below, 4) - 1);
  if (above === 0) return String(whole);
  return `${whole === 0 ? '' : `${whole} `}${above}/${under}`;
}

/** The fraction nearest to a number below one, of a given denominator or of the least one up to `most`. */
function nearest(part: number, fixed: number, most: number): [number, number] {
  if (fixed > 0) return [Math.round(part * fixed), fixed];
  let best: [number, number] = [Math.round(part), 1];
  for (let under = 2; under <= most; under++) {
    const above = Math.round(part * under);
    if (Math.abs(above / under - part) < Math.abs(best[0] / best[1] - part) - 1e-12) best = [above, under];
  }
  return best;
}
