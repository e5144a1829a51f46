import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IImageOptions,
  type IRunOptions,
} from 'docx';
import { isUntold, proofHref, type Brief, type BriefBlock, type LinkContext, type Row } from '#spec';
import { withUnit } from '#lib/format.ts';
import { onPaper } from '#lib/on-paper.ts';
import { sentencesOf } from '#lib/sentences.ts';
import { gridOf, reasonOf, type Grid } from '#lib/table/grid.ts';
import { isDrawn, summary } from '#lib/charts/index.ts';
import { column } from '#lib/charts/read.ts';
import { words } from '#lib/words.ts';
import { notesOf } from '../[[dashboard]]/unfit-notes.ts';
import { definedIn } from './definitions.ts';
import { besides } from './figures.ts';
import type { Composed, Printed } from './compose.ts';
import { sayPart } from './say.ts';

/** What a report is written out of, besides what it says. */
export interface DocxSource {
  context: LinkContext;
  /** Where its numbers lead; empty: nowhere. */
  base: string;
  title: string;
  /** Of which filters, in words. */
  asked: string;
  /** What stands at the foot of each page. */
  foot: string;
  chosen: readonly string[];
  /** A figure as a picture; null where it cannot be drawn. */
  pictureOf: (figure: Printed) => Promise<Uint8Array | null>;
}

/** Twentieths of a point: A4, and what its text is wide. */
const paper = { width: 11_906, height: 16_838, side: 1_304, head: 1_247 };
const room = paper.width - 2 * paper.side;
/** Pixels of a picture, at 96 an inch, that a page has room for. */
const largest = { width: Math.floor(room / 15), height: 820 };
const muted = '595959';
const small = 17;

/** A report to be written on: its tables are tables, its figures pictures, its numbers lead to their 溯源. */
export async function docxOf({ brief, printed }: Composed, source: DocxSource): Promise<Buffer> {
  const keys = Object.keys(printed);
  const figure = async (key: string) => (printed[key] ? figureOf(printed[key], keys.indexOf(key) + 1, source) : []);
  const children: (Paragraph | Table)[] = [
    new Paragraph({ text: source.title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
    new Paragraph({ children: [said(source.asked)], alignment: AlignmentType.CENTER, spacing: { after: 240 } }),
  ];
  for (const { title, blocks } of brief?.sections ?? []) {
    children.push(new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }));
    for (const block of blocks)
      children.push(
        ...(block.kind === 'figure'
          ? await figure(`${block.dashboard}/${block.panel}`)
          : [sentence(block, brief!.figures, source)])
      );
  }
  const more = besides(brief, source.chosen);
  if (more.length > 0) children.push(new Paragraph({ text: words.besides, heading: HeadingLevel.HEADING_1 }));
  for (const key of more) children.push(...(await figure(key)));
  const defined = definedIn(brief, Object.values(printed));
  if (defined.length > 0) {
    children.push(new Paragraph({ text: words.definitions, heading: HeadingLevel.HEADING_1 }));
    for (const { title, unit, definition, clause } of defined)
      children.push(
        new Paragraph({
          spacing: { after: 40 },
          children: [
            new TextRun({ text: `${title}${unit ? `（${unit}）` : ''}：`, bold: true, size: small }),
            new TextRun({ text: `${definition}${clause ? `　${words.clause}：${clause}` : ''}`, size: small }),
          ],
        })
      );
  }
  return Packer.toBuffer(
    new Document({
      title: source.title,
      creator: words.site,
      description: source.foot,
      styles: {
        default: {
          document: { run: { font: { ascii: 'Times New Roman', eastAsia: '宋体' }, size: 22 } },
          title: {
            run: { font: { ascii: 'Arial', eastAsia: '黑体' }, size: 36, bold: true },
            paragraph: { spacing: { after: 120 } },
          },
          heading1: {
            run: { font: { ascii: 'Arial', eastAsia: '黑体' }, size: 28, bold: true, color: '000000' },
            paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: paper.width, height: paper.height },
              margin: { left: paper.side, right: paper.side, top: paper.head, bottom: paper.head },
            },
          },
          footers: { default: footer(source.foot) },
          children,
        },
      ],
    })
  );
}

const said = (text: string, more: Partial<IRunOptions> = {}) =>
  new TextRun({ text, size: small, color: muted, ...more });

const footer = (foot: string) =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          said(`${foot}　`, { size: 16 }),
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: muted }),
        ],
      }),
    ],
  });

/** A sentence; each of its numbers leads to its rows, what is unknown is said in another colour and leads nowhere. */
function sentence(
  { parts, isItem }: Extract<BriefBlock, { kind: 'text' }>,
  figures: Brief['figures'],
  { context, base }: DocxSource
): Paragraph {
  const runs = parts.flatMap((part) => {
    if ('text' in part) return [new TextRun(part.text)];
    const { text, isKnown, few } = sayPart(part, figures);
    const href = isKnown && 'figure' in part ? proofHref(figures, figures.rows[0] ?? {}, part.figure, context) : null;
    const run = new TextRun({ text, ...(isKnown ? { bold: true } : { color: '8A4B00' }) });
    const told =
      href === null || base === '' ? run : new ExternalHyperlink({ link: `${base}${href}`, children: [run] });
    return few === '' ? [told] : [told, new TextRun(few)];
  });
  return new Paragraph({
    spacing: { line: 360, after: 80 },
    ...(isItem ? { bullet: { level: 0 } } : { indent: { firstLine: 440 } }),
    children: runs,
  });
}

async function figureOf(found: Printed, number: number, source: DocxSource): Promise<(Paragraph | Table)[]> {
  const { shown } = found;
  if ('fault' in shown) return [caption(words.figure(number)), new Paragraph({ children: [said(shown.fault)] })];
  const { panel, table } = shown;
  const none = (table.unfit ?? []).filter(isUntold).map(({ says }) => says);
  const all = table.total ?? table.rows.length;
  const notes = [
    ...(panel.note ? [onPaper(panel.note)] : []),
    ...notesOf(table.unfit),
    ...(all > table.rows.length ? [words.cut(table.rows.length, all)] : []),
  ].filter((each) => each !== '');
  const head = [
    caption(`${words.figure(number)}　${panel.title}`),
    ...notes.map((text) => new Paragraph({ children: [said(text)], keepNext: true, spacing: { after: 40 } })),
  ];
  if (none.length > 0) return [...head, new Paragraph({ children: [said(none.join(''))] })];
  if (table.rows.length === 0) return [...head, new Paragraph({ children: [said(panel.empty ?? words.empty)] })];
  const sentences = sentencesOf(panel.says ?? [], table).map((text) => new Paragraph({ text, spacing: { after: 60 } }));
  const { chart } = panel;
  if (chart.mark === 'table') return [...head, ...tableOf(gridOf(table, chart)), ...sentences];
  if (chart.mark === 'figures') {
    const [row = {}] = table.rows;
    return [...head, ...tableOf(tilesOf(chart.show.flat(), row, table, chart.missing)), ...sentences];
  }
  const picture = await source.pictureOf(found);
  if (picture === null)
    return [...head, ...tableOf(gridOf(table, panel.columns ? { show: panel.columns } : {})), ...sentences];
  // A picture says its notes and sentences itself.
  const described = isDrawn(chart) ? summary(panel.title, chart, table) : panel.title;
  return [head[0]!, pictured(picture, panel.title, described)];
}

const caption = (text: string) =>
  new Paragraph({
    spacing: { before: 200, after: 60 },
    keepNext: true,
    children: [new TextRun({ text, bold: true })],
  });

/** Figures that stand alone, a line each. */
const tilesOf = (
  names: readonly string[],
  row: Row,
  table: Parameters<typeof column>[0],
  missing: Parameters<typeof reasonOf>[3]
): Pick<Grid, 'heads' | 'rows'> => ({
  heads: [],
  rows: names.map((name) => {
    const info = column(table, name);
    const text = reasonOf(table, row, name, missing) ?? withUnit(row[name] ?? null, info);
    const plain = {
      n: null,
      isFew: false,
      isNegative: false,
      isUnknown: false,
      bar: null,
      isShort: false,
      isLong: false,
      badge: null,
      href: null,
      proof: null,
      proofOfN: null,
    };
    return [
      { ...plain, text: info.title, isNumber: false },
      { ...plain, text, isNumber: true },
    ];
  }),
});

const border = { style: 'single', size: 4, color: 'BFBFBF' } as const;
const borders = { top: border, bottom: border, left: border, right: border };

/** Columns are as wide as what they say, within what a page has room for. */
function tableOf({ heads, rows }: Pick<Grid, 'heads' | 'rows'>): (Paragraph | Table)[] {
  const count = heads.length || (rows[0]?.length ?? 0);
  const length = (text: string) => Array.from(text).reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0);
  const wanted = Array.from({ length: count }, (_, at) =>
    Math.min(
      40,
      Math.max(6, Math.ceil(length(heads[at]?.title ?? '') / 2), ...rows.map((row) => length(row[at]?.text ?? '')))
    )
  );
  const sum = wanted.reduce((a, b) => a + b, 0);
  const widths = wanted.map((each) => Math.floor((each / sum) * room));
  const size = count > 6 ? 16 : 18;
  const cell = (text: string, at: number, look: { isHead?: boolean; isNumber?: boolean; n?: number | null }) =>
    new TableCell({
      borders,
      width: { size: widths[at]!, type: WidthType.DXA },
      margins: { left: 70, right: 70, top: 30, bottom: 30 },
      ...(look.isHead ? { shading: { type: ShadingType.CLEAR, fill: 'F2F2F2' } } : {}),
      children: [
        new Paragraph({
          ...(look.isNumber ? { alignment: AlignmentType.RIGHT } : {}),
          children: [
            new TextRun({ text, size, ...(look.isHead ? { bold: true } : {}) }),
            ...(look.n === null || look.n === undefined ? [] : [said(` n=${look.n}`, { size: 14 })]),
          ],
        }),
      ],
    });
  return [
    new Table({
      width: { size: room, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [
        ...(heads.length === 0
          ? []
          : [
              new TableRow({
                tableHeader: true,
                cantSplit: true,
                children: heads.map(({ title, isNumber }, at) => cell(title, at, { isHead: true, isNumber })),
              }),
            ]),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: row.map(({ text, isNumber, n }, at) => cell(text, at, { isNumber, n })),
            })
        ),
      ],
    }),
    new Paragraph({ spacing: { after: 60 } }),
  ];
}

/** A picture that is drawn twice as large as it is shown. */
function pictured(png: Uint8Array, title: string, description: string): Paragraph {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16) / 2, view.getUint32(20) / 2];
  const scale = Math.min(1, largest.width / width, largest.height / height);
  const image: IImageOptions = {
    type: 'png',
    data: png,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: title, title, description },
  };
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new ImageRun(image)] });
}
