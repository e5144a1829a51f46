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
  /** What the query must answer, and what it may besides; null: anything. */
  columns?: { needed: readonly string[]; more: readonly string[] | null };
  /** What lines of one header say of each other: the key whose line is at fault, and what is wrong. */
  whole?: (
    header: Readonly<Record<string, string>>,
    file: { sql: string; names: Names }
  ) => { key: string; message: string }[];
}

/** `题名 (单位, 格式) — 口径 = 算式`, of which the title alone must be there. */
export const titled: Value = (written) => {
  const [, , format] = / \(([^(),]*),([^()]*)\)(?: |$)/.exec(written) ?? [];
  if (format !== undefined && !isFormat(format.trim()))
    return [notOneOf('没有格式', format.trim(), Object.keys(formats))];
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
  条款: 'clause',
  引文: 'quotation',
  原文: 'quotation',
  分子: 'numerator',
  分母: 'denominator',
  粒度: 'grain',
  严重程度: 'severity',
  对象: 'subject',
  依据: 'reads',
};
