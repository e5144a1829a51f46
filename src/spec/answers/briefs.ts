import { Type, type Static } from 'typebox';
import { closed, count, nullable } from './shape.ts';
import { ProvenTable } from './table.ts';

const fault = closed({ file: Type.String(), line: nullable(Type.Integer()), message: Type.String() });

/** A report that is composed of sentences and figures, as its file says it. */
export const NamedBrief = closed({
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  sections: Type.Array(Type.String(), { description: 'Their titles, in order; `section` chooses some.' }),
  faults: Type.Array(fault, { description: 'What of it does not hold; then it is not composed.' }),
});
export type NamedBrief = Static<typeof NamedBrief>;

/** A piece of a sentence: words; a number, by its column in `figures`; or what the rows of a figure say. */
export const BriefPart = Type.Union([
  closed({ text: Type.String() }),
  closed({ figure: Type.String({ description: 'The name of its column in `figures`.' }) }),
  closed({
    listed: Type.Array(Type.String(), { description: 'The first values of a column of a figure.' }),
    total: nullable(count, 'How many there are; null: more than were read.'),
    unfit: nullable(Type.String(), 'Why there is nothing to list.'),
  }),
  closed({ rows: nullable(count, 'null: it is not fit for the filters.'), unfit: nullable(Type.String()) }),
]);
export type BriefPart = Static<typeof BriefPart>;

export const BriefBlock = Type.Union([
  closed({ kind: Type.Literal('text'), isItem: Type.Boolean(), parts: Type.Array(BriefPart) }),
  closed({
    kind: Type.Literal('figure'),
    dashboard: Type.String(),
    panel: Type.String(),
    first: nullable(Type.Integer(), 'So many of its rows are printed.'),
  }),
]);
export type BriefBlock = Static<typeof BriefBlock>;

/** A report, its numbers beside its words: a number is shown as its column says, or why there is none. */
export const Brief = closed({
  version: Type.String(),
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  sections: Type.Array(closed({ title: Type.String(), blocks: Type.Array(BriefBlock) })),
  figures: ProvenTable,
});
export type Brief = Static<typeof Brief>;
