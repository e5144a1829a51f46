import type { Archive } from './archive.ts';
import { builtinFormats, ownCurrency } from './builtin-formats.ts';
import { readFormat, type NumberFormat } from './format.ts';
import { limits } from './limits.ts';
import type { Look } from './meant-text.ts';
import { isSame, isWhite, noMarks, withProperty, type Marks } from './rich-text.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import { readXml } from './xml.ts';

/** How the cells of a style show what they hold. */
export interface CellStyle extends Look {
  format: NumberFormat;
}

export const plainStyle: CellStyle = { format: readFormat('General'), marks: noMarks, isPaper: true };

/** The cell styles, by their index. */
export async function readStyles(archive: Archive, part: string): Promise<CellStyle[]> {
  const codes = new Map<number, string>();
  const fonts: Marks[] = [];
  /** The colours of fonts and fills that tell one by its own name. */
  const inks: string[] = [];
  const papers: string[] = [];
  /** Whether each fill leaves the cell white. */
  const fills: boolean[] = [];
  const styles: { format: number; font: number; fill: number }[] = [];
  let section = '';
  await readXml(archive, part, 'styleSheet', {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      else if (section === 'numFmts' && depth === 3)
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (section === 'fonts' && depth === 3) fonts.push(noMarks);
      else if (section === 'fonts' && depth === 4 && fonts.length > 0) {
        fonts[fonts.length - 1] = withProperty(fonts.at(-1)!, name, attributes);
        if (name === 'color' && attributes.rgb) inks[fonts.length - 1] = colour(attributes.rgb);
      } else if (section === 'fills' && depth === 3) fills.push(true);
      else if (section === 'fills' && name === 'patternFill')
        fills[fills.length - 1] = attributes.patternType !== 'solid';
      else if (section === 'fills' && name === 'gradientFill') fills[fills.length - 1] = false;
      else if (section === 'fills' && name === 'fgColor') {
        fills[fills.length - 1] ||= isWhite(attributes);
        if (attributes.rgb) papers[fills.length - 1] = colour(attributes.rgb);
      } else if (section === 'cellXfs' && name === 'xf' && depth === 3) {
        const { numFmtId = '0', fontId = '0', fillId = '0' } = attributes;
        styles.push({ format: Number(numFmtId), font: Number(fontId), fill: Number(fillId) });
      }
      if (Math.max(styles.length, codes.size, fonts.length, fills.length) > limits.formats)
        throw new WorkbookError(`工作簿的单元格样式超过 ${limits.formats} 种`, resave);
    },
  });
  const read = new Map<number, NumberFormat>();
  return styles.map(({ format: id, font, fill }) => {
    const format = read.get(id) ?? readFormat(codeOf(id, codes));
    read.set(id, format);
    const own = fonts[font] ?? noMarks;
    const isPaper = fills[fill] ?? true;
    if (!isPaper && papers[fill] !== undefined && papers[fill] === inks[font])
      return { format, marks: { ...own, isWhite: true }, isPaper: true };
    return { format, marks: isSame(own, noMarks) ? noMarks : own, isPaper };
  });
}

/** Without how opaque it is. */
const colour = (rgb: string) => rgb.slice(-6).toLowerCase();

function codeOf(id: number, codes: ReadonlyMap<number, string>): string {
  const code = codes.get(id) ?? builtinFormats[id] ?? 'General';
  return ownCurrency.has(id) ? code.replace(/"\$"|\\\$/g, '"¥"') : code;
}
