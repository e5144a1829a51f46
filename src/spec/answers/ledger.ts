import { Type, type Static } from 'typebox';
import { Narrowing } from './narrowing.ts';
import { written } from './parameters.ts';
import { closed, count, nullable, rowWith, text } from './shape.ts';
import { ColumnInfo, Page, Provable, said } from './table.ts';

const amount = nullable(Type.Number());
const names = Type.Array(Type.String());

/** A row of a ledger: whose slots they are, what is used, by which projects, and what is left. */
export const LedgerRow = rowWith({
  organisation_id: Type.Optional(Type.String()),
  organisation: Type.Optional(text),
  group_name: text,
  applicant_type: Type.Optional(text),
  city: Type.Optional(text),
  is_state_group: Type.Optional(nullable(Type.Boolean())),
  used: amount,
  used_listed: amount,
  limit: amount,
  left: amount,
  left_listed: amount,
  is_in_principle: Type.Optional(nullable(Type.Boolean())),
  own_projects: names,
  partner_projects: Type.Optional(names),
  carried_projects: Type.Optional(names),
  listed_projects: names,
  released_projects: Type.Optional(names),
});
export type LedgerRow = Static<typeof LedgerRow>;

export const Ledger = closed({
  ...Page.properties,
  year: nullable(Type.Integer()),
  years: Type.Array(Type.Integer()),
  rows: Type.Array(LedgerRow),
  proof: Provable,
  unfit: said.unfit,
});
export type Ledger = Static<typeof Ledger>;

export const LedgerSearch = closed({
  search: written(
    'Part of the name, the credit code or the group, or of the number of a project of theirs; width, case, brackets and spaces are the same however written.'
  ),
  sort: written('A column, - before it for descending. Default: the least left first.'),
  year: Type.Optional(
    Type.Integer({ minimum: 2000, maximum: 2100, description: 'Default: the latest with a project that passes.' })
  ),
  ...Narrowing.properties,
});
export type LedgerSearch = Static<typeof LedgerSearch>;

/** The directions that only so many projects of may be supported, with how many are; and the projects. */
export const Support = closed({
  version: Type.String(),
  columns: Type.Array(ColumnInfo),
  caps: Type.Array(
    closed({
      batch: Type.String({ description: 'The batches that the cap is counted over, with 、 between.' }),
      support_period: Type.String(),
      direction: Type.String(),
      supported: nullable(count),
      at_most: nullable(count),
      places_left: nullable(Type.Integer()),
    })
  ),
  capsProof: Provable,
  unfit: said.unfit,
  rows: Type.Array(
    rowWith({
      batch: Type.String(),
      support_period: Type.String({ description: 'The batches that its cap is counted over: that of the cap.' }),
      direction: Type.String(),
      state: Type.Enum(['supported', 'next']),
      project_id: Type.String(),
      project_name: text,
      applicant: text,
      city: text,
      concluded_on: text,
    })
  ),
});
export type Support = Static<typeof Support>;
