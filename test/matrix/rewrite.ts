import Papa from 'papaparse';
import type { Tokens } from './tokens.ts';

/** What is told of the rows that a file was rewritten to. */
export interface Sheet {
  /** The lines above the header, and the header. */
  head: string[][];
  rows: string[][];
}

/** A file of the generator as text, whatever it was written in. */
export function decoded(bytes: Buffer): string {
  const marks: [string, number[]][] = [
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ];
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(bytes).replace(/^\ufeff+/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff+/, '');
  } catch {
    return new TextDecoder('gb18030').decode(bytes).replace(/^\ufeff+/, '');
  }
}

/** Cells that may be rewritten without making their row another: by what stands in their header. */
const texts = /^(?:项目名称|实施地点|核减原因|原因|来源|名单来源|文号|下达文号|比对范围|联系人)$/;
const money = /投资|投入|金额|实施期内/;
const anchors = ['项目编号', '统一社会信用代码', '原统一社会信用代码', '推荐名额', '核查事项', '因素'];
/** What stands in tables of places alone. */
const ofPlaces = ['推荐名额', '因素'];

/**
 * Every text and amount of a table becomes one that stands nowhere else, and each row ends in a column of its own. A
 * firm keeps its one name. Tables of places alone stay as they are.
 */
export function rewrite(text: string, tokens: Tokens, firms: Map<string, string>, remark: string): Sheet {
  const all = Papa.parse<string[]>(text, { delimiter: /\t/.test(text.slice(0, 3000)) ? '\t' : ',' }).data;
  const at = all.findIndex(
    (row) => row.some((cell) => anchors.includes(cell.trim())) && row.filter(Boolean).length > 2
  );
  if (at < 0) throw new Error(`no header in ${text.slice(0, 80)}`);
  const header = all[at]!.map((cell) => cell.trim());
  if (header.some((name) => ofPlaces.includes(name)))
    return { head: all.slice(0, at + 1), rows: all.slice(at + 1).filter(hasCells) };
  const above = all.slice(0, at).map((row) => row.filter(Boolean).join(' '));
  const unitOf = (name: string) => (/[(（]元[)）]/.test(name) ? 1 : 10_000);
  const code = header.findIndex((name) => /信用代码$/.test(name) && !/联合/.test(name));
  const rows = all
    .slice(at + 1)
    .filter((row) => hasCells(row) && !/合计|小计|填表/.test(row.slice(0, 2).join('')))
    .map((row) => [
      ...header.map((name, column) => {
        const cell = (row[column] ?? '').trim();
        if (cell === '') return '';
        if (/^联系(?:电话|方式)$/.test(name)) return tokens.phone();
        if (/^申报单位(?:名称)?$/.test(name)) {
          const firm = firms.get(row[code] ?? '') ?? `${cell}${tokens.text()}`;
          firms.set(row[code] ?? '', firm);
          return firm;
        }
        if (texts.test(name)) return `${cell}${tokens.text()}`;
        if (!money.test(name)) return cell;
        const written = Number(cell.normalize('NFKC').replaceAll(',', ''));
        return Number.isFinite(written) && written > 0 ? tokens.amount(written, unitOf(name)) : cell;
      }),
      tokens.text(),
    ]);
  return { head: [...above.map((line) => [line]), [...header, remark]], rows };
}

const hasCells = (row: readonly string[]): boolean => row.some((cell) => cell.trim() !== '');

export const csvOf = ({ head, rows }: Sheet): string =>
  `\ufeff${Papa.unparse([...head, ...rows], { newline: '\r\n' })}\r\n`;
