import { declared, namespaces } from './xml.ts';

/** What a cell can look like. `file`, `row`, `cell` and `mark` are what a defect did. */
export type StyleName = (typeof styleNames)[number];

export const styleNames = [
  'plain',
  'text',
  'title',
  'head',
  'needed',
  'wrap',
  'link',
  'day',
  'file',
  'row',
  'cell',
  'mark',
] as const;

export const fonts: readonly string[] = [
  '<font><sz val="11"/><name val="等线"/></font>',
  '<font><b/><sz val="14"/><name val="等线"/></font>',
  '<font><b/><sz val="11"/><name val="等线"/></font>',
  '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="等线"/></font>',
];

const solid = (color: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`;

/** The colours of defects: no others are taken for ours when a marked copy is marked again. */
export const colors = { file: 'FFF4B0A8', row: 'FFFFC9C4', cell: 'FFFFD9A0', mark: 'FFFFF2A8' } as const;
/** Which of them a cell is filled with. */
export type Mark = keyof typeof colors;
const heads = { head: 'FFE4ECF7', needed: 'FFFCE4D6' } as const;

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
  needed: { font: 2, fill: fillOf('needed'), border: 1, alignment: wrapped },
  wrap: { alignment: wrapped },
  link: { font: 3, alignment: wrapped },
  day: { format: 14 },
  file: { format: 49, fill: fillOf('file'), alignment: atTop },
  row: { format: 49, fill: fillOf('row'), alignment: atTop },
  cell: { format: 49, fill: fillOf('cell'), alignment: atTop },
  mark: { format: 49, fill: fillOf('mark'), alignment: atTop },
};

/** The formats of cells in the order of `styleNames`, for a style sheet that has `fonts`, `fills` and `borders` from these places on. */
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
