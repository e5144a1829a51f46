import { formats, isFormat, readColumnLine } from '../format.ts';
import { notOneOf } from './fault.ts';
import type { Names } from './names.ts';
import type { Value } from './value.ts';

/** A line that a header may say. */
export interface Key {
  value: Value;
  needed?: true;
}

/** What one kind of .sql file may and must say. */
export interface SqlKind {
  /** What people call such a file. */
  called: string;
  keys: Readonly<Record<string, Key>>;
  /** Lines whose keys are names of columns: what they are, and whether each column must have one. */
  others?: { are: string; value: Value; needed?: true };
  /** What the query must answer, what it may besides (null: anything), and what is of which type. */
  columns?: {
    needed: readonly string[];
    more: readonly string[] | null;
    texts?: readonly string[];
    numbers?: readonly string[];
  };
  /** Of a column of the answer, the words that it may hold. */
  words?: Readonly<Record<string, readonly string[]>>;
  /** What lines of one header say of each other: the key whose line is at fault, and what is wrong. */
  whole?: (
    header: Readonly<Record<string, string>>,
    file: { sql: string; names: Names }
  ) => { key: string; message: string }[];
}

/** A unit with its format, however an input method for Chinese writes its signs. */
const spelt = new RegExp(` ?\\([^()]*, *(${Object.keys(formats).join('|')}) *\\)`);
const halfWidth = (written: string): string =>
  written.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',');

/** `题名 (单位, 格式) — 口径 = 算式`, of which the title alone must be there. */
export const titled: Value = (written) => {
  const [, , format] = / \(([^(),]*),([^()]*)\)(?: |$)/.exec(written) ?? [];
  if (format !== undefined && !isFormat(format.trim()))
    return [notOneOf('没有格式', format.trim(), Object.keys(formats))];
  const [said] = spelt.exec(halfWidth(written)) ?? [];
  if (said !== undefined && !written.includes(said.replace(/^ ?/, ' ')))
    return [
      `“${written}”里的单位和格式不会被读到，要用半角的括号和逗号，前面空一格：题名${said.replace(/^ ?/, ' ')}。`,
    ];
  const { title } = readColumnLine('', written);
  return /\p{Script=Han}/u.test(title) ? [] : [`写的是“${written}”，要写成 题名 (单位) — 口径，题名用中文。`];
};

/** Keys that are the same wherever they stand, as those call them who would write them in Chinese. */
export const chineseKeys: Readonly<Record<string, string>> = {
  标题: 'title',
  题名: 'title',
  名称: 'title',
  单位: 'unit',
  口径: 'definition',
  定义: 'definition',
  分子: 'numerator',
  分母: 'denominator',
  粒度: 'grain',
  对象: 'subject',
  依据: 'reads',
};
