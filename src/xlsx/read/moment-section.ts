import type { Token } from './format-tokens.ts';
import { wordsOf } from './number-section.ts';
import type { Moment } from './serial.ts';

type Part = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second' | 'noon' | 'elapsed' | 'other';

/** Which parts of a day or a time a section shows. */
export interface MomentSection {
  kind: 'moment';
  tokens: readonly Token[];
  /** What each token shows; null of words. */
  parts: readonly (Part | null)[];
  hasYear: boolean;
  hasMonth: boolean;
  hasDay: boolean;
  hasTime: boolean;
  isDuration: boolean;
  /** By another calendar than the Gregorian, as 农历. */
  isForeign: boolean;
}

const letters: Readonly<Record<string, Part>> = {
  y: 'year',
  e: 'year',
  m: 'month',
  d: 'day',
  a: 'weekday',
  h: 'hour',
  s: 'second',
};

export function momentSection(tokens: readonly Token[]): MomentSection {
  const parts = partsOf(tokens);
  const has = (...wanted: Part[]) => parts.some((part) => part !== null && wanted.includes(part));
  const isDuration = has('elapsed');
  // The system's own long day, whatever else is written.
  const isSystem = tokens.some(({ is, text }) => is === 'currency' && /^-(F800|x-sysdate)$/i.test(text));
  const days = tokens.filter((_, at) => parts[at] === 'day');
  return {
    kind: 'moment',
    tokens,
    parts,
    hasYear: isSystem || has('year'),
    hasMonth: isSystem || (!isDuration && has('month')),
    // ddd and dddd are days of the week.
    hasDay: isSystem || days.some(({ text }) => text.length < 3),
    hasTime: isDuration || has('hour', 'minute', 'second'),
    isDuration,
    isForeign: tokens.some(({ is, text }) => is === 'calendar' || (is === 'letters' && /^[gb]/i.test(text))),
  };
}

function partsOf(tokens: readonly Token[]): (Part | null)[] {
  const runs = tokens.map((token) => partOf(token));
  const known = runs.flatMap((part, at) => (part === null || part === 'noon' ? [] : [at]));
  return runs.map((part, at) => {
    // An m after hours or before seconds is minutes.
    if (part !== 'month') return part;
    const place = known.indexOf(at);
    const [before, after] = [runs[known[place - 1]!], runs[known[place + 1]!]];
    const isMinute = before === 'hour' || isHours(tokens[known[place - 1]!]) || after === 'second';
    return isMinute ? 'minute' : part;
  });
}

const isHours = (token: Token | undefined) => token?.is === 'elapsed' && /^h/i.test(token.text);

function partOf({ is, text }: Token): Part | null {
  if (is === 'noon') return 'noon';
  if (is === 'elapsed') return 'elapsed';
  return is === 'letters' ? (letters[text[0]!.toLowerCase()] ?? 'other') : null;
}

/** What is seen of a day: `3月1日`; of a time its parts. */
export function shownMoment({ day, seconds }: Moment, { tokens, parts }: MomentSection): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const isHalf = parts.includes('noon');
  const date = day ?? { year: 1900, month: 1, date: 0 };
  const two = (number: number, { text }: Token) => String(number).padStart(Math.min(text.length, 2), '0');
  return tokens
    .map((token, at) => {
      switch (parts[at]) {
        case 'year':
          return token.text.length < 3 && /y/i.test(token.text) ? String(date.year).slice(-2) : String(date.year);
        case 'month':
          return two(date.month, token);
        case 'day':
          return token.text.length > 2 ? weekday(date) : two(date.date, token);
        case 'weekday':
          return weekday(date);
        case 'hour':
          return two(isHalf ? hours % 12 || 12 : hours, token);
        case 'minute':
          return two(minutes, token);
        case 'second':
          return two(seconds % 60, token);
        case 'noon':
          return hours < 12 ? '上午' : '下午';
        default:
          return wordsOf([token]) || (token.is === 'point' || token.is === 'comma' ? token.text : '');
      }
    })
    .join('');
}

const weekday = ({ year, month, date }: NonNullable<Moment['day']>) =>
  `星期${'日一二三四五六'[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]}`;
