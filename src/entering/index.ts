export { setBeside, type Beside, type Met } from './beside.ts';
export { fileOfTable, noticeOfTable, readColumnWords, readPlaces, type ColumnWords, type Place } from './places.ts';
export { cellsOf, changedRows, rewrite, takeApart, type Taken } from './rewrite.ts';
export { ChangedSince, finishSaving, saveFile, type LastSaved } from './save.ts';
export { columnIn, emptySheet, inWords, openOf, readSheet, refusalOfFile, type OpenCell, type Sheet } from './sheet.ts';
export { readTyped, type Problem, type Typed } from './typed.ts';
