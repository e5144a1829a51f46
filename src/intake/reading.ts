/** How a table is recognised and cut into rows, without a file system: the browser reads a file as the intake will. */
export type { Contract } from './contracts.ts';
export { generatedSheets, noteAuthor, ownNote, signNote } from './generated-sheets.ts';
export type { GridRow } from './grid.ts';
export { headerSearchRows, findHeader } from './header/find.ts';
export { namesOf } from './header/names.ts';
export { contractNamed, recognise } from './recognise.ts';
export { cutRows } from './text/cut.ts';
export { findDelimiter } from './text/delimiter.ts';
export { textExtensions } from './text/extensions.ts';
export { readText } from './text/read.ts';
export { Unreadable } from './unreadable.ts';
