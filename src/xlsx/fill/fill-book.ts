import { posix } from 'node:path';
import { appended, relationBase } from '../patch/package.ts';
import { openPainter, type Painter } from '../patch/paint.ts';
import { attribute, withAttribute } from '../patch/tokens.ts';
import { readRelations } from '../read/relations.ts';
import { relationsXml } from '../write/book.ts';
import { sheetXml, type BookSheet } from '../write/sheet.ts';
import { escapeXml } from '../write/xml.ts';
import { writeZip, type ZipPart } from '../write/zip.ts';
import { fillRows, type Fill, type FilledRows } from './fill-sheet.ts';
import { insertLinks, linksXml } from './links.ts';
import { movedFurniture, type Grown } from './furniture.ts';
import { growthOf, noGrowth, type Growth, type Repeat } from './growth.ts';
import { computedWhenOpened, movedNames, movedNotes, movedPictures } from './other-parts.ts';
import { pageText } from './page-text.ts';
import { partText, withPageTexts, type Template, type TemplateSheet } from './read-template.ts';

/** How the marks of one sheet of a template are filled. */
export interface SheetFill {
  repeats: readonly Repeat[];
  fill: Fill;
  /** A mark in the head or foot of a page. */
  page: (mark: string) => string;
}

export interface BookFill {
  sheets: ReadonlyMap<string, SheetFill>;
  /** A sheet of the template that another takes the place of: rows of our own, made when all else is filled. */
  instead?: { sheet: string; by: () => BookSheet };
}

/**
 * The workbook that a template becomes: the rows of its lists repeated, its marks filled, what stands below or around
 * them moved along. Whatever part has nothing to do with that is copied as it lies in the zip.
 */
export async function* fillBook(template: Template, given: BookFill): AsyncGenerator<Buffer> {
  yield* writeZip(await partsOf(template, given));
}

async function partsOf(template: Template, { sheets, instead }: BookFill): Promise<ZipPart[]> {
  const { archive, main, stylesPart } = template;
  if (stylesPart === null) throw new Error('a workbook without styles cannot be filled');
  const parts = [...archive.names];
  const made = new Map<string, string>();
  const dropped = new Set<string>();
  const text = async (part: string) => made.get(part) ?? (await partText(archive, part));
  const growths = new Map(
    template.sheets.map(({ name }) => [name.toLowerCase(), growthOf(sheets.get(name)?.repeats ?? [])])
  );
  const painter = await openPainter(await text(stylesPart));
  const mainRelations = relationsOf(main);
  const base = relationBase(await text(mainRelations));
  const shown = template.sheets.filter(({ name }) => name !== instead?.sheet);
  let isComputed = true;

  for (const sheet of shown) {
    const growth = growths.get(sheet.name.toLowerCase()) ?? noGrowth;
    const grown: Grown = { sheet: sheet.name, growths };
    const filled = await fillSheet(template, sheet, { given: sheets.get(sheet.name), grown, painter });
    isComputed &&= filled.isComputed;
    const xml = await withLinks(filled.xml, sheet, filled.links);
    made.set(sheet.part, selected(xml, sheet === shown[0]));
    await moveBeside(sheet.part, growth, grown);
  }
  if (instead) {
    const { part } = template.sheets.find(({ name }) => name === instead.sheet)!;
    const by = instead.by();
    made.set(part, (await Array.fromAsync(sheetXml(by, [], { styles: painter.own }))).join(''));
    dropped.add(relationsOf(part));
    made.set(main, renamed(await text(main), instead.sheet, by.name));
  }
  const names = template.sheets.map(({ name }) => name);
  const moved = await movedNames(await text(main), names, growths);
  const first = shown[0] ? names.indexOf(shown[0].name) : 0;
  made.set(main, openedAt(computedWhenOpened(moved, !isComputed), first));
  for (const part of parts.filter((name) => /^xl\/charts\/chart[^/]*\.xml$/i.test(name)))
    made.set(part, await movedFurniture(await text(part), { sheet: '', growths }));
  await dropCalculationChain();
  made.set(stylesPart, painter.xml());

  return Promise.all(
    parts
      .filter((name) => !dropped.has(name))
      .map(async (name): Promise<ZipPart> => {
        const xml = made.get(name);
        return xml === undefined ? { name, packed: await archive.packed(name) } : { name, content: [xml] };
      })
  );

  async function withLinks(
    xml: string,
    { part, cut: { prefix } }: TemplateSheet,
    links: FilledRows['links']
  ): Promise<string> {
    if (links.length === 0) return xml;
    const file = relationsOf(part);
    const { relations, elements } = linksXml(links, prefix, base);
    const has = archive.has(file) || made.has(file);
    if (relations.length > 0) {
      made.set(file, appended(has ? await text(file) : relationsXml([]), 'Relationships', relations.join('')));
      if (!has) parts.push(file);
    }
    return insertLinks(xml, prefix, elements);
  }

  /** What a sheet leads to: its tables, pictures and comments. */
  async function moveBeside(part: string, growth: Growth, grown: Grown): Promise<void> {
    if (growth.repeats.length === 0) return;
    for (const { type, part: other } of await readRelations(archive, part)) {
      if (['table', 'comments', 'threadedComment'].includes(type))
        made.set(other, await movedFurniture(await text(other), grown));
      if (type === 'drawing') made.set(other, movedPictures(await text(other), growth));
      if (type === 'vmlDrawing') made.set(other, movedNotes(await text(other), growth));
    }
  }

  /** The order in which formulas were worked out names cells that have moved: programs make it anew. */
  async function dropCalculationChain(): Promise<void> {
    const chain = (await readRelations(archive, main)).find(({ type }) => type === 'calcChain');
    if (!chain) return;
    dropped.add(chain.part);
    const without = (xml: string, element: string, has: (tag: string) => boolean) =>
      xml.replace(new RegExp(`<(?:\\w+:)?${element}\\s[^>]*/>`, 'g'), (tag) => (has(tag) ? '' : tag));
    made.set(
      mainRelations,
      without(await text(mainRelations), 'Relationship', (tag) => attribute(tag, 'Id') === chain.id)
    );
    const types = '[Content_Types].xml';
    made.set(
      types,
      without(
        await text(types),
        'Override',
        (tag) => attribute(tag, 'PartName')?.toLowerCase() === `/${chain.part.toLowerCase()}`
      )
    );
  }
}

async function fillSheet(
  { strings, looks }: Template,
  { cut }: TemplateSheet,
  { given, grown, painter }: { given: SheetFill | undefined; grown: Grown; painter: Painter }
) {
  const { paint } = painter;
  const fill: Fill = given?.fill ?? ((mark) => ({ value: `{{${mark}}}`, text: `{{${mark}}}` }));
  const rows = await fillRows(cut, { strings, looks, paint, grown, fill });
  const after = await movedFurniture(cut.after.replace(/^<[^>]*>/, ''), grown);
  const end = /^<[^>]*>/.exec(cut.after)?.[0] ?? '';
  const before = await movedFurniture(cut.before, grown);
  const paged = given ? withPageTexts(after, (text) => pageText(text, given.page), escapeXml) : after;
  return { ...rows, xml: before + rows.xml + end + paged };
}

const relationsOf = (part: string): string => posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);

/** The list of sheets with one called otherwise, and shown where it was hidden. */
const renamed = (xml: string, from: string, to: string): string =>
  xml.replace(/<(?:\w+:)?sheet\s[^>]*>/g, (tag) =>
    attribute(tag, 'name') === escapeXml(from)
      ? withAttribute(withAttribute(tag, 'name', escapeXml(to)), 'state', null)
      : tag
  );

const openedAt = (xml: string, sheet: number): string =>
  xml.replace(/<(?:\w+:)?workbookView[\s/>][^>]*>|<(?:\w+:)?workbookView\/>/g, (tag) =>
    withAttribute(withAttribute(tag, 'activeTab', String(sheet)), 'firstSheet', null)
  );

const selected = (xml: string, isSelected: boolean): string =>
  xml.replace(/<(?:\w+:)?sheetView\s[^>]*>/, (tag) => withAttribute(tag, 'tabSelected', isSelected ? '1' : null));
