/**
 * Reads, writes and patches .xlsx workbooks, and knows nothing of what stands in them. The reader is our own, over
 * yauzl (zip) and saxes (XML): the workbook libraries that were tried crash, hang or answer no rows for hostile files,
 * and lose the types of cells.
 */
export { columnLetters, parseReference, rangeText } from './reference.ts';
export { openArchive, type Archive } from './read/archive.ts';
export { readBook } from './read/book.ts';
export { entropySample, looksEncrypted } from './read/encrypted.ts';
export { readWorkbook } from './read/read.ts';
export { readRelations } from './read/relations.ts';
export { confinement } from './read/sandbox.ts';
export { openSheets, type OpenSheet } from './read/sheets.ts';
export { WorkbookError } from './read/workbook-error.ts';
export { decode } from './read/xml.ts';
export type {
  CellFinding,
  CellKind,
  Merge,
  SheetHead,
  Span,
  Workbook,
  XlsxCell,
  XlsxRow,
  XlsxSheet,
} from './read/workbook.ts';
export { patchComments, patchDrawing, type Writer } from './patch/notes.ts';
export { appended, patchWorkbook, relationBase } from './patch/package.ts';
export { openPainter } from './patch/paint.ts';
export { rewriteWorkbook, rewriteXml } from './patch/rewrite.ts';
export { patchSheet } from './patch/sheet.ts';
export { patchThreads } from './patch/threads.ts';
export { fillBook, type BookFill, type SheetFill } from './fill/fill-book.ts';
export type { CellLink, Filled } from './fill/fill-sheet.ts';
export {
  readTemplate,
  type StrayMark,
  type Template,
  type TemplateMark,
  type TemplateSheet,
} from './fill/read-template.ts';
export type { Repeat } from './fill/growth.ts';
export {
  commentsPart,
  drawingPart,
  overrideXml,
  partTypes,
  relationsXml,
  relationXml,
  workbookType,
  writeBook,
  type LaterSheet,
} from './write/book.ts';
export { commentsXml, drawingXml, type Note } from './write/notes.ts';
export { sheetNames } from './write/sheet-names.ts';
export { largest, linkTo, sheetXml, type BookCell, type BookSheet } from './write/sheet.ts';
export type { Color } from './write/styles.ts';
export { widthOf } from './write/width.ts';
export { declared, escapeXml, namespaces } from './write/xml.ts';
export { writeZip, type ZipPart } from './write/zip.ts';
export { directoryOf, inUtf8, localHeader, type ZipRecord } from './write/zip-records.ts';
