import type { CellFinding, XlsxCell } from './workbook.ts';
import { parseNumber } from './decimal.ts';
import { readIsoMoment } from './iso-moment.ts';
import { meantCell, meantText } from './meant-text.ts';
import { readMoment } from './moment-cell.ts';
import { isScaled } from './number-section.ts';
import { readNumber } from './number-cell.ts';
import { dayText, readSerial } from './serial.ts';
import { noMarks, wholeText, type CellText } from './rich-text.ts';
import { chooseSection } from './section-choice.ts';
import type { CellStyle } from './styles.ts';
import { printable, textProblem, unescapeText } from './text.ts';

/** A cell as the sheet writes it. */
export interface StoredCell {
  column: number;
  type: string;
  style: number;
  /** The style that it looks by: of a cell without one that of its row or column. */
  look: number;
  /** The text of `v`; null where there is none. */
  value: string | null;
  hasFormula: boolean;
  /** The text of `is`; null where there is none. */
  inline: CellText | null;
}

/** What the cells of all sheets share. */
export interface Shared {
  strings: readonly CellText[];
  styles: readonly CellStyle[];
  is1904: boolean;
  /** Whether values of formulas are theirs: `pending` where nobody computed them, `doubtful` where a 0 may be none. */
  calculation: 'done' | 'pending' | 'doubtful';
}

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'> & { raw?: string };

const refill = '请重新填写这个单元格';

/** Reads one cell. What it cannot read is a cell with a finding, never a guess. */
export function readCell(stored: StoredCell, shared: Shared): XlsxCell {
  const { column, value, hasFormula, type } = stored;
  const raw = value ?? (stored.inline === null ? '' : wholeText(stored.inline));
  if (hasFormula && (value === null || (value === '' && type !== 'str'))) {
    const finding: CellFinding = {
      check: 'formula_without_value',
      effect: 'cell',
      problem: '公式没有保存计算结果',
      fix: computed,
    };
    return { column, kind: 'formula', text: '', raw, isFormula: true, findings: [finding] };
  }
  const read = readValue(stored, shared);
  const cell: XlsxCell = hasFormula ? { column, raw, isFormula: true, ...read } : { column, raw, ...read };
  if (type === 's' && !hasFormula) return cell;
  const style = lookOf(stored, shared);
  const isSeen = read.kind !== 'blank' && type !== 's' && type !== 'inlineStr';
  const looks = style && isSeen ? meantCell(read.text, style) : [];
  const more = [...looks, ...(hasFormula ? notComputed(cell, shared) : [])];
  if (more.length === 0) return cell;
  return {
    ...cell,
    kind: cell.kind === 'blank' ? 'formula' : cell.kind,
    findings: [...(cell.findings ?? []), ...more],
  };
}

const computed = '用 WPS 或 Excel 打开并保存一次，或改填数值';

function notComputed({ text, raw }: XlsxCell, { calculation }: Shared): CellFinding[] {
  const isPlaceholder = raw === '' || Number(raw) === 0;
  if (calculation === 'done' || (calculation === 'doubtful' && !isPlaceholder)) return [];
  const finding = { check: 'formula_not_computed', fix: computed } as const;
  if (calculation === 'doubtful')
    return [
      {
        ...finding,
        effect: 'mark',
        problem: `工作簿里的公式没有结果或都是 0，这个${raw === '' ? '空的结果' : ' 0 '}可能还没有计算`,
      },
    ];
  return isPlaceholder
    ? [{ ...finding, effect: 'cell', problem: `公式还没有计算，存的“${raw}”不是计算结果` }]
    : [{ ...finding, effect: 'mark', problem: `工作簿的公式没有重新计算，存的“${text}”可能不是现在的结果` }];
}

/** How a cell looks: its own style or, where it has none, that of its row or column. */
function lookOf({ style, look }: StoredCell, { styles }: Shared): CellStyle | undefined {
  const own = styles[style];
  const seen = styles[look] ?? own;
  return own && seen && own !== seen ? { ...seen, format: own.format } : own;
}

function readValue(stored: StoredCell, shared: Shared): Read {
  const { type, style, value, inline } = stored;
  const styled = lookOf(stored, shared);
  if (type === 'inlineStr') return readText(inline ?? value ?? '', styled);
  if (value === null || (value === '' && type === 'n')) return { kind: 'blank', text: '' };
  switch (type) {
    case 'n': {
      const number = parseNumber(value.trim());
      if (number === null) return unreadable(value, `数值单元格里是“${value}”，不是数`);
      return styled ? readBy(number, styled, shared.is1904) : unreadable(value, `单元格用了不存在的格式 ${style}`);
    }
    case 's': {
      const string = /^[0-9]{1,8}$/.test(value.trim()) ? shared.strings[Number(value)] : undefined;
      return string === undefined
        ? unreadable(value, `单元格指向不存在的共享文字 ${value}`)
        : { raw: wholeText(string), ...readText(string, styled) };
    }
    case 'str':
      return readText(unescapeText(value), styled && { ...styled, marks: noMarks });
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
    case 'd': {
      const section = styled?.format.sections.find(({ kind }) => kind === 'moment');
      return (
        readIsoMoment(value, section?.kind === 'moment' ? section : null) ??
        unreadable(value, `日期单元格里是“${value}”`)
      );
    }
    default:
      return unreadable(value, `单元格的类型“${type}”无法识别`);
  }
}

function readBy(number: number, { format }: CellStyle, is1904: boolean): Read {
  const chosen = chooseSection(format, number);
  if (!chosen) {
    const problem = `单元格的格式不显示这个数（显示为 #####），实际存储的数是 ${number}`;
    const fix = '把单元格格式改为“常规”，核对数值';
    return {
      kind: 'number',
      text: String(number),
      findings: [{ check: 'hidden_value', effect: 'mark', problem, fix }],
    };
  }
  const { section, isAbsolute } = chosen;
  if (section.kind === 'moment') return readMoment(number, section, is1904);
  const read = readNumber(number, { section, isAbsolute });
  if (is1904 && !read.findings && isSerial(number)) return { ...read, findings: [otherEpoch(number)] };
  const isBare = format.isScaling && !isScaled(section) && /^-?[\d.]+$/.test(read.text);
  if (!isBare || number === 0 || read.findings) return read;
  const problem = `单元格显示“${read.text}”，没有单位；同一格式把别的数显示成万、亿，存储的可能是以元计的数`;
  const fix = '请写明单位，如 5000元，或按表头的单位填写，把单元格格式改为“常规”';
  return { ...read, findings: [{ check: 'shown_otherwise', effect: 'mark', problem, fix }] };
}

/** A number that stands for a day of these decades, whichever year days are counted from. */
const isSerial = (number: number): boolean => number >= 36_000 && number < 60_000;

/** A bare serial in a book that counts from 1904: what it says as text is a day four years before the one it stands for. */
function otherEpoch(number: number): CellFinding {
  const dayOf = (is1904: boolean): string => {
    const day = readSerial(number, is1904)?.day;
    return day ? dayText(day) : '';
  };
  const own = dayOf(true);
  return {
    check: 'other_epoch',
    effect: 'cell',
    of: 'day',
    problem: `单元格里是没有日期格式的序号 ${number}，工作簿又从 1904 年数起，分不清是 ${own} 还是 ${dayOf(false)}`,
    fix: `把单元格格式改为日期，或写成年月日，如 ${own}`,
  };
}

function readText(whole: CellText, style: CellStyle | undefined): Read {
  const { text, findings } = style ? meantText(whole, style) : { text: wholeText(whole), findings: [] };
  if (text === '') return { kind: 'blank', text };
  const problem = textProblem(text);
  if (problem !== null) return unreadable(text, problem);
  const shown = style?.format.text;
  if (shown?.isHidden) findings.push(hiddenText(text));
  return {
    kind: 'text',
    text: shown ? shown.prefix + text + shown.suffix : text,
    ...(findings.length > 0 ? { findings } : {}),
  };
}

const hiddenText = (text: string): CellFinding => ({
  check: 'hidden_value',
  effect: 'mark',
  problem: `单元格的格式把文字“${text.slice(0, 60)}”藏起来了`,
  fix: '把单元格格式改为“常规”，核对内容',
});

function unreadable(text: string, problem: string): Pick<XlsxCell, 'kind' | 'text' | 'findings'> {
  return {
    kind: 'unreadable',
    text: printable(text).slice(0, 200),
    findings: [{ check: 'broken_cell', effect: 'cell', problem, fix: refill }],
  };
}
