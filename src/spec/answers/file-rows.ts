import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { oneOf } from './parameters.ts';
import { Defect } from './defect.ts';
import { FileReceipt } from './receipt.ts';
import { closed, count, nullable } from './shape.ts';
import { RowLocation, SourceCell } from './source-row.ts';

export const RowState = Type.Enum(codesOf(codes.fate));
export type RowState = Static<typeof RowState>;

/** A row of a file, and what became of it. */
export const FileRow = closed({
  ...RowLocation.properties,
  state: RowState,
  what: nullable(
    Type.Enum(codesOf(codes.aside)),
    "What a row is that is none of the table's: a total, or a note beside or below it."
  ),
  cells: Type.Array(SourceCell),
  defects: Type.Array(Defect, { description: 'What was found in it.' }),
  supersededBy: nullable(
    closed({
      ...RowLocation.properties,
      row: nullable(RowLocation.properties.row, 'Where a whole file was replaced, and the new one has no such row.'),
      sha256: Type.String(),
      reason: Type.String(),
    })
  ),
});
export type FileRow = Static<typeof FileRow>;

export const FileRows = closed({
  version: Type.String(),
  total: count,
  files: Type.Array(FileReceipt),
  rows: Type.Array(FileRow),
});
export type FileRows = Static<typeof FileRows>;

/** Which rows of a sheet. */
export const RowSearch = closed({
  state: oneOf(codesOf(codes.fate), 'Any of these. Totals are counted with the notes beside and below the table.'),
  landed: Type.Optional(
    Type.Boolean({
      description: 'Only the rows that came into the table of their source, or only those that did not.',
    })
  ),
  row: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'The row of this number alone, as the program of its clerk numbers it.',
    })
  ),
});
export type RowSearch = Static<typeof RowSearch>;

const paths = { maxLength: 4000 };

/** Which sheet of the file whose bytes are named. */
export const SheetSearch = closed({
  file: Type.Optional(
    Type.String({ ...paths, description: 'The path of the file, where the same bytes were handed in under several.' })
  ),
  sheet: Type.Optional(
    Type.String({
      ...paths,
      description: 'The rows of this sheet alone; empty for a text file, which is one sheet without a name.',
    })
  ),
});
export type SheetSearch = Static<typeof SheetSearch>;
