import type { NumberFormat } from './format.ts';
import type { XlsxCell } from './workbook.ts';
import { parseNumber } from './decimal.ts';
import { readIsoMoment, readMoment } from './moment-cell.ts';
import { readNumber } from './number-cell.ts';
import { printable, textProblem, unescapeText } from './text.ts';

/** A cell as the sheet writes it. */
export interface StoredCell {
  column: number;
  type: string;
  style: number;
  /** The text of `v`; null where there is none. */
  value: string | null;
  hasFormula: boolean;
  /** The text of `is`; null where there is none. */
  inline: string | null;
}

/** What the cells of all sheets share. */
export interface Shared {
  strings: readonly string[];
  formats: readonly NumberFormat[];
  is1904: boolean;
}

const refill = '请重新填写这个单元格';

/** Reads one cell. What it cannot read is a cell with a finding, never a guess. */
export function readCell(stored: StoredCell, shared: Shared): XlsxCell {
  const { column, type, value, hasFormula } = stored;
  const raw = value ?? stored.inline ?? '';
  const isFormula = hasFormula ? { isFormula: true as const } : {};
  if (hasFormula && (value === null || (value === '' && type !== 'str'))) {
    const problem = '公式没有保存计算结果';
    return {
      column,
      kind: 'formula',
      text: '',
      raw,
      isFormula: true,
      findings: [
        { check: 'formula_without_value', effect: 'cell', problem, fix: '用 WPS 或 Excel 打开并保存一次，或改填数值' },
      ],
    };
  }
  return { column, raw, ...isFormula, ...readValue(stored, shared) };
}

function readValue(
  { type, style, value, inline }: StoredCell,
  shared: Shared
): Pick<XlsxCell, 'kind' | 'text' | 'findings'> & { raw?: string } {
  if (type === 'inlineStr') return readText(inline ?? value ?? '');
  if (value === null || (value === '' && type === 'n')) return { kind: 'blank', text: '' };
  switch (type) {
    case 'n': {
      const number = parseNumber(value.trim());
      if (number === null) return unreadable(value, `数值单元格里是“${value}”，不是数`);
      const format = shared.formats[style];
      if (!format) return unreadable(value, `单元格用了不存在的格式 ${style}`);
      return format.kind === 'moment' ? readMoment(number, format, shared.is1904) : readNumber(number, format);
    }
    case 's': {
      const string = /^[0-9]{1,8}$/.test(value.trim()) ? shared.strings[Number(value)] : undefined;
      return string === undefined
        ? unreadable(value, `单元格指向不存在的共享文字 ${value}`)
        : { raw: string, ...readText(string) };
    }
    case 'str':
      return readText(unescapeText(value));
    case 'b':
      if (value === '1' || value === 'true') return { kind: 'boolean', text: 'TRUE' };
      if (value === '0' || value === 'false') return { kind: 'boolean', text: 'FALSE' };
      return unreadable(value, `是非单元格里是“${value}”`);
    case 'e':
      return {
        kind: 'error',
        text: value,
        findings: [
          {
            check: 'error_value',
            effect: 'cell',
            problem: `单元格是错误值 ${value}`,
            fix: '改正公式，或改填正确的内容',
          },
        ],
      };
    case 'd':
      return readIsoMoment(value) ?? unreadable(value, `日期单元格里是“${value}”`);
    default:
      return unreadable(value, `单元格的类型“${type}”无法识别`);
  }
}

function readText(text: string): Pick<XlsxCell, 'kind' | 'text' | 'findings'> {
  if (text === '') return { kind: 'blank', text };
  const problem = textProblem(text);
  return problem === null ? { kind: 'text', text } : unreadable(text, problem);
}

function unreadable(text: string, problem: string): Pick<XlsxCell, 'kind' | 'text' | 'findings'> {
  return {
    kind: 'unreadable',
    text: printable(text).slice(0, 200),
    findings: [{ check: 'broken_cell', effect: 'cell', problem, fix: refill }],
  };
}
