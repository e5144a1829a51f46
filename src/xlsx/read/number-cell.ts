import type { CellFinding, XlsxCell } from './workbook.ts';
import { decimalText, precisionEnd } from './decimal.ts';
import { isScaled, type NumberSection } from './number-section.ts';
import { readWords, type Said } from './format-words.ts';
import { shownNumber } from './shown-number.ts';

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'>;

/** The section that a number is shown by, and how. */
export interface ShownBy {
  section: NumberSection & { isRed: boolean };
  isAbsolute: boolean;
}

/** A difference between the shown and the stored number that a person should know of, in 万元 at most fifty yuan. */
const tolerance = 0.005;
const plainly = '把单元格格式改为“常规”，按表头的单位填写数值';

/**
 * A number whose format is no day, as it is seen but unrounded: with the `%`, the unit of money and the leading zeros
 * that are shown, and scaled as its unit says. What its format says and is not understood is told with both readings.
 */
export function readNumber(value: number, { section, isAbsolute }: ShownBy): Read {
  const stored = decimalText(value);
  if (Math.abs(value) >= precisionEnd) {
    const problem = `数字 ${stored} 超过 15 位，表格软件已丢失末尾各位`;
    return told(
      'number',
      stored,
      'precision_lost',
      'cell',
      problem,
      '先把该单元格设为“文本”格式，再重新录入完整的号码'
    );
  }
  const { said } = section;
  const isSure = section.isPlain && !section.isBlind && value > 0;
  if (isSure && !isRounded(value, section, said, 0)) return { kind: 'number', text: padded(stored, value, section) };
  const seen = shownNumber(value, section, isAbsolute).trim();
  const both = `单元格显示“${seen}”，实际存储的数是 ${stored}`;
  if (section.isBlind) return readBlind(seen, stored, value);
  const scale = 3 * section.commas + section.inserted - (section.isPercentHidden ? 2 * section.percents : 0);
  const isPercent = section.percents > 0 && !section.isPercentHidden;
  if (!isKnownScale(scale, isPercent, section, said)) {
    const problem = `${both}，相差的倍数或单位看不明白`;
    return told('number', stored, 'shown_scaled', 'cell', problem, plainly);
  }
  if (section.between !== '' || isCode(value, section, said)) return { kind: 'text', text: seen };
  if (said.isOdd) return told('text', seen, 'shown_otherwise', 'mark', `${both}，不知以哪个为准`, plainly);
  const text = padded(decimalText(value, (isPercent ? 2 : 0) - scale), value, section);
  const whole = text + (isPercent || /^\s*[%％]/.test(section.suffix) ? '%' : said.unit);
  if (isSignLost(value, seen, { section, isAbsolute }))
    return told('number', whole, 'shown_otherwise', 'mark', `${both}，正负不一致`, plainly);
  // Programs differ in whether a format of texts alone puts its words to a number, too.
  if (section.tokens.some(({ is }) => is === 'text') && section.prefix + section.suffix !== '')
    return told('text', seen, 'shown_otherwise', 'mark', `${both}，不知以哪个为准`, plainly);
  if (said.isUnknown) {
    const isLabel = readWords(section.prefix, '').isUnknown;
    const problem = `${both}，按${isLabel ? '显示的' : '存储的数'}读取`;
    return told(isLabel ? 'text' : 'number', isLabel ? seen : whole, 'shown_otherwise', 'mark', problem, plainly);
  }
  if (value === 0 && !/[0-9]/.test(seen) && !/^[-—–]$/.test(seen.replace(/\s/g, '')))
    return told('number', whole, 'hidden_value', 'mark', both, plainly);
  const findings: CellFinding[] = [];
  if (said.isCount && !isPercent) {
    const problem = `${both}，显示的不像金额，按存储的数读取`;
    findings.push({ check: 'shown_counted', effect: 'mark', problem, fix: plainly, of: 'money' });
  }
  if (isRounded(value, section, said, scale)) {
    const fix = '按实际存储的数读取；若应以显示的为准，请改填显示的数';
    findings.push({ check: 'shown_rounded', effect: 'mark', problem: `单元格显示 ${seen}，实际存储 ${stored}`, fix });
  }
  return { kind: 'number', text: whole, ...(findings.length > 0 ? { findings } : {}) };
}

function told(
  kind: Read['kind'],
  text: string,
  check: CellFinding['check'],
  effect: CellFinding['effect'],
  problem: string,
  fix: string
): Read {
  return { kind, text, findings: [{ check, effect, problem, fix }] };
}

/** A format that shows words without the number: 是 for 1, — for 0, or nothing. */
function readBlind(seen: string, stored: string, value: number): Read {
  const isNone = seen === '' || (value === 0 && /^[-—–─/无零]+$/.test(seen));
  if (isNone) {
    const problem = `单元格的格式把数值 ${stored} 藏起来了${seen === '' ? '' : `，显示“${seen}”`}`;
    return told('number', stored, 'hidden_value', 'mark', problem, '把单元格格式改为“常规”，核对数值');
  }
  const problem = `单元格显示“${seen}”，实际存储的数是 ${stored}，按显示的读取`;
  return told('text', seen, 'shown_otherwise', 'mark', problem, '请直接填写要表达的内容');
}

/** Whether a number that is shown smaller says by how much: of yuan (0!.0,"万") or of 万元 (0!.0000"亿元"). */
function isKnownScale(scale: number, isPercent: boolean, section: NumberSection, said: Said): boolean {
  if (section.percents > 1 || (isPercent && scale !== 0)) return false;
  if (scale === 0) return true;
  if (said.isOdd || said.isUnknown || section.between !== '' || said.unit === '') return false;
  return scale === said.power || (said.power > 4 && scale === said.power - 4);
}

function padded(text: string, value: number, section: NumberSection): string {
  const isPlain = section.decimals === 0 && !isScaled(section) && Number.isInteger(value) && value >= 0;
  return isPlain ? text.padStart(section.padding, '0') : text;
}

/** A number that its format turns into an identifier: 7 under `"SD-"000` is SD-007. */
function isCode(value: number, { prefix, suffix, decimals, percents, inserted }: NumberSection, said: Said): boolean {
  const isLabel = /[A-Za-z0-9]/.test((prefix + suffix).replace(/RMB|CNY/gi, ''));
  const isPlain = decimals === 0 && percents === 0 && inserted === 0 && Number.isInteger(value) && value >= 0;
  return isLabel && !said.isOdd && isPlain;
}

/** A negative number that is shown without minus, brackets or red, or a positive one with them. */
function isSignLost(value: number, seen: string, { section, isAbsolute }: ShownBy): boolean {
  const isShown = /[-−－△▲]|^[（(].*[)）]/.test(seen.normalize('NFKC')) || (isAbsolute && section.isRed);
  if (value === 0) return false;
  return value < 0 ? !isShown : /^[-−－△▲]|^[（(].*[)）]$/.test(seen.normalize('NFKC'));
}

/** Whether what is shown was rounded by more than the tolerance. */
function isRounded(value: number, section: NumberSection, said: Said, scale: number): boolean {
  const { decimals, percents, tokens } = section;
  const factor = 10 ** (2 * percents - 3 * section.commas);
  const places = decimals === null ? null : decimals;
  if (places === null) return tokens.some(({ is }) => is === 'slash' || is === 'exponent') && isApart(value, section);
  if (places > 15) return false;
  const scaled = Math.abs(value) * factor;
  const apart = Math.abs(Number(scaled.toFixed(places)) - scaled) / 10 ** section.inserted;
  return apart > tolerance / 10 ** Math.max(0, said.power - 4) + 1e-9 && (scale === 0 || apart > 1e-9);
}

/** Whether a fraction or an exponent, read again, is another number. */
function isApart(value: number, section: NumberSection): boolean {
  const seen = shownNumber(Math.abs(value), section, true);
  const power = /(?<!\d)(\d+(?:\.\d+)?|\.\d+)E\+?(-?\d+)/.exec(seen);
  const parts = /(?<!\d)(?:(\d+) )?(\d+)\/(\d+)/.exec(seen);
  const read = power
    ? Number(power[1]) * 10 ** Number(power[2])
    : parts
      ? Number(parts[1] ?? 0) + Number(parts[2]) / Number(parts[3])
      : Number(/\d+/.exec(seen)?.[0] ?? NaN);
  return Math.abs(read - Math.abs(value)) > tolerance;
}
