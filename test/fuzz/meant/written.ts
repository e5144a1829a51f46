import { csvLines, type Cell } from '../../province/dirty/table.ts';
import { parts } from '../../province/dirty/workbook.ts';
import { writeZip } from '../../province/workbook/zip.ts';
import type { Sound } from './made.ts';

type Lines = readonly (readonly Cell[])[];

/** A table as text, with what stands above its header and below its lines. */
export function asText(
  headers: readonly string[],
  lines: Lines,
  { above = [], below = [] }: { above?: Lines; below?: Lines } = {}
): string {
  const table = { above, header: [headers], lines: [...lines, ...below].map((cells) => ({ cells, flaws: [] })) };
  return `${csvLines(table).join('\r\n')}\r\n`;
}

/** A table as a workbook; `change` has the XML of a part by its name. */
export function asBook(
  headers: readonly string[],
  lines: Lines,
  {
    above = [],
    merges = [],
    name = '表',
    change = (_, xml) => xml,
  }: {
    above?: Lines;
    merges?: readonly string[];
    name?: string;
    change?: (part: string, xml: string) => string;
  } = {}
): Buffer {
  const table = { above, header: [headers], lines: lines.map((cells) => ({ cells, flaws: [] })) };
  return writeZip(
    parts([{ name, table, merges }]).map((part) => ({ ...part, data: change(part.name, String(part.data)) }))
  );
}

/** A line that only its first cell speaks in. */
export const wide = ({ headers }: Pick<Sound, 'headers'>, text: string): Cell[] =>
  headers.map((_, i) => (i === 0 ? text : ''));
