import type { CellIssue } from '../grid.ts';
import { visible } from '../visible.ts';

/** Whether a quoted cell has taken in whole rows: a line within it divides as a row does, and begins like one. */
export function spansWholeRows(lines: readonly string[], delimiter: string, usual: number): boolean {
  if (usual < 3) return false;
  const [first = '', ...within] = lines.map((text, i) =>
    i > 0 && i === lines.length - 1 ? (text.split('"')[0] as string) : text
  );
  const start = shape(first.split(delimiter)[0] as string);
  return within.some((line) => {
    const cells = line.split(delimiter);
    return cells.length === usual && shape(cells[0] as string) === start;
  });
}

/** P2 and P15 are alike, 一 is not. */
const shape = (cell: string): string =>
  cell
    .replace(/\d+/g, '9')
    .replace(/[A-Za-z]+/g, 'A')
    .replace(/\p{Script=Han}+/gu, '字');

/** A row whose quotation marks do not work out. */
export function quoteIssue(line: string): CellIssue {
  const isOpen = (line.split('"').length - 1) % 2 === 1;
  return {
    check: isOpen ? 'unclosed_quote' : 'stray_quote',
    effect: 'row',
    value: visible(line),
    problem: isOpen
      ? '这一行有一个双引号没有配对，分不清单元格从哪里到哪里'
      : '这一行的双引号用法不合 CSV 的规则，分不清单元格从哪里到哪里',
    fix: '请在 Excel 或 WPS 中打开原表，另存为“CSV UTF-8（逗号分隔）”；正文里的引号请用中文引号“”',
  };
}
