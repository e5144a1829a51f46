import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { anyOf, oneOf } from './parameters.ts';
import { Defect, DefectFate, Effect } from './defect.ts';
import { Compared, Receipt } from './receipt.ts';
import { closed, count, nullable, text } from './shape.ts';
import { Page } from './table.ts';

/** A page of the loads that can be read, newest first. */
export const Loads = closed({ version: Type.String(), total: count, rows: Type.Array(Receipt) });
export type Loads = Static<typeof Loads>;

export const Defects = closed({ ...Page.properties, rows: Type.Array(Defect) });
export type Defects = Static<typeof Defects>;

const paths = { maxLength: 4000 };

/** Which defects: any of these of each. */
export const DefectSearch = closed({
  check: anyOf('Any of these checks.', {}),
  effect: oneOf(codesOf(codes.effect), 'Any of these effects.'),
  file: anyOf('In any of these files, by their paths.', paths),
  of: anyOf(
    'Only what is of this, `city:济南市`: rows that say so or are of its projects, and files that hold nothing else.',
    {
      maxLength: 200,
    }
  ),
  compared: oneOf(
    DefectFate.enum,
    'What became of it since the version before: cured (it stands in that version), remaining or fresh.'
  ),
});
export type DefectSearch = Static<typeof DefectSearch>;

/** A kind of defect: how often, in which files, and the first of them. */
export const DefectKind = closed({
  check: Type.String(),
  title: Type.String(),
  effect: Effect,
  count,
  files: Type.Array(closed({ file: Type.String(), count })),
  examples: Type.Array(Defect),
});
export type DefectKind = Static<typeof DefectKind>;

/**
 * What became of the defects of the version before, file by
 * file; and defect by defect, of files that have changed first.
 */
export const Followed = closed({
  files: Type.Array(
    closed({ file: Type.String(), touched: Type.Boolean(), cured: count, remaining: count, fresh: count })
  ),
  defects: Type.Array(closed({ ...Defect.properties, state: DefectFate, touched: Type.Boolean() })),
});
export type Followed = Static<typeof Followed>;

/** What its reader may have of a marked copy. */
export const MarkedCopy = Type.Enum(['own', 'copy', 'mixed', 'personal'], {
  description:
    'own: it may be mended and handed in again; copy: another handed it in; mixed: it holds rows of others, and personal: whom to call, so that it is not given.',
});
export type MarkedCopy = Static<typeof MarkedCopy>;

/** The receipt of a load: who, when, files, defects by kind; what was cured, remains and is new. */
export const ReceiptAnswer = closed({
  ...Receipt.properties,
  kinds: Type.Array(DefectKind),
  copies: Type.Record(Type.String(), MarkedCopy, {
    description: 'By SHA-256 of a file: whether its marked copy can be had.',
  }),
  compared: nullable(
    closed({
      ...Compared.properties,
      number: text,
      ...Followed.properties,
      titles: Type.Record(Type.String(), Type.String(), { description: 'What the checks are called.' }),
    })
  ),
});
export type ReceiptAnswer = Static<typeof ReceiptAnswer>;
