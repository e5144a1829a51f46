import type { CellIssue } from '../grid.ts';
import { codePoint, visible } from '../visible.ts';

const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/;
const overrides = /[\u202a-\u202e\u2066-\u2069]/;
const mojibake = /\ufffd|锟斤拷|斤拷锟|ï¿½/;
const any = new RegExp(`${control.source}|${overrides.source}|${mojibake.source}|(?:^|\\n)\\ufeff`);

/** Whether a text may hold a character that `characterTrouble` names. */
export const hasForbiddenCharacter = (text: string): boolean => any.test(text);

/** What forbids a row for the characters in it; null where nothing does. */
export function characterIssue(record: string): CellIssue | null {
  if (!any.test(record)) return null;
  const is = (check: string, pattern: RegExp, problem: (found: string) => string, fix: string): CellIssue | null => {
    const found = pattern.exec(record);
    return found && { check, effect: 'row', value: around(record, found.index), problem: problem(found[0]), fix };
  };
  return (
    is(
      'nul',
      /\0/,
      () => '这一行里有空字节（NUL），文字可能已经丢失',
      '请从原系统重新导出，或在 Excel 中重新填写这一行'
    ) ??
    is(
      'mojibake',
      mojibake,
      (found) => `这一行的文字已经损坏成乱码（${found}），原来的字找不回来`,
      '请从没有乱码的原文件重新导出这一行'
    ) ??
    is(
      'text_direction',
      overrides,
      (found) => `这一行里有改变文字方向的不可见字符 ${codePoint(found)}，看到的和实际的内容会不一样`,
      '请删去这个字符，重新键入这个单元格'
    ) ??
    is(
      'second_mark',
      /^\ufeff/,
      () => '这一行以字节顺序标记（BOM）开头，像是两个文件首尾拼在了一起',
      '请把两个文件分开交'
    ) ??
    is(
      'control_character',
      control,
      (found) => `这一行里有不可见的控制字符 ${codePoint(found)}`,
      '请删去这个字符，重新键入这个单元格'
    )
  );
}

const around = (text: string, index: number): string => visible(text.slice(Math.max(0, index - 40), index + 60));
