import { limits } from './limits.ts';

const escape = /_x([0-9A-Fa-f]{4})_/g;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

/** `_x000D_` → a carriage return; `_x005F_x000D_` → the seven characters `_x000D_`. */
export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replace(escape, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
}

/** What forbids the text as a cell's, in words; null where nothing does. */
export function textProblem(text: string): string | null {
  if (text.length > limits.textLength) return `单元格有 ${text.length} 个字符，超过 ${limits.textLength} 个`;
  const found = control.exec(text)?.[0];
  if (found !== undefined) return `单元格里有不可见的控制字符 U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return text.isWellFormed() ? null : '单元格里有残缺的字符（半个代理对）';
}

/** The text with what may not be in it shown as �. */
export function printable(text: string): string {
  return text.toWellFormed().replace(new RegExp(control, 'g'), '\ufffd');
}

export interface TextCollector {
  open(name: string): void;
  text(text: string): void;
  close(name: string): void;
  /** The text so far, and begins anew. */
  take(): string;
}

/** Joins the runs of a rich text (`si`, `is`) and leaves out how they are pronounced (`rPh`). */
export function collectText(): TextCollector {
  let whole = '';
  let run = '';
  let phonetic = 0;
  let isOpen = false;
  return {
    open(name) {
      if (name === 'rPh') phonetic++;
      else if (name === 't' && phonetic === 0) isOpen = true;
    },
    text(text) {
      if (isOpen) run += text;
    },
    close(name) {
      if (name === 'rPh') phonetic--;
      else if (name === 't' && isOpen) {
        whole += unescapeText(run);
        run = '';
        isOpen = false;
      }
    },
    take() {
      const text = whole;
      whole = run = '';
      return text;
    },
  };
}
