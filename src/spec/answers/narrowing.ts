import { Type, type Static } from 'typebox';
import { anyOf, written } from './parameters.ts';
import { closed } from './shape.ts';

const bound = (description: string) => Type.Optional(Type.Number({ description }));

/** How any list of rows is narrowed by its own columns, and which of them are shown and taken away. */
export const Narrowing = closed({
  only: anyOf(
    '`column:value`: rows of which the column says this; of one column any of its values; `column:` unknown.'
  ),
  number: written('A column of numbers, that is to be between these:'),
  at_least: bound('The least, in 万元 of money, else in the unit of the column.'),
  at_most: bound('The most, the same.'),
  show: anyOf('The columns of the file, in this order. Default: all.'),
});
export type Narrowing = Static<typeof Narrowing>;
