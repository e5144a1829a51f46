import { declared, namespaces } from './xml.ts';

/** What a cell can look like: `money` is 1,234.50, `share` 85.00%; the last four are texts on a colour. */
export type StyleName = (typeof styleNames)[number];

export const styleNames = [
  'plain',
  'text',
  'title',
  'head',
  'headAccent',
  'wrap',
  'link',
  'day',
  'money',
  'share',
  'red',
  'pink',
  'orange',
  'yellow',
] as const;

export const fonts: readonly string[] = [
  '<font><sz val="11"/><name val="等线"/></font>',
  '<font><b/><sz val="14"/><name val="等线"/></font>',
  '<font><b/><sz val="11"/><name val="等线"/></font>',
  '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="等线"/></font>',
];

const solid = (color: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`;

/** The colours of highlights. A fill of exactly one of them is taken for ours when a workbook is patched again. */
export const colors = { red: 'FFF4B0A8', pink: 'FFFFC9C4', orange: 'FFFFD9A0', yellow: 'FFFFF2A8' } as const;
export type Color = keyof typeof colors;
const heads = { head: 'FFE4ECF7', headAccent: 'FFFCE4D6' } as const;

export const fills: readonly string[] = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  ...Object.values(colors).map(solid),
  ...Object.values(heads).map(solid),
];

export const borders: readonly string[] = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFB8C2CF"/></${side}>`).join('')}<diagonal/></border>`,
];

const wrapped = '<alignment vertical="top" wrapText="1"/>';
const atTop = '<alignment vertical="top"/>';
const fillOf = (name: string): number =>
  fills.indexOf(solid({ ...colors, ...heads }[name as keyof typeof colors | keyof typeof heads]));

interface Look {
  format?: number;
  font?: number;
  fill?: number;
  border?: number;
  alignment?: string;
}

const looks: Readonly<Record<StyleName, Look>> = {
  plain: {},
  text: { format: 49 },
  title: { font: 1 },
  head: { font: 2, fill: fillOf('head'), border: 1, alignment: wrapped },
  headAccent: { font: 2, fill: fillOf('headAccent'), border: 1, alignment: wrapped },
  wrap: { alignment: wrapped },
  link: { font: 3, alignment: wrapped },
  day: { format: 14 },
  money: { format: 4 },
  share: { format: 10 },
  red: { format: 49, fill: fillOf('red'), alignment: atTop },
  pink: { format: 49, fill: fillOf('pink'), alignment: atTop },
  orange: { format: 49, fill: fillOf('orange'), alignment: atTop },
  yellow: { format: 49, fill: fillOf('yellow'), alignment: atTop },
};

/** The cell formats in the order of `styleNames`. `first` says at which index of the style sheet ours begin. */
export function cellFormats(
  first: { font: number; fill: number; border: number } = { font: 0, fill: 0, border: 0 }
): string[] {
  return styleNames.map((name) => {
    const { format = 0, font = 0, fill = 0, border = 0, alignment = '' } = looks[name];
    const ids = `numFmtId="${format}" fontId="${font + first.font}" fillId="${fill === 0 ? 0 : fill + first.fill}" borderId="${border + first.border}" xfId="0"`;
    return `<xf ${ids} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
  });
}

export const styleOf = (name: StyleName): number => styleNames.indexOf(name);

const section = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

/** The style sheet of a workbook that is written whole. */
export const styleSheet = (): string =>
  `${declared}<styleSheet xmlns="${namespaces.main}">${section('fonts', fonts)}${section('fills', fills)}${section('borders', borders)}` +
  `${section('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'])}${section('cellXfs', cellFormats())}` +
  `${section('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'])}</styleSheet>`;
