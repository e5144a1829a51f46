import { limits } from './limits.ts';
import {
  dressedBy,
  joinRuns,
  noMarks,
  withProperty,
  type CellText,
  type Dress,
  type Marks,
  type Run,
} from './rich-text.ts';
import type { Attributes } from './xml.ts';

const escape = /_x([0-9A-Fa-f]{4})_/g;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

/** `_x000D_` → a carriage return; `_x005F_x000D_` → the seven characters `_x000D_`. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(escape, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

/** What forbids the text as a cell's, in words; null where nothing does. */
export function textProblem(text: string): string | null {
  if (text.length > limits.textLength) return `单元格有 ${text.length} 个字符，超过 ${limits.textLength} 个`;
  const found = control.exec(text)?.[0];
  if (found !== undefined)
    return `单元格里有不可见的控制字符 U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return text.isWellFormed() ? null : '单元格里有残缺的字符（半个代理对）';
}

/** The text with what may not be in it shown as �. */
export function printable(text: string): string {
  return text.toWellFormed().replace(new RegExp(control, 'g'), '\ufffd');
}

export interface TextCollector {
  /** False where a rich text has no such element in that place. */
  open(name: string, attributes: Attributes): boolean;
  /** False where no text may stand. */
  text(text: string): boolean;
  close(): void;
  /** The text so far, and begins anew. */
  take(): CellText;
}

/** What may stand within what; of the rest nothing is read, so anything may. */
const children: Readonly<Record<string, readonly string[]>> = {
  '': ['t', 'r', 'rPh', 'phoneticPr', 'extLst'],
  r: ['rPr', 't'],
  rPh: ['t'],
  t: [],
};

/** Joins the runs of a rich text (within `si` or `is`) and leaves out how they are pronounced (`rPh`). */
export function collectText(): TextCollector {
  const path: string[] = [];
  /** The texts so far of a run, a pronunciation, or the whole, by their place. */
  const texts = { '': 0, r: 0, rPh: 0 };
  let runs: Run[] = [];
  let run = '';
  let marks: Marks | null = null;
  let dress: Dress = {};
  return {
    open(name, attributes) {
      const parent = path.at(-1) ?? '';
      path.push(name);
      if (name === 'r' && parent === '') [marks, dress] = [null, {}];
      if (path.length === 2 && name === 'rPr') marks = noMarks;
      if (path.length === 3 && parent === 'rPr') {
        marks = withProperty(marks ?? noMarks, name, attributes);
        dress = dressedBy(dress, name, attributes);
      }
      if (name === 'r' || name === 'rPh') texts[name] = 0;
      if (parent === '' && name === 'r' && texts[''] > 0) return false;
      if (name === 't' && (parent === '' || parent === 'r' || parent === 'rPh') && ++texts[parent] > 1) return false;
      return children[parent]?.includes(name) ?? true;
    },
    text(text) {
      if (path.at(-1) !== 't') return text.trim() === '';
      if (path[0] !== 'rPh' && path[0] !== 'extLst') run += text;
      return true;
    },
    close() {
      if (path.pop() !== 't') return;
      runs.push({ text: unescapeText(run), ...(path.length === 0 ? { marks: null } : { marks, ...dress }) });
      run = '';
    },
    take() {
      const text = joinRuns(runs);
      runs = [];
      run = '';
      path.length = texts[''] = 0;
      return text;
    },
  };
}
