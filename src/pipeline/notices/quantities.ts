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

const numeral = '[一二三四五六七八九十百两]';
const units = '个月|个工作日|工作日|个|类|项(?!目)|家|户|年|天|日|批|成|%|％|亿元|万元|元|分|倍';
const hour = String.raw`(?<half>上午|中午|下午|晚上?)?(?<hour>\d{1,2})(?:[:：](?<minute>\d{2})|[时点](?:(?<past>\d{1,2})分|(?<thirty>半)|整)?)`;
const weekday = String.raw`(?:[（(](?:星期|周)[一二三四五六日天][)）])?`;
const day = String.raw`(?:(?<year>\d{4})\s*年)?\s*(?<month>\d{1,2})月(?:(?<day>\d{1,2})日|(?<end>底))?(?:${weekday}\s*${hour})?`;
const count = String.raw`百分之(?<share>\d+(?:\.\d+)?|${numeral}+)|(?<count>\d+(?:\.\d+)?|${numeral}+)\s*(?<unit>${units})`;
const found = new RegExp(`${day}|(?<![第〔（(\\d.]|${numeral})(?:${count})`, 'g');

/** Every number with a unit and every day of a text, but for what only counts off: 第一批, （二）, 2025年度. */
export function quantitiesIn(text: string): Quantity[] {
  return Array.from(text.matchAll(found)).flatMap((match) => {
    const { year, month, day: dayOf, end, share, count: said = share, unit = share && '%' } = match.groups ?? {};
    const own = { text: match[0].trim(), at: match.index };
    if (month !== undefined) {
      if (dayOf === undefined && end === undefined && year === undefined) return [];
      const last = end === undefined ? (dayOf ?? '') : lastOf(year, month);
      const value = `${year ?? ''}-${two(month)}-${two(last)}${timeOf(match.groups ?? {})}`;
      return [{ ...own, value, unit: '' }];
    }
    if (said === undefined || match[0] === '一批') return [];
    const digits = digitsOf(said);
    // A year of the calendar is no length of time.
    return unit === '年' && digits.length === 4 ? [] : [{ ...own, value: digits, unit: unit ?? '' }];
  });
}

/** 17:00, 17时, 下午5点半 as a time with a blank before it; of a day alone nothing. */
function timeOf({ half, hour: said, minute, past, thirty }: Readonly<Record<string, string | undefined>>): string {
  if (said === undefined) return '';
  const isLater = half !== undefined && half !== '上午' && Number(said) < 12 && !(half === '中午' && Number(said) > 3);
  const hours = String(Number(said) + (isLater ? 12 : 0));
  return ` ${two(hours)}:${two(minute ?? past ?? (thirty ? '30' : '00'))}`;
}

const two = (text: string): string => (text === '' ? '' : text.padStart(2, '0'));

const lastOf = (year: string | undefined, month: string): string =>
  String(new Date(Date.UTC(Number(year ?? 2001), Number(month), 0)).getUTCDate());

const ones = '一二三四五六七八九';

/** 十八 → 18, 两 → 2, 一百五十 → 150, 2.5 → 2.5. */
function digitsOf(said: string): string {
  if (/^\d/.test(said)) return String(Number(said));
  const tens = { 十: 10, 百: 100 };
  let [sum, last] = [0, 0];
  for (const digit of said.replace('两', '二')) {
    if (digit === '十' || digit === '百') [sum, last] = [sum + (last || 1) * tens[digit], 0];
    else last = ones.indexOf(digit) + 1;
  }
  return String(sum + last);
}

/** Of what a value is: the year of its notice, the unit it is counted in, and whom it is said of. */
export interface Stated {
  year: string | null;
  unit?: string | undefined;
  subject?: string | undefined;
  /** It is a moment: a time that the text names is part of it, and a day alone lasts until its end. */
  isMoment?: boolean | undefined;
}

/**
 * Whether a text states a value of a table: a count, a share (0.1 is 10%), an amount in yuan, a day or a moment, the
 * year of a batch. A day that is written without its year is of the year of the notice; where the text names the
 * subject, only what it says in the same breath is said of it.
 */
export function states(text: string, value: string, { year: yearOf, unit, subject, isMoment }: Stated): boolean {
  const [, batchYear] = /^(\d{4})(?:-\d{1,2})?$/.exec(value) ?? [];
  if (batchYear !== undefined) return text.includes(`${batchYear}年`);
  const quantities = quantitiesIn(partAbout(text, subject)).filter((each) => !unit || each.unit === unit);
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) {
    const [, year = '', rest = '', time = ''] = /^(\d{4})(-\d{2}-\d{2})(?: (\d{2}:\d{2}))?/.exec(value) ?? [];
    return quantities.some(({ value: whole }) => {
      const [said = '', timeSaid = ''] = whole.split(' ');
      const isYear = said.startsWith('-') ? yearOf === null || yearOf === year : said.startsWith(year);
      const isEnd = time === '23:59' && (timeSaid === '' || timeSaid === '24:00');
      const isTime = time === timeSaid || isEnd || (time === '' && (!isMoment || timeSaid === '24:00'));
      return isYear && said.endsWith(rest) && isTime;
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
