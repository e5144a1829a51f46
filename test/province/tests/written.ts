import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** One table that the generator wrote, read without its help. */
export interface Written {
  path: string;
  encoding: string;
  text: string;
  title: string;
  /** In headers: 1 for 元, 10 000 for 万元. */
  yuan: number;
  header: string[];
  rows: Record<string, string>[];
  total: string[] | null;
}

const LABELS = /^(合\s*计|总计)$/;
/** Other words of three clerks for the same columns. */
const SAME: Readonly<Record<string, string>> = {
  申报单位名称: '申报单位',
  所在市: '推荐市',
  联系方式: '联系电话',
  总投资: '项目总投资',
  '其中：实施期内': '实施期内计划投资',
  单位性质: '企业性质',
  实施期起: '响应内容起始日期',
  实施期止日期: '实施期止',
  县市区: '县（市、区）',
};

export function readProvince(folder: string): Written[] {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.(csv|tsv)$/.test(name));
  return names.sort().map((path) => readTable(path, readFileSync(join(folder, path))));
}

/** The rows of all tables whose file name begins so. */
export function rowsOf(province: readonly Written[], name: string): Record<string, string>[] {
  return province.filter(({ path }) => path.split('/').at(-1)?.startsWith(name)).flatMap(({ rows }) => rows);
}

/** 1,234.50 １２．３ — → hundredths of 万元 or of 元, whole. */
export function hundredths(cell: string): number {
  const plain = cell.normalize('NFKC').replaceAll(',', '');
  return /^[\d.]+$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
}

function readTable(path: string, bytes: Buffer): Written {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  const { data } = Papa.parse<string[]>(text, { delimiter: path.endsWith('.tsv') ? '\t' : ',' });
  const at = data.findIndex((row) => row.length > 2 && row.every((cell) => cell !== ''));
  const header = (data[at] ?? []).map((cell) => cell.replace(/[（(]万?元[)）]$/, '')).map((cell) => SAME[cell] ?? cell);
  const below = data.slice(at + 1);
  return {
    path,
    encoding,
    text,
    title: data[0]?.[0] ?? '',
    yuan: /[（(：]元/.test(text.slice(0, 600)) ? 1 : 10_000,
    header,
    rows: below
      .filter(
        (row) =>
          row.length === header.length && row.filter((cell) => cell !== '').length > 1 && !LABELS.test(row[0] ?? '')
      )
      .map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']))),
    total: below.find((row) => LABELS.test(row[0] ?? '')) ?? null,
  };
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
