import { nearest } from './nearest.ts';

/**
 * Something that a file of content says and may not, or does not say and must: told in Chinese to those who write it.
 */
export interface Fault {
  /** As content names its own files: pipelines/rules/over_quota.sql. */
  file: string;
  /** Null where it is of the whole file. */
  line: number | null;
  message: string;
}

export const sayFault = ({ file, line, message }: Fault): string =>
  `${file}${line === null ? '' : ` 第 ${line} 行`}：${message}`;

/** In the order in which a reader goes through them, each once. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const known = new Map(faults.map((fault) => [sayFault(fault), fault]));
  return [...known.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0)
  );
}

const shown = 20;

/** What was written, the nearest of what is allowed, and all of it: `没有指标“lised”，最接近的是 listed。可用的有：…。` */
export function notOneOf(what: string, written: string, allowed: readonly string[]): string {
  const near = nearest(written, allowed);
  const some =
    allowed.length > shown ? `${allowed.slice(0, shown).join('、')} 等 ${allowed.length} 个` : allowed.join('、');
  return `${what}“${short(written)}”${near === null ? '' : `，最接近的是 ${near}`}。${
    allowed.length === 0 ? '' : `可用的有：${some}。`
  }`;
}

export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
