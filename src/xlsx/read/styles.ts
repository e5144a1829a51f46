import type { Archive } from './archive.ts';
import { builtinFormats } from './builtin-formats.ts';
import { readFormat, type NumberFormat } from './format.ts';
import { limits } from './limits.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import { readXml } from './xml.ts';

/** The number format of each cell style, by the style's index. */
export async function readFormats(archive: Archive, part: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let section = '';
  await readXml(archive, part, 'styleSheet', {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      else if (name === 'numFmt' && depth === 3 && section === 'numFmts')
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'xf' && depth === 3 && section === 'cellXfs') styles.push(Number(attributes.numFmtId ?? 0));
      if (Math.max(styles.length, codes.size) > limits.formats)
        throw new WorkbookError(`工作簿的单元格样式超过 ${limits.formats} 种`, resave);
    },
  });
  const read = new Map<number, NumberFormat>();
  return styles.map((id) => {
    const known = read.get(id) ?? readFormat(codes.get(id) ?? builtinFormats[id] ?? 'General');
    read.set(id, known);
    return known;
  });
}
