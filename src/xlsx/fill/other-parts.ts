import { attribute, tagOf, prefixOf, tokens, withAttribute } from '../patch/tokens.ts';
import { repeatAt, rowAt, type Growth } from './growth.ts';
import { movedText, type Grown } from './furniture.ts';

/** The names of a workbook with their references moved; one of a sheet alone stands for that sheet. */
export async function movedNames(xml: string, sheets: readonly string[], growths: Grown['growths']): Promise<string> {
  let made = '';
  let prefix: string | null = null;
  let sheet: string | null = null;
  for await (const token of tokens([xml])) {
    if (token.startsWith('<')) {
      if (!/^<[?!]/.test(token)) prefix ??= prefixOf(token);
      const tag = tagOf(token, prefix ?? '');
      if (tag?.name === 'definedName')
        sheet = tag.isClosing || tag.isEmpty ? null : (sheets[Number(attribute(token, 'localSheetId') ?? -1)] ?? '');
      made += token;
    } else made += sheet === null ? token : movedText(token, { sheet, growths });
  }
  return made;
}

/** The drawing of the comments of a sheet: their cells, and the rows that their boxes are fastened to. */
export const movedNotes = (xml: string, growth: Growth): string =>
  xml
    .replace(/<x:Row>\s*(\d+)\s*<\/x:Row>/g, (_, row: string) => `<x:Row>${rowAt(growth, Number(row) + 1) - 1}</x:Row>`)
    .replace(/<x:Anchor>([^<]*)<\/x:Anchor>/g, (whole, text: string) => {
      const numbers = text.split(',').map(Number);
      const row = numbers[2];
      if (numbers.length !== 8 || row === undefined || numbers.some(Number.isNaN)) return whole;
      const by = rowAt(growth, row + 1) - 1 - row;
      return `<x:Anchor>${numbers.map((each, i) => (i === 2 || i === 6 ? each + by : each)).join(', ')}</x:Anchor>`;
    });

/** The workbook part with the formulas of all sheets to be worked out when it is opened, or (false) not. */
export function computedWhenOpened(xml: string, isToBe: boolean): string {
  const found = /<((?:\w+:)?)calcPr(?=[\s/>])[^>]*>/.exec(xml);
  if (found) return xml.replace(found[0], withAttribute(found[0], 'fullCalcOnLoad', isToBe ? '1' : null));
  if (!isToBe) return xml;
  const ends = Array.from(xml.matchAll(/<\/((?:\w+:)?)(?:sheets|functionGroups|externalReferences|definedNames)>/g));
  const last = ends.at(-1);
  if (last === undefined) return xml;
  const at = last.index + last[0].length;
  return `${xml.slice(0, at)}<${last[1] ?? ''}calcPr fullCalcOnLoad="1"/>${xml.slice(at)}`;
}

const anchor = /<((?:\w+:)?)from>[\s\S]*?<\/\1from>(?:\s*<\1to>[\s\S]*?<\/\1to>)?/g;
const anchoredRow = /(<(?:\w+:)?row>\s*)(\d+)(\s*<\/)/g;

/** A drawing with its pictures, as seals, below the rows that they stood below; each keeps its size. */
export const movedPictures = (xml: string, growth: Growth): string =>
  xml.replace(anchor, (whole) => {
    const rows = Array.from(whole.matchAll(anchoredRow), ([, , row]) => Number(row) + 1);
    const [from = 1, to = from] = rows;
    const repeat = repeatAt(growth, from);
    const by = repeat && to > repeat.bottom ? rowAt(growth, to) - to : rowAt(growth, from) - from;
    return whole.replace(
      anchoredRow,
      (_, open: string, row: string, end: string) => `${open}${Number(row) + by}${end}`
    );
  });
