import { posix } from 'node:path';
import { generatedSheets, noteAuthor, ownNote, signNote } from '#reading';
import {
  appended,
  type Archive,
  type Color,
  columnLetters,
  commentsPart,
  commentsXml,
  decode,
  drawingPart,
  drawingXml,
  type Merge,
  type Note,
  openArchive,
  openPainter,
  type OpenSheet,
  openSheets,
  overrideXml,
  partTypes,
  patchComments,
  patchDrawing,
  patchSheet,
  patchThreads,
  patchWorkbook,
  readBook,
  readRelations,
  relationBase,
  relationsXml,
  relationXml,
  sheetXml,
  writeZip,
  type ZipPart,
} from '#xlsx';
import { colorOf } from './colors.ts';
import type { Job, SheetMarks } from './job.ts';
import { listName, listSheet } from './list.ts';

/** Comments beyond so many make programs for spreadsheets slow: the cells are coloured, and the list says the rest. */
const mostNotes = 5000;

const writer = { author: noteAuthor, own: new RegExp(ownNote, 'gu') };

/** The marked copy of a workbook: the same parts, byte for byte, but for colours, comments and the list of defects. */
export async function* markWorkbook(descriptor: number, job: Job): AsyncGenerator<Buffer> {
  const archive = await openArchive(descriptor);
  const book = await readBook(archive);
  const sheets = await openSheets(archive, book);
  yield* writeZip(
    parts(
      archive,
      book.main,
      book.sheets.map(({ part }) => part),
      sheets,
      job
    )
  );
}

async function* parts(
  archive: Archive,
  main: string,
  sheetParts: readonly string[],
  sheets: readonly OpenSheet[],
  job: Job
): AsyncGenerator<ZipPart> {
  const written = new Map<string, string>();
  const text = async (name: string) =>
    written.get(name.toLowerCase()) ?? (archive.has(name) ? await textOf(archive, name) : null);
  const spelt = new Map(archive.names.map((each) => [each.toLowerCase(), each]));
  const put = (name: string, xml: string) => {
    if (!spelt.has(name.toLowerCase())) spelt.set(name.toLowerCase(), name);
    written.set(name.toLowerCase(), xml);
  };
  const types: string[] = [];
  const mainRelations = relationsOf(main);
  const base = relationBase((await text(mainRelations)) ?? '');
  const stylesPart = (await readRelations(archive, main)).find(({ type }) => type === 'styles')?.part ?? null;
  const painter = await openPainter(stylesPart === null ? null : await text(stylesPart));
  const done = new Set<string>();
  const old = await oldList(sheets);

  const listed = old >= 0 ? (sheetParts[old] as string) : freePart(archive, (n) => `xl/worksheets/sheet${n}.xml`);
  for (const [i, part] of sheetParts.entries()) {
    if (i === old) continue;
    const head = (sheets[i] as OpenSheet).head;
    const marks = job.sheets.find(({ sheet }) => sheet === head.name);
    const { coloured, notes } = placeMarks(marks, head.merges);
    const drawing = await writeNotes(part, notes);
    done.add(part.toLowerCase());
    yield { name: part, content: patchSheet(decode(archive.bytes(part)), coloured, painter.paint, drawing) };
  }
  const names = sheets.map(({ head }) => head.name.toLowerCase());
  const name = old >= 0 ? (sheets[old] as OpenSheet).head.name : freeName(names);
  const named = (sheet: string) => (names.includes(sheet.toLowerCase()) ? sheet : null);
  done.add(listed.toLowerCase());
  yield {
    name: listed,
    content: sheetXml(listSheet(job, { name, named }), [], { styles: painter.own, isSelected: true }),
  };

  if (old < 0) {
    types.push(overrideXml(listed, partTypes.sheet));
    put(
      mainRelations,
      appended(
        (await text(mainRelations)) ?? relationsXml([]),
        'Relationships',
        relationXml('rIdBaijingList', 'worksheet', from(main, listed), base)
      )
    );
  }
  put(
    main,
    await patchWorkbook((await text(main)) ?? '', old >= 0 ? { at: old } : { name, relation: 'rIdBaijingList', base })
  );
  put(stylesPart ?? 'xl/styles.xml', painter.xml());
  if (stylesPart === null) {
    types.push(overrideXml('xl/styles.xml', partTypes.styles));
    put(
      mainRelations,
      appended(
        (await text(mainRelations)) ?? '',
        'Relationships',
        relationXml('rIdBaijingStyles', 'styles', from(main, 'xl/styles.xml'), base)
      )
    );
  }
  const contentTypes = (await text('[Content_Types].xml')) ?? '';
  const drawn = /Extension\s*=\s*["']vml["']/i.test(contentTypes)
    ? ''
    : `<Default Extension="vml" ContentType="${partTypes.drawing}"/>`;
  put('[Content_Types].xml', appended(contentTypes, 'Types', drawn + types.join('')));

  for (const [each, xml] of written) yield { name: spelt.get(each) ?? each, content: [xml] };
  for (const each of archive.names)
    if (!written.has(each.toLowerCase()) && !done.has(each.toLowerCase()))
      yield { name: each, packed: await archive.packed(each) };

  /** Writes the comments of a sheet beside those it has; answers the relation to their drawing where it had none. */
  async function writeNotes(part: string, notes: readonly Note[]): Promise<string | null> {
    const relations = await readRelations(archive, part);
    const comments = relations.find(({ type }) => type === 'comments')?.part;
    const drawing = relations.find(({ type }) => type === 'vmlDrawing')?.part;
    const added: string[] = [];
    let dropped: ReadonlySet<string> = new Set();
    for (const { type, part: threads } of relations)
      if (type === 'threadedComment') put(threads, patchThreads((await text(threads)) ?? '', writer.own));
    if (comments !== undefined) {
      const patched = patchComments((await text(comments)) ?? '', notes, writer);
      dropped = patched.dropped;
      put(comments, patched.xml);
    } else if (notes.length > 0) {
      const fresh = freePart(archive, commentsPart, written);
      put(fresh, [...commentsXml(notes, noteAuthor)].join(''));
      types.push(overrideXml(fresh, partTypes.comments));
      added.push(relationXml('rIdBaijingNotes', 'comments', from(part, fresh), base));
    }
    const isLegacy = drawing !== undefined;
    if (isLegacy && (notes.length > 0 || dropped.size > 0))
      put(drawing, patchDrawing((await text(drawing)) ?? '', notes, dropped));
    if (!isLegacy && notes.length > 0) {
      const fresh = freePart(archive, drawingPart, written);
      put(fresh, [...drawingXml(notes)].join(''));
      added.push(relationXml('rIdBaijingDrawing', 'vmlDrawing', from(part, fresh), base));
    }
    const file = relationsOf(part);
    if (added.length > 0) put(file, appended((await text(file)) ?? relationsXml([]), 'Relationships', added.join('')));
    return !isLegacy && notes.length > 0 ? 'rIdBaijingDrawing' : null;
  }
}

/** Where the marks of a sheet come to lie: on the corner of a merged range, which is what people see of it. */
function placeMarks(
  marks: SheetMarks | undefined,
  merges: readonly Merge[]
): { coloured: Map<number, Map<number, Color>>; notes: Note[] } {
  const coloured = new Map<number, Map<number, Color>>();
  const texts = new Map<string, Note>();
  const over = mergesByRow(merges, new Set(marks?.cells.map(({ row }) => row)));
  for (const { row, column, effect, text } of marks?.cells ?? []) {
    const merge = over.get(row)?.find(({ left, right }) => column >= left && column <= right);
    const corner = merge ? { row: merge.top, column: merge.left } : { row, column };
    const cells = coloured.get(corner.row) ?? new Map<number, Color>();
    coloured.set(corner.row, cells);
    // Marks come worst first: the first of a cell gives it its colour.
    if (!cells.has(corner.column)) cells.set(corner.column, colorOf[effect]);
    if (text === null) continue;
    const cell = `${columnLetters(corner.column)}${corner.row}`;
    const note = texts.get(cell);
    if (note) note.text += `\n\n${text}`;
    else if (texts.size < mostNotes) texts.set(cell, { cell, ...corner, text });
  }
  return { coloured, notes: Array.from(texts.values(), (note) => ({ ...note, text: signNote(note.text) })) };
}

/** The merged ranges that reach into these rows. */
function mergesByRow(merges: readonly Merge[], rows: ReadonlySet<number>): Map<number, Merge[]> {
  const sorted = [...rows].sort((a, b) => a - b);
  const found = new Map<number, Merge[]>(sorted.map((row) => [row, []]));
  for (const merge of merges) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) < merge.top) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < sorted.length && (sorted[at] as number) <= merge.bottom; at++)
      found.get(sorted[at] as number)?.push(merge);
  }
  return found;
}

/** The tab of the list that an earlier marked copy left; -1 where there is none. */
async function oldList(sheets: readonly OpenSheet[]): Promise<number> {
  for (const [i, { head, rows }] of sheets.entries()) {
    if (!head.name.startsWith(listName)) continue;
    for await (const [first] of rows()) {
      if (first?.cells[0]?.text === generatedSheets.defects) return i;
      break;
    }
  }
  return -1;
}

/** How a part points to another: relatively, since some readers know no other way. */
const from = (part: string, to: string): string => posix.relative(posix.dirname(part), to);

const relationsOf = (part: string): string => part.replace(/([^/]*)$/, '_rels/$1.rels');

function freePart(
  archive: Archive,
  name: (n: number) => string,
  written: ReadonlyMap<string, string> = new Map()
): string {
  for (let n = 1; ; n++) if (!archive.has(name(n)) && !written.has(name(n).toLowerCase())) return name(n);
}

function freeName(names: readonly string[]): string {
  for (let n = 1; ; n++)
    if (!names.includes(n === 1 ? listName : `${listName}${n}`)) return n === 1 ? listName : `${listName}${n}`;
}

async function textOf(archive: Archive, name: string): Promise<string> {
  let text = '';
  for await (const piece of decode(archive.bytes(name))) text += piece;
  return text.replace(/^(\ufeff?<\?xml[^>]*encoding\s*=\s*["'])[^"']*/, '$1UTF-8');
}
