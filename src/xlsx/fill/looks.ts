import type { Archive } from '../read/archive.ts';
import { builtinFormats } from '../read/builtin-formats.ts';
import { readXml } from '../read/xml.ts';

/** What the style of a cell says that bears on how it is filled. */
export interface Look {
  /** The code of its number format: `#,##0.00`, `@`, `General`. */
  format: string;
  /** Whether its text is broken to the width of its column. */
  isWrapped: boolean;
  /** Of its font, in points. */
  size: number;
}

export const plainLook: Look = { format: 'General', isWrapped: false, size: 11 };

/** The looks of the cell styles of a workbook, by their index. */
export async function readLooks(archive: Archive, part: string): Promise<Look[]> {
  const codes = new Map<number, string>();
  const sizes: number[] = [];
  const looks: { format: number; font: number; isWrapped: boolean }[] = [];
  let section = '';
  await readXml(archive, part, 'styleSheet', {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      else if (section === 'numFmts') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (section === 'fonts' && depth === 3) sizes.push(plainLook.size);
      else if (section === 'fonts' && name === 'sz') sizes[sizes.length - 1] = Number(attributes.val) || plainLook.size;
      else if (section === 'cellXfs' && name === 'xf')
        looks.push({
          format: Number(attributes.numFmtId ?? 0),
          font: Number(attributes.fontId ?? 0),
          isWrapped: false,
        });
      else if (section === 'cellXfs' && name === 'alignment' && looks.length > 0)
        looks[looks.length - 1]!.isWrapped = /^(1|true)$/.test(attributes.wrapText ?? '');
    },
  });
  return looks.map(({ format, font, isWrapped }) => ({
    format: codes.get(format) ?? builtinFormats[format] ?? plainLook.format,
    isWrapped,
    size: sizes[font] ?? plainLook.size,
  }));
}
