import type { Archive } from './archive.ts';
import { readFormat } from './format.ts';
import { noMarks, withProperty, type Marks } from './rich-text.ts';
import type { Change } from './workbook.ts';
import { readXml } from './xml.ts';

/** Of each format that conditions may put on a cell: what it changes of what is seen, null where only its looks. */
export async function readChanges(archive: Archive, part: string): Promise<(Change | null)[]> {
  const changes: { marks: Marks; code: string | null; isFilled: boolean }[] = [];
  let section = '';
  let inner = '';
  await readXml(archive, part, 'styleSheet', {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      if (section !== 'dxfs') return;
      if (depth === 3) changes.push({ marks: noMarks, code: null, isFilled: false });
      if (depth === 4) inner = name;
      const own = changes.at(-1);
      if (!own || depth < 4) return;
      if (name === 'numFmt') own.code = attributes.formatCode ?? '';
      else if (inner === 'fill') own.isFilled = true;
      else if (inner === 'font' && depth === 5) own.marks = withProperty(own.marks, name, attributes);
    },
  });
  return changes.map(({ marks, code, isFilled }) => {
    if (marks.isStruck) return 'struck';
    if (marks.isTiny || (marks.isWhite && !isFilled)) return 'hidden';
    return code === null || isHarmless(code) ? null : 'format';
  });
}

/** It shows a number as such, with no other scale, word or sign. */
const isHarmless = (code: string): boolean =>
  readFormat(code).sections.every((section) => section.kind === 'number' && section.isPlain && !section.isBlind);
