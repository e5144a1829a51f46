/** A number or a day that a text names, and where. */
export interface Quantity {
  /** As it stands there: 4月24日17:00, 不超过 5 个 → 5 个, 三类. */
  text: string;
  at: number;
  /** What is counted or measured, as digits: 5, 2025-04-24 17:00; of a day without its year `-04-24`. */
  value: string;
  /** In what it is counted: 个, 个月; of a day ''. */
  unit: string;
}

const numeral = '[一二三四五六七八九十两]';
const units = '个月|个|类|项|家|年|天|日|批|成|%|％|亿元|万元|元|分|倍';
const day = String.raw`(?:(?<year>\d{4})\s*年)?\s*(?<month>\d{1,2})月(?:(?<day>\d{1,2})日|(?<end>底))?(?:\s*(?<time>\d{1,2}:\d{2}))?`;
const count = String.raw`(?<count>\d+(?:\.\d+)?|${numeral}+)\s*(?<unit>${units})`;
const found = new RegExp(`${day}|(?<![第〔（(\\d.]|${numeral})${count}`, 'g');

/** Every number with a unit and every day of a text, but for what only counts off: 第一批, （二）, 2025年度. */
export function quantitiesIn(text: string): Quantity[] {
  return Array.from(text.matchAll(found)).flatMap((match) => {
    const { year, month, day: dayOf, end, time, count: said, unit } = match.groups ?? {};
    const own = { text: match[0].trim(), at: match.index };
    if (month !== undefined) {
      if (dayOf === undefined && end === undefined && year === undefined) return [];
      const last = end === undefined ? (dayOf ?? '') : lastOf(year, month);
      const value = `${year ?? ''}-${two(month)}-${two(last)}${time === undefined ? '' : ` ${time.padStart(5, '0')}`}`;
      return [{ ...own, value, unit: '' }];
    }
    if (said === undefined || match[0] === '一批') return [];
    const digits = digitsOf(said);
    // A year of the calendar is no length of time.
    return unit === '年' && digits.length === 4 ? [] : [{ ...own, value: digits, unit: unit ?? '' }];
  });
}

const two = (text: string): string => (text === '' ? '' : text.padStart(2, '0'));

const lastOf = (year: string | undefined, month: string): string =>
  String(new Date(Date.UTC(Number(year ?? 2001), Number(month), 0)).getUTCDate());

const ones = '一二三四五六七八九';

/** 十八 → 18, 两 → 2, 2.5 → 2.5. */
function digitsOf(said: string): string {
  if (/^\d/.test(said)) return String(Number(said));
  const plain = said.replace('两', '二');
  const [, tens, ten, rest] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain) ?? [];
  const value = (of: string | undefined) => (of === undefined ? 0 : ones.indexOf(of) + 1);
  return String(ten === undefined ? value(tens) : (tens === undefined ? 1 : value(tens)) * 10 + value(rest));
}

/** Of what a value is: the year of its notice, the unit it is counted in, and whom it is said of. */
export interface Stated {
  year: string | null;
  unit?: string | undefined;
  subject?: string | undefined;
}

/**
 * Whether a text states a value of a table: a count, a share (0.1 is 10%), an amount in yuan, a day or a moment, the
 * year of a batch. A day that is written without its year is of the year of the notice; where the text names the
 * subject, only what it says in the same breath is said of it.
 */
export function states(text: string, value: string, { year: yearOf, unit, subject }: Stated): boolean {
  const [, batchYear] = /^(\d{4})(?:-\d{1,2})?$/.exec(value) ?? [];
  if (batchYear !== undefined) return text.includes(`${batchYear}年`);
  const quantities = quantitiesIn(partAbout(text, subject)).filter((each) => !unit || each.unit === unit);
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) {
    const [, year = '', rest = '', time = ''] = /^(\d{4})(-\d{2}-\d{2})(?: (\d{2}:\d{2}))?/.exec(value) ?? [];
    const moment = `${rest}${time === '' ? '' : ` ${time}`}`;
    return quantities.some(({ value: said }) => {
      const isDay = said.endsWith(moment) || (time === '' && said.includes(moment));
      return isDay && (said.startsWith('-') ? yearOf === null || yearOf === year : said.startsWith(year));
    });
  }
  const number = Number(value);
  const readings = [number, number * 100, number / 10000, number / 100000000].map((each) =>
    String(Number(each.toFixed(6)))
  );
  return quantities.some(({ value: said }) => readings.includes(said));
}

/** The clause of a sentence that names a subject with a number, else the sentence that names it. */
function partAbout(text: string, subject: string | undefined): string {
  if (!subject) return text;
  const about = (marks: RegExp) =>
    text
      .split(marks)
      .filter((each) => each.includes(subject))
      .join('。');
  const [near, wide] = [about(/[，。；,;]/), about(/[。；;]/)];
  return quantitiesIn(near).length > 0 ? near : wide || text;
}
