import { Type, type Static } from 'typebox';
import { written } from './parameters.ts';
import { closed, count, nullable, openRow, text } from './shape.ts';
import { Page } from './table.ts';

/** What must balance in a load: what its two sides are, how many pairs were compared, and how many differ. */
export const Balance = closed({
  name: Type.String(),
  title: text,
  left: text,
  right: text,
  compared: count,
  broken: count,
});
export type Balance = Static<typeof Balance>;

/**
 * Where a side of a pair leads: to the rows of a file, to the proof of a metric,
 * to findings or, where nothing else is known, to the SQL of the pair itself.
 */
export const DrillLink = closed({
  to: Type.Enum(['rows', 'explain', 'findings', 'pair']),
  path: Type.String({ description: 'The address that answers it.' }),
});
export type DrillLink = Static<typeof DrillLink>;

const pair = Type.Object(
  { pair: Type.Integer({ minimum: 1 }), left_leads: DrillLink, right_leads: DrillLink },
  { additionalProperties: true }
);

/** Both sides of what must balance, pair by pair. */
export const Reconciliation = closed({
  ...Page.properties,
  assertions: Type.Array(Balance),
  rows: Type.Array(Type.Unsafe<Static<typeof openRow> & Static<typeof pair>>(pair)),
  sql: nullable(
    closed(
      { left: Type.String(), right: Type.String() },
      'Of one pair: what each side is, in SQL that runs as it is on the published file.'
    )
  ),
});
export type Reconciliation = Static<typeof Reconciliation>;

/** Which pairs: of this assertion, and of it the one at this place. */
export const PairSearch = closed({
  assertion: written('The pairs of this assertion alone.'),
  identity: written('What assertion was called before.'),
  pair: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Of the assertion the pair at this place, with the SQL of its sides.',
    })
  ),
});
export type PairSearch = Static<typeof PairSearch>;
