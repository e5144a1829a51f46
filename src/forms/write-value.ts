import type { ColumnInfo, Value } from '#spec';
import type { Filled, TemplateMark } from '#xlsx';
import { inUnit, isDay, isMoney, serialOf } from './units.ts';

/** How a value is to be written. */
export interface Writing {
  info: ColumnInfo;
  unit: string | null;
  /** What the template says of what is unknown; null: nothing. */
  unknown: string | null;
  format: TemplateMark['format'];
  words: Readonly<Record<string, string>>;
  /** Whether the filters in force cannot be asked of it. */
  isUnfit: boolean;
}

const blank: Filled = { value: null, text: '' };
const marked = (word: string): Filled => ({ value: word === '' ? null : word, text: word, color: 'yellow' });

/** The word for what stays empty and is marked all the same. */
const empty = '空';

/**
 * A value as it stands in its cell. What is unknown is never 0 and never nothing: a number is called 未知 and marked
 * where the template has no other word; a text or a day may be empty, since there may be none, but where it has one.
 */
export function writeValue(value: Value | undefined, { info, unit, unknown, format, words, isUnfit }: Writing): Filled {
  if (value === null || value === undefined) {
    if (isUnfit) return marked('不适用');
    if (unknown === '') return blank;
    if (unknown !== null) return marked(unknown === empty ? '' : unknown);
    return info.type === 'number' ? marked('未知') : blank;
  }
  if (typeof value === 'number') {
    const shown = inUnit(value, info, unit, format);
    return { value: shown, text: String(isMoney(info) ? shown : Number(shown.toFixed(1))) };
  }
  const text = textOf(value, words);
  if (info.type === 'date' && isDay(format)) return { value: serialOf(text), text };
  return { value: text === '' ? null : text, text };
}

function textOf(value: Exclude<Value, number | null>, words: Readonly<Record<string, string>>): string {
  if (typeof value === 'string') return words[value] ?? value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('；');
  return JSON.stringify(value);
}

/** Whether a value is one that its form must tell as unknown. */
export const isUnknown = ({ color }: Filled): boolean => color !== undefined;
