import { borders, cellFormats, colors, fills, fonts, type Color } from '../write/styles.ts';
import { declared, namespaces } from '../write/xml.ts';
import { attribute, prefixOf, tagOf, tokens, withAttribute } from './tokens.ts';

/** The index of a style like this one but filled with a colour; null takes away a fill that an earlier copy left. */
export type Paint = (style: number, color: Color | null) => number;

export interface Painter {
  paint: Paint;
  /** The index of the first style of the sheets that we write ourselves. */
  own: number;
  /** The style sheet with every style that was painted. */
  xml(): string;
}

const minimal = `${declared}<styleSheet xmlns="${namespaces.main}"/>`;
/** The sections of a style sheet, in their order. */
const order = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs'] as const;
type Section = (typeof order)[number];
const firsts: Readonly<Record<Section, readonly string[]>> = {
  numFmts: [],
  fonts: fonts.slice(0, 1),
  fills: fills.slice(0, 2),
  borders: borders.slice(0, 1),
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
};

/** Opens a style sheet (null: the workbook has none) to add painted styles to it. */
export async function openPainter(text: string | null): Promise<Painter> {
  const { prefix, open, sections, tail } = await cutStyles(text ?? minimal);
  const qualified = (xml: string) => (prefix === '' ? xml : xml.replace(/<(\/?)(?=\w)/g, `<$1${prefix}`));
  const add = (section: Section, items: readonly string[]) =>
    sections[section].push(...items.map(qualified)) - items.length;
  const first = { font: add('fonts', fonts), fill: add('fills', fills), border: add('borders', borders) };
  const fillOf = (color: Color) => first.fill + fills.findIndex((fill) => fill.includes(colors[color]));
  const ours = new Set(
    sections.fills.flatMap((fill, i) => (Object.values(colors).some((color) => fill.includes(`"${color}"`)) ? [i] : []))
  );
  const isOurs = sections.cellXfs.map((xf) => ours.has(Number(attribute(xf, 'fillId'))));
  const own = add('cellXfs', cellFormats(first));
  const known = new Map<string, number>();

  const paint: Paint = (style, color) => {
    if (color === null && !isOurs[style]) return style;
    const key = `${style} ${color}`;
    const painted = known.get(key);
    if (painted !== undefined) return painted;
    const [, head = '', rest = ''] =
      /^(<[^>]*>)([\s\S]*)$/.exec(sections.cellXfs[style] ?? (sections.cellXfs[0] as string)) ?? [];
    const fill = color === null ? 0 : fillOf(color);
    const at =
      sections.cellXfs.push(withAttribute(withAttribute(head, 'fillId', String(fill)), 'applyFill', '1') + rest) - 1;
    known.set(key, at);
    return at;
  };
  const xml = () =>
    open +
    order
      .flatMap((name) =>
        sections[name].length === 0
          ? []
          : [`<${prefix}${name} count="${sections[name].length}">${sections[name].join('')}</${prefix}${name}>`]
      )
      .join('') +
    tail;
  return { paint, own, xml };
}

/** Cuts a style sheet into the items of each section, and what stands before (`open`) and behind (`tail`) them. */
async function cutStyles(text: string) {
  const sections = Object.fromEntries(order.map((name) => [name, [] as string[]])) as Record<Section, string[]>;
  let prefix: string | null = null;
  let open = '';
  let tail = '';
  let depth = 0;
  let section: Section | '' = '';
  for await (const token of tokens([text])) {
    if (prefix === null) {
      const found = token.startsWith('<?') || token.startsWith('<!') ? null : prefixOf(token);
      const isEmpty = token.endsWith('/>');
      open += found === null || !isEmpty ? token : token.replace(/(?<!\s)\s*\/>$/, '>');
      prefix = found;
      if (found !== null && isEmpty) tail = `</${found}styleSheet>`;
      depth = found === null || isEmpty ? 0 : 1;
      continue;
    }
    const tag = tagOf(token, prefix);
    const isClosing = token.startsWith('</');
    const isTag = token.startsWith('<') && !token.startsWith('<!') && !token.startsWith('<?');
    if (isTag && isClosing) depth--;
    if (depth === 1 && tag && !isClosing && isSection(tag.name)) section = tag.isEmpty ? '' : tag.name;
    else if (depth === 1 && tag && isClosing && isSection(tag.name)) section = '';
    else if (section === '') tail += token;
    else if (depth === 2 && isTag && !isClosing) sections[section].push(token);
    else if (token.trim() !== '' || depth > 2) sections[section][sections[section].length - 1] += token;
    if (isTag && !isClosing && !token.endsWith('/>')) depth++;
  }
  for (const name of order) if (sections[name].length === 0) sections[name].push(...firsts[name]);
  return { prefix: prefix ?? '', open, sections, tail };
}

const isSection = (name: string): name is Section => (order as readonly string[]).includes(name);
