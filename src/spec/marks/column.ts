import { Type } from 'typebox';

/** A column of the panel's answer, of this type. */
export const column = (type: 'any' | 'number' | 'string' = 'any') => Type.String({ minLength: 1, column: type });

/** Columns of the panel's answer, each with another that says something of it. */
export const columnBy = (type: 'any' | 'number' | 'string') =>
  Type.Record(Type.String(), column(type), { keys: column() });

/** A column → the column that says in words why its value is missing; where that is null too, — stands. */
export const missing = columnBy('string');

export const closed = { additionalProperties: false };
