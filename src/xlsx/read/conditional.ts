import type { Archive } from './archive.ts';
import { readFormat } from './format.ts';
import { noMarks, withProperty, type Marks } from './rich-text.ts';
import type { Change } from './workbook.ts';
import { readXml, type Attributes } from './xml.ts';

/** A format that a condition may put on a cell, as far as it was read. */
export interface PutOn {
  marks: Marks;
  code: string | null;
  isFilled: boolean;
}

export const putsOnNothing = (): PutOn => ({ marks: noMarks, code: null, isFilled: false });

/** Takes in an element of a format: `parent` is what it stands in, '' where it stands in the format itself. */
export function addToFormat(format: PutOn, parent: string, name: string, attributes: Attributes): void {
  if (parent === '' && name === 'numFmt') format.code = attributes.formatCode ?? '';
  else if (parent === 'fill' || (parent === '' && name === 'fill')) format.isFilled = true;
  else if (parent === 'font') format.marks = withProperty(format.marks, name, attributes);
}

/** What a format changes of what is seen; null where only its looks. */
export function changeOf({ marks, code, isFilled }: PutOn): Change | null {
  if (marks.isStruck) return 'struck';
  if (marks.isTiny || (marks.isWhite && !isFilled)) return 'hidden';
  return code === null || isHarmless(code) ? null : 'format';
}

/** A bar or an icon that stands in the place of the value. */
export const replacesValue = (name: string, { showValue }: Attributes): boolean =>
  (name === 'dataBar' || name === 'iconSet') && (showValue === '0' || showValue === 'false');

/** Of each format that conditions may put on a cell: what it changes of what is seen, null where only its looks. */
export async function readChanges(archive: Archive, part: string): Promise<(Change | null)[]> {
  const formats: PutOn[] = [];
  let section = '';
  let parent = '';
  await readXml(archive, part, 'styleSheet', {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      if (section !== 'dxfs') return;
      if (depth === 3) formats.push(putsOnNothing());
      const own = formats.at(-1);
      if (!own || depth < 4 || depth > 5) return;
      addToFormat(own, depth === 4 ? '' : parent, name, attributes);
      if (depth === 4) parent = name;
    },
  });
  return formats.map(changeOf);
}

/** It shows a number as such, with no other scale, word or sign. */
const isHarmless = (code: string): boolean =>
  readFormat(code).sections.every((section) => section.kind === 'number' && section.isPlain && !section.isBlind);
