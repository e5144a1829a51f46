import { commentsXml, drawingXml, type Note } from './notes.ts';
import { sheetXml, type BookSheet } from './sheet.ts';
import { styleSheet } from './styles.ts';
import { declared, escapeXml, namespaces } from './xml.ts';
import { writeZip, type ZipPart } from './zip.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const partTypes = {
  main: `${workbookType}.main+xml`,
  sheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml',
  styles: 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml',
  comments: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
  relations: 'application/vnd.openxmlformats-package.relationships+xml',
  drawing: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const;

/** A sheet whose rows are asked for when those before it are written. */
export interface LaterSheet {
  name: string;
  open(): Promise<Omit<BookSheet, 'name'>>;
}

/** Writes an .xlsx workbook of these sheets, the first of them open. `author` is who its comments are by. */
export function writeBook(sheets: readonly (BookSheet | LaterSheet)[], { author = '' } = {}): AsyncGenerator<Buffer> {
  return writeZip(partsOf(sheets, author));
}

async function* partsOf(sheets: readonly (BookSheet | LaterSheet)[], author: string): AsyncGenerator<ZipPart> {
  let noted = 0;
  yield { name: '_rels/.rels', content: [relationsXml([relationXml('rId1', 'officeDocument', 'xl/workbook.xml')])] };
  yield { name: 'xl/workbook.xml', content: [workbookXml(sheets)] };
  const links = [
    ...sheets.map((_, i) => relationXml(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    relationXml(`rId${sheets.length + 1}`, 'styles', 'styles.xml'),
  ];
  yield { name: 'xl/_rels/workbook.xml.rels', content: [relationsXml(links)] };
  yield { name: 'xl/styles.xml', content: [styleSheet()] };
  for (const [i, each] of sheets.entries()) {
    const sheet = 'open' in each ? { name: each.name, ...(await each.open()) } : each;
    const notes: Note[] = [];
    yield { name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet, notes, { isSelected: i === 0 }) };
    if (notes.length === 0) continue;
    noted++;
    const drawn = [
      relationXml('rId1', 'vmlDrawing', `../drawings/vmlDrawing${noted}.vml`),
      relationXml('rId2', 'comments', `../comments${noted}.xml`),
    ];
    yield { name: `xl/worksheets/_rels/sheet${i + 1}.xml.rels`, content: [relationsXml(drawn)] };
    yield { name: commentsPart(noted), content: commentsXml(notes, author) };
    yield { name: drawingPart(noted), content: drawingXml(notes) };
  }
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets.length, noted)] };
}

export const relationXml = (id: string, type: string, target: string, base: string = namespaces.office): string =>
  `<Relationship Id="${id}" Type="${base}/${type}" Target="${escapeXml(target)}"/>`;
export const relationsXml = (relations: readonly string[]): string =>
  `${declared}<Relationships xmlns="${namespaces.package}">${relations.join('')}</Relationships>`;
export const overrideXml = (part: string, type: string): string =>
  `<Override PartName="/${escapeXml(part)}" ContentType="${type}"/>`;

/** What a part of comments, and its drawing, is called: some readers find them by nothing else. */
export const commentsPart = (number: number): string => `xl/comments${number}.xml`;
export const drawingPart = (number: number): string => `xl/drawings/vmlDrawing${number}.vml`;

function contentTypes(sheets: number, noted: number): string {
  const each = [
    ...Array.from({ length: sheets }, (_, i) => overrideXml(`xl/worksheets/sheet${i + 1}.xml`, partTypes.sheet)),
    ...Array.from({ length: noted }, (_, i) => overrideXml(commentsPart(i + 1), partTypes.comments)),
  ];
  return (
    `${declared}<Types xmlns="${namespaces.types}"><Default Extension="rels" ContentType="${partTypes.relations}"/><Default Extension="xml" ContentType="application/xml"/>` +
    `<Default Extension="vml" ContentType="${partTypes.drawing}"/>${overrideXml('xl/workbook.xml', partTypes.main)}${overrideXml('xl/styles.xml', partTypes.styles)}${each.join('')}</Types>`
  );
}

const workbookXml = (sheets: readonly { name: string }[]): string =>
  `${declared}<workbook xmlns="${namespaces.main}" xmlns:r="${namespaces.office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets
    .map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets><calcPr fullCalcOnLoad="1"/></workbook>`;
