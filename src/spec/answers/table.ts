import { Type, type Static } from 'typebox';
import { codesOf } from '../codes.ts';
import { formats } from '../format.ts';
import { SetAgainst } from './set-against.ts';
import { closed, count, nullable, openRow } from './shape.ts';

export const Format = Type.Enum(codesOf(formats), { description: 'How a number is written.' });
export const ColumnType = Type.Enum(['string', 'number', 'boolean', 'date', 'timestamp', 'json']);
export type ColumnType = Static<typeof ColumnType>;

/** A column of an answer, explained by the metric or mart column of its name. */
export const ColumnInfo = closed({
  name: Type.String(),
  title: Type.String(),
  type: ColumnType,
  unit: nullable(Type.String(), '个, 元, % (a fraction, 0.85), 倍; null: none.'),
  format: Type.Optional(Format),
  definition: Type.Optional(Type.String()),
  clause: Type.Optional(Type.String({ description: 'The clause of the notice, as 三（二）.' })),
  numerator: Type.Optional(Type.String({ description: 'Of a ratio: the name of the part above the line.' })),
  denominator: Type.Optional(Type.String({ description: 'Of a ratio: the name of the part below the line.' })),
  n: Type.Optional(Type.String({ description: 'Of a ratio: the name of the count below which it says little.' })),
  outside: Type.Optional(
    Type.String({ description: 'Of a ratio: the name of the count that stands outside its denominator.' })
  ),
});
export type ColumnInfo = Static<typeof ColumnInfo>;

/**
 * Which numbers of a table can be followed to the rows that they
 * are made of, and how a row of it is told: see /api/explain.
 */
export const Provable = closed({
  columns: Type.Array(Type.String(), { description: 'The metrics and the columns that add up.' }),
  keys: Type.Array(Type.String(), { description: "The columns whose values a row's numbers are of." }),
  panel: Type.Optional(
    Type.String({
      description:
        "The panel that must be named with them: it shows some projects only, or more than its reader's own.",
    })
  ),
  of: Type.Optional(Type.String({ description: 'The mart whose numbers they are, where they are not of projects.' })),
  gathers: Type.Optional(
    Type.Record(Type.String(), Type.Record(Type.String(), Type.Array(Type.String())), {
      description: 'By key and value, what else it gathers: what earlier notices call the same.',
    })
  ),
  unheard: Type.Optional(
    Type.Array(Type.String(), { description: 'The filters in force that these numbers do not obey.' })
  ),
  isLedger: Type.Optional(Type.Literal(true, { description: "They are a ledger's: what it counts knows no filter." })),
});
export type Provable = Static<typeof Provable>;

/**
 * What the filters in force cannot be asked of. `not_applicable`: the columns that it names, or the whole answer, have
 * no value under these filters, which is neither none nor 0; `not_filtered`: what it shows is shown whatever these
 * filters say; `left_out`: what cannot obey them is not among the rows; `out_of_scope`: they ask for what its reader
 * does not see, of which nothing is told.
 */
export const Unfit = closed({
  state: Type.Enum(['not_applicable', 'not_filtered', 'left_out', 'out_of_scope']),
  filters: Type.Array(Type.String()),
  columns: Type.Optional(Type.Array(Type.String(), { description: 'Only these are concerned; without it, all.' })),
  says: Type.String({ description: 'The same in a sentence for people.' }),
});
export type Unfit = Static<typeof Unfit>;

/** What is said of a table besides its rows. */
export const said = {
  total: Type.Optional({ ...count, description: 'Where only the first rows are given: how many there are.' }),
  unfit: Type.Optional(Type.Array(Unfit)),
};

/**
 * What a panel or a query answers. Money in yuan, ratios as fractions,
 * days as 2025-04-24, times as 2025-04-24 17:00:00; null is unknown.
 */
export const Table = closed({
  version: Type.String(),
  columns: Type.Array(ColumnInfo),
  rows: Type.Array(openRow),
  proof: Type.Optional(Provable),
  compared: Type.Optional(SetAgainst),
  ...said,
});
export type Table = Static<typeof Table>;

/** A table of which it is known which numbers can be followed. */
export const ProvenTable = closed({ ...Table.properties, proof: Provable });

/** One page of many rows, and how many there are. */
export const Page = closed({
  version: Type.String(),
  total: count,
  columns: Type.Array(ColumnInfo),
  rows: Type.Array(openRow),
});
export type Page = Static<typeof Page>;
