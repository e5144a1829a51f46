import { dimensionNames } from '#query';
import { formats as numberFormats } from '#spec';
import { formats } from './format-names.ts';

/** A piece of JSON Schema, which validates what is asked, says it in OpenAPI, and says what is answered. */
export type Schema = { readonly [key: string]: unknown };

const text = { type: 'string', maxLength: 200 } as const;
const anyOf = (description: string): Schema => ({ type: 'array', items: text, maxItems: 200, description });

/** `version` and the filters: the same everywhere. A name may repeat: any of its values. */
export const asked: Record<string, Schema> = {
  ...Object.fromEntries(
    dimensionNames.map((name) => [name, anyOf(`Filter: any of these values of ${name} (see /api/filters).`)])
  ),
  version: { ...text, description: 'An older version; without it, the current one.' },
};

/** A closed list of what may be asked: anything else is refused. */
export const querystring = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
  properties,
});

export const format: Schema = { ...text, description: `One of ${formats.join(', ')}; or say it by Accept.` };
export const words: Schema = text;
/** Names with commas between them, said once or repeated. */
export const names = (description: string): Schema => ({
  type: 'array',
  items: { type: 'string', maxLength: 4000 },
  maxItems: 200,
  description,
});
export const list = anyOf;

const orNull = (type: string): Schema => ({ type: [type, 'null'] });
export const object = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
export const array = (items: Schema): Schema => ({ type: 'array', items });

export const string: Schema = { type: 'string' };
export const number: Schema = { type: 'number' };
export const integer: Schema = { type: 'integer' };
export const boolean: Schema = { type: 'boolean' };
export const stringOrNull = orNull('string');
export const integerOrNull = orNull('integer');
export const row: Schema = { type: 'object', additionalProperties: true };
export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

export const column = object(
  {
    name: string,
    title: string,
    type: { enum: ['string', 'number', 'boolean', 'date', 'timestamp', 'json'] },
    unit: stringOrNull,
    format: { enum: Object.keys(numberFormats) },
    definition: string,
    clause: string,
    numerator: string,
    denominator: string,
    n: string,
  },
  ['format', 'definition', 'clause', 'numerator', 'denominator', 'n']
);
/** Which numbers of a table /api/explain follows. */
export const proof = object(
  { columns: array(string), keys: array(string), panel: string, of: string, isLedger: boolean },
  ['panel', 'of', 'isLedger']
);
export const table = object({ version: string, columns: array(column), rows: array(row), proof }, ['proof']);
export const page = object({ version: string, total: integer, columns: array(column), rows: array(row), proof }, [
  'proof',
]);
/** A cell as it was handed in: null where it is empty, and where it is personal and stays here. */
export const cell = object({ name: stringOrNull, header: string, value: stringOrNull, isPrivate: boolean });
/** A row of a file, as somebody handed it in. */
export const handed = object({
  source: string,
  title: string,
  file: string,
  sheet: string,
  row: integer,
  sha256: stringOrNull,
  state: { enum: ['loaded', 'superseded', 'rejected'] },
  cells: array(cell),
});
export const error = object({ error: object({ code: string, message: string, details: row }, ['details']) });
