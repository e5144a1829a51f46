import { parseRange, rangeText, parseReference, columnLetters } from '../reference.ts';
import { textIn } from '../patch/comment-text.ts';
import { attribute, prefixOf, tagOf, tokens, withAttribute } from '../patch/tokens.ts';
import { escapeXml } from '../write/xml.ts';
import { lastRowAt, repeatAt, rowAt, spread, stretched, type Growth } from './growth.ts';
import { grownFormula } from './references.ts';

/** The growth of each sheet, by its name in lower case, and the sheet that a part belongs to. */
export interface Grown {
  sheet: string;
  growths: ReadonlyMap<string, Growth>;
}

type Change = (tag: string, growth: Growth, grown: Grown) => string | readonly string[];

const pointing =
  (...names: string[]): Change =>
  (tag, growth) =>
    names.reduce((text, name) => {
      const at = parseReference(attribute(text, name) ?? '');
      return at ? withAttribute(text, name, `${columnLetters(at.column)}${rowAt(growth, at.row)}`) : text;
    }, tag);

const stretching =
  (name: string): Change =>
  (tag, growth) => {
    const ranges = attribute(tag, name);
    return ranges === null ? tag : withAttribute(tag, name, stretchedRanges(ranges, growth));
  };

/** The ranges of a list (`B5:B5 D7`) with all copies of repeated rows; of a part of a repeat, its place in each. */
export function stretchedRanges(ranges: string, growth: Growth): string {
  return ranges
    .split(/\s+/)
    .flatMap((text) => {
      const range = parseRange(text.replaceAll('$', ''));
      if (range === null) return [text];
      const repeat = repeatAt(growth, range.top);
      const isPart = repeat !== undefined && range.bottom <= repeat.bottom && repeat.top !== repeat.bottom;
      const isWhole = repeat?.top === range.top && repeat.bottom === range.bottom;
      const rows =
        isPart && !isWhole ? spread(growth, range.top, range.bottom) : [stretched(growth, range.top, range.bottom)];
      return rows.map(([top, bottom]) => {
        const whole = rangeText({ ...range, top, bottom });
        return text.includes(':') || top !== bottom ? whole : whole.slice(0, whole.indexOf(':'));
      });
    })
    .join(' ');
}

/** An element of one range that stands once for each copy: a merged cell. */
const repeated: Change = (tag, growth) => {
  const range = parseRange(attribute(tag, 'ref') ?? '');
  if (range === null) return tag;
  return spread(growth, range.top, range.bottom).map(([top, bottom]) =>
    withAttribute(tag, 'ref', rangeText({ ...range, top, bottom }))
  );
};

const linking: Change = (tag, growth, grown) => {
  const location = attribute(tag, 'location');
  const moved = location === null ? tag : withAttribute(tag, 'location', escapeXml(mapped(plain(location), grown)));
  const range = parseRange(attribute(moved, 'ref') ?? '');
  if (range === null) return moved;
  return spread(growth, range.top, range.bottom).map(([top, bottom]) =>
    withAttribute(moved, 'ref', rangeText({ ...range, top, bottom }).replace(/^([A-Z]+\d+):\1$/, '$1'))
  );
};

const breaking: Change = (tag, growth) => {
  const row = Number(attribute(tag, 'id'));
  return row > 0 ? withAttribute(tag, 'id', String(lastRowAt(growth, row))) : tag;
};

/** What the elements around the rows of a sheet, and those of its tables and comments, say of rows. */
const changes: Readonly<Record<string, Change>> = {
  dimension: stretching('ref'),
  sheetView: pointing('topLeftCell'),
  pane: pointing('topLeftCell'),
  selection: (tag, growth, grown) =>
    stretching('sqref')(pointing('activeCell')(tag, growth, grown) as string, growth, grown),
  mergeCell: repeated,
  autoFilter: stretching('ref'),
  sortState: stretching('ref'),
  sortCondition: stretching('ref'),
  table: stretching('ref'),
  conditionalFormatting: stretching('sqref'),
  dataValidation: stretching('sqref'),
  protectedRange: stretching('sqref'),
  ignoredError: stretching('sqref'),
  cellWatch: pointing('r'),
  hyperlink: linking,
  brk: breaking,
  comment: pointing('ref'),
  threadedComment: pointing('ref'),
};

/** The elements whose text is a formula, or a list of ranges. */
const formulas: ReadonlySet<string> = new Set(['formula', 'formula1', 'formula2', 'f', 'calculatedColumnFormula']);

const plain = (xml: string): string => textIn(`<f>${xml}</f>`, 'f');
const mapped = (formula: string, { sheet, growths }: Grown): string =>
  grownFormula(formula, { sheet, row: 0, copy: 0 }, growths);

/** The text of a formula in XML with its references moved; untouched to the byte where none moves. */
export function movedText(xml: string, grown: Grown): string {
  const formula = plain(xml);
  const moved = mapped(formula, grown);
  return moved === formula ? xml : escapeXml(moved);
}

/** XML beside the rows of a sheet with all that it says of rows: merged cells, conditions, lists, links, breaks. */
export async function movedFurniture(xml: string, grown: Grown): Promise<string> {
  const growth = grown.growths.get(grown.sheet.toLowerCase());
  let made = '';
  let within = '';
  let prefix: string | null = null;
  const isColumnBreak = { now: false };
  for await (const token of tokens([xml])) {
    if (!token.startsWith('<') || /^<[?!]/.test(token)) {
      if (formulas.has(within)) made += movedText(token, grown);
      else if (within === 'sqref' && growth) made += stretchedRanges(token, growth);
      else made += token;
      continue;
    }
    prefix ??= prefixOf(token);
    const { name, isClosing } = tagOf(token, prefix ?? '') ?? foreign(token);
    within = isClosing || token.endsWith('/>') ? '' : name;
    if (name === 'colBreaks') isColumnBreak.now = !isClosing;
    const change = isClosing || !growth || (name === 'brk' && isColumnBreak.now) ? undefined : changes[name];
    const changed = change?.(token, growth!, grown) ?? token;
    made += typeof changed === 'string' ? changed : manyOf(name, changed);
  }
  return counted(made);
}

/** Elements of extensions are known by their names too: `xm:sqref`, `xm:f`. */
const foreign = (token: string): { name: string; isClosing: boolean } => ({
  name: /^<\/?(?:[^\s/>:]+:)?([^\s/>]+)/.exec(token)?.[1] ?? '',
  isClosing: token.startsWith('</'),
});

/** An element that has an end of its own stays one. */
const manyOf = (name: string, tags: readonly string[]): string =>
  tags.map((tag, i) => (i < tags.length - 1 && !tag.endsWith('/>') ? `${tag}</${name}>` : tag)).join('');

/** How many merged cells there are is written in the sheet; programs call a file damaged where it is another number. */
const counted = (xml: string): string =>
  xml.replace(
    /<((?:\w+:)?)mergeCells(?=[\s>])([^>]*)>([\s\S]*?)<\/\1mergeCells>/,
    (whole, prefix: string, _: string, inner: string) => {
      const tag = /^<[^>]*>/.exec(whole)?.[0] ?? '';
      const count = inner.match(new RegExp(`<${prefix}mergeCell[\\s/]`, 'g'))?.length ?? 0;
      return `${withAttribute(tag, 'count', String(count))}${inner}</${prefix}mergeCells>`;
    }
  );
