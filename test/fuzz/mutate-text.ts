import { gb18030, utf16be, utf16le, utf8, utf8Marked } from '../intake/bytes.ts';
import type { Random } from '../xlsx/seeded.ts';
import { decodeText } from './decode.ts';

const encodings = [utf8, utf8Marked, utf16le, utf16be, gb18030] as const;
const cells = [
  '',
  ' ',
  '合计',
  '小计',
  '填表人：某某',
  '单位：万元',
  '"',
  '""',
  '"a"b',
  'a"b"',
  '"甲\n乙"',
  '"甲,乙"',
  '"甲""乙"',
  '1,234.56',
  '"1,234.56"',
  '=1+1',
  "'",
  '0',
  '—',
  '项目编号',
  '批次',
  '\u00a0',
  '\u200b',
  '２０２５',
  '2025-02-30',
  '济 南 市',
  '\ufeff',
  '\0',
  '\u202e',
  '甲\u2028乙',
];

/**
 * Changes the shape of a table: its cells, lines, header, marks
 * and encoding. A text of no known encoding stays as it is.
 */
export function mutateText(bytes: Buffer, random: Random): Buffer {
  const text = decodeText(bytes);
  if (text === null) return bytes;
  let lines = text.split(/\r\n|\n|\r/);
  let [delimiter, end] = [text.includes('\t') ? '\t' : ',', '\n'];
  for (let change = 1 + random.below(6); change > 0; change -= 1) lines = reshaped(lines, delimiter, random);
  if (random.chance(0.15)) {
    const other = random.chance(0.8) ? random.pick([',', '\t', ';']) : random.pick(['，', '|']);
    lines = lines.map((line) => line.replaceAll(delimiter, other));
    delimiter = other;
  }
  if (random.chance(0.5)) end = random.pick(['\r\n', '\n', '\r']);
  const joined = lines.join(end) + (random.chance(0.5) ? end : '');
  try {
    return Buffer.from(random.pick(encodings)(joined));
  } catch {
    return Buffer.from(utf8(joined));
  }
}

function reshaped(lines: readonly string[], delimiter: string, random: Random): string[] {
  const { below, chance, pick } = random;
  const at = chance(0.3) ? below(Math.min(4, lines.length)) : below(lines.length);
  const line = lines[at] ?? '';
  const parts = line.split(delimiter);
  const cell = below(parts.length);
  const withLine = (...put: string[]) => lines.toSpliced(at, 1, ...put);
  switch (below(12)) {
    case 0:
      return withLine(parts.with(cell, pick(cells)).join(delimiter));
    case 1:
      return withLine(parts.toSpliced(cell, 1).join(delimiter));
    case 2:
      return withLine(parts.toSpliced(cell, 0, pick(cells)).join(delimiter));
    case 3:
      return withLine(line, line);
    case 4:
      return withLine();
    case 5:
      return withLine('', line);
    case 6:
      return withLine(parts.map(() => '').join(delimiter), line);
    case 7:
      return withLine(
        parts.map((_, i) => (i === 0 ? pick(['合计', '小计', '备注：', '填表日期：2025年']) : '')).join(delimiter),
        line
      );
    case 8:
      return withLine(
        parts
          .with(cell, `"${(parts[cell] ?? '').replaceAll('"', '""')}\n${pick(cells).replaceAll('"', '""')}"`)
          .join(delimiter)
      );
    case 9:
      return lines.map((each) => moved(each.split(delimiter), cell).join(delimiter));
    case 10:
      return [...Array.from({ length: below(25) }, () => ''), ...lines];
    default:
      return withLine(
        line.slice(0, below(line.length + 1)) +
          pick(['"', delimiter, '\r', ' ', '\0']) +
          line.slice(below(line.length + 1))
      );
  }
}

const moved = (parts: readonly string[], cell: number): string[] =>
  cell < parts.length ? [...parts.toSpliced(cell, 1), parts[cell] as string] : [...parts];
