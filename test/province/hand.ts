import type { Encoding } from './bytes.ts';
import { dayText, momentText } from './calendar.ts';
import type { Money } from './project.ts';

/** How a clerk and the clerk's program write. */
export interface Hand {
  encoding: Encoding;
  separator: ',' | '\t';
  newline: '\r\n' | '\n';
  unit: '万元' | '元';
  /** Of the unit in a header: 项目总投资(万元), 项目总投资（万元）, or a line 单位：万元 above. */
  brackets: '()' | '（）' | 'line';
  amounts: 'plain' | 'grouped' | 'wide';
  days: '2025-03-01' | '2025/3/1' | '2025.3.1' | '20250301' | '2025年3月1日' | '２０２５－０３－０１';
  times: 'seconds' | 'minutes';
  yesNo: readonly [yes: string, no: string];
  /** An amount that is not known. */
  nothing: '' | '—' | '/' | '无';
  list: ';' | '；' | '、';
  /** The label of the last line, which adds up; null: none. */
  total: '合计' | '合　计' | '总计' | null;
  hasFoot: boolean;
  /** An empty line between title and header and before the totals: as `,,,` or as nothing at all. */
  blank: 'cells' | 'line' | null;
  isNumbered: boolean;
  city: 'full' | 'short' | 'padded' | 'office';
  task: 'name' | 'number' | 'alias';
}

/** As the system exports; every other hand is told by how it differs. */
export const SYSTEM: Hand = {
  encoding: 'utf-8-bom',
  separator: ',',
  newline: '\r\n',
  unit: '万元',
  brackets: '()',
  amounts: 'plain',
  days: '2025-03-01',
  times: 'seconds',
  yesNo: ['是', '否'],
  nothing: '',
  list: ';',
  total: null,
  hasFoot: false,
  blank: null,
  isNumbered: false,
  city: 'full',
  task: 'name',
};

export function moneyCell(hand: Hand, money: Money | null): string {
  if (money === null) return hand.nothing;
  const plain =
    hand.unit === '元' ? String(money * 100) : `${Math.trunc(money / 100)}.${String(money % 100).padStart(2, '0')}`;
  if (hand.amounts === 'wide') return wide(plain);
  return hand.amounts === 'grouped' ? plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : plain;
}

export function dayCell(hand: Hand, on: number | null): string {
  if (on === null) return '';
  const text = dayText(on);
  const [year, month, date] = text.split('-').map(Number);
  switch (hand.days) {
    case '2025-03-01':
      return text;
    case '２０２５－０３－０１':
      return wide(text);
    case '20250301':
      return text.replaceAll('-', '');
    case '2025/3/1':
      return `${year}/${month}/${date}`;
    case '2025.3.1':
      return `${year}.${month}.${date}`;
    case '2025年3月1日':
      return `${year}年${month}月${date}日`;
  }
}

export function timeCell(hand: Hand, when: number): string {
  const text = momentText(when);
  return hand.times === 'seconds' ? text : `${dayCell(hand, Math.floor(when / 86_400))} ${text.slice(11, 16)}`;
}

export function yesNoCell(hand: Hand, value: boolean | null): string {
  return value === null ? '' : hand.yesNo[value ? 0 : 1];
}

export function cityCell(hand: Hand, { name, short }: { name: string; short: string }): string {
  if (hand.city === 'padded') return [...name].join(' ');
  if (hand.city === 'office') return `${name}工信局`;
  return hand.city === 'short' ? short : name;
}

export function wide(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}
