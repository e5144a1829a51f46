import type { CellFinding, XlsxCell } from './workbook.ts';
import type { PlainFormat } from './format.ts';
import { decimalText, precisionEnd } from './decimal.ts';

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'>;

/** Units that change an amount; any other word of a format (人, 分, ¥) is only its dress. */
const money = /^\s*(亿元|万元|元|亿|万)\s*$/;
/** A difference between the shown and the stored number that a person should know of. */
const tolerance = 0.005;

/** A number whose format is no day: unrounded, with the `%`, the unit of money and the leading zeros that are shown. */
export function readNumber(value: number, format: PlainFormat): Read {
  const text = decimalText(value, format.isPercent ? 2 : 0);
  if (Math.abs(value) >= precisionEnd) {
    return finding(
      'precision_lost',
      text,
      'cell',
      `数字 ${text} 超过 15 位，表格软件已丢失末尾各位`,
      '先把该单元格设为“文本”格式，再重新录入完整的号码'
    );
  }
  if (format.scale > 0) {
    return finding(
      'shown_scaled',
      text,
      'cell',
      `单元格显示的数与实际存储的数 ${text} 相差 ${format.scale} 位`,
      '把单元格格式改为“常规”，按表头单位重新填写数值'
    );
  }
  const label = identifier(value, format);
  if (label !== null) return { kind: 'text', text: label };
  const whole = padded(text, value, format) + (format.isPercent ? '%' : (money.exec(format.suffix)?.[1] ?? ''));
  if (format.isBlind)
    return finding(
      'hidden_value',
      whole,
      'mark',
      `单元格的格式把数值 ${text} 藏起来了`,
      '把单元格格式改为“常规”，核对数值'
    );
  const shown = shownValue(value, format);
  if (shown === null) return { kind: 'number', text: whole };
  return finding(
    'shown_rounded',
    whole,
    'mark',
    `单元格显示 ${shown}，实际存储 ${text}`,
    '按实际存储的数读取；若应以显示的为准，请改填显示的数'
  );
}

function finding(
  check: CellFinding['check'],
  text: string,
  effect: CellFinding['effect'],
  problem: string,
  fix: string
): Read {
  return { kind: 'number', text, findings: [{ check, effect, problem, fix }] };
}

function padded(text: string, value: number, { padding, decimals }: PlainFormat): string {
  return Number.isInteger(value) && value >= 0 && decimals === 0 ? text.padStart(padding, '0') : text;
}

/** A number that its format turns into an identifier: 7 under `"SD-"000` is SD-007. */
function identifier(value: number, format: PlainFormat): string | null {
  const isLabel = /[A-Za-z0-9]/.test(format.prefix + format.suffix);
  if (!isLabel || format.decimals !== 0 || format.isPercent || !Number.isInteger(value) || value < 0) return null;
  return format.prefix + padded(decimalText(value), value, format) + format.suffix;
}

/** What is shown, where it is rounded away by more than the tolerance. */
function shownValue(value: number, { decimals, isPercent }: PlainFormat): string | null {
  if (decimals === null || decimals > 15) return null;
  const scaled = isPercent ? value * 100 : value;
  const shown = scaled.toFixed(decimals);
  return Math.abs(Number(shown) - scaled) > tolerance + 1e-9 ? shown + (isPercent ? '%' : '') : null;
}
