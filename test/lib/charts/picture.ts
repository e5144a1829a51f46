import type { Chart, ColumnInfo, Row, Table } from '#spec';
import { draw, type Drawing, type Drawn, type Frame } from '#lib/charts/index.ts';
import { textWidth } from '#lib/charts/style.ts';
import { toSvg } from '#lib/charts/svg.ts';

export const count = (name: string, title: string, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name,
  title,
  type: 'number',
  unit: '个',
  format: 'count',
  ...more,
});
export const word = (name: string, title: string): ColumnInfo => ({ name, title, type: 'string', unit: null });
export const tableOf = (columns: ColumnInfo[], rows: Row[]): Table => ({ version: 'v', columns, rows });

export interface Picture extends Drawing {
  svg: string;
  texts: { said: string; left: number; right: number; y: number; fill: string }[];
}

/** Draws a chart as the server does, and reads back where its words stand. */
export function picture(chart: Chart, table: Table, frame: Frame): Picture {
  const drawing = draw(chart as Drawn, table, frame);
  const svg = toSvg(drawing.option, { width: frame.width, height: drawing.height });
  return { ...drawing, svg, texts: textsOf(svg) };
}

function textsOf(svg: string): Picture['texts'] {
  return Array.from(svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g), ([, attributes = '', said = '']) => {
    const [, x = '0', y = '0'] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(attributes) ?? [];
    const at = Number(x) + Number(/ x="([-\d.]+)"/.exec(attributes)?.[1] ?? 0);
    const width = textWidth(said, Number(/font-size:(\d+)px/.exec(attributes)?.[1] ?? 12));
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start';
    const left = anchor === 'end' ? at - width : anchor === 'middle' ? at - width / 2 : at;
    return { said, left, right: left + width, y: Number(y), fill: /fill="([^"]*)"/.exec(attributes)?.[1] ?? '' };
  });
}

/** The words that stand outside the picture, by more than a hair. */
export const cut = ({ texts, height }: Picture, width: number): string[] =>
  texts.filter(({ left, right, y }) => left < -3 || right > width + 3 || y < 0 || y > height).map(({ said }) => said);

/** The lengths of the filled bars in a colour, from top to bottom. */
export function bars({ svg }: Picture, color: string): number[] {
  const found = Array.from(
    svg.matchAll(/<path d="M[-\d.]+ ([-\d.]+)l([-\d.]+) 0l0 [-\d.]+l-[-\d.]+ 0Z" fill="([^"]*)"/g)
  );
  return found
    .filter(([, , , fill]) => fill === color)
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map(([, , length]) => Number(length));
}
