import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import type { Row, Value } from '../table.ts';

/** An object that holds these properties and no other: what is sent and not described is an error of its tests. */
export const closed = <P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) });

export const nullable = <S extends TSchema>(schema: S, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
export const text = nullable(Type.String());
export const count = Type.Integer({ minimum: 0 });

/** Whatever JSON says of one cell of a table. */
export const anyValue = Type.Unsafe<Value>({});

/** A row whose columns the answer itself says, beside it. */
export const openRow = Type.Unsafe<Row>({ type: 'object', additionalProperties: true });

/** The same, of which these columns are known by name. */
export const rowWith = <P extends TProperties>(properties: P) => {
  const known = Type.Object(properties, { additionalProperties: true });
  return Type.Unsafe<Row & Static<typeof known>>(known);
};
