import { Type, type TProperties } from 'typebox';

/**
 * OpenAPI 3.1.0 as far as this document uses it, by the words of
 * the specification; a word that is none of them is an error.
 */
const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });
const byPattern = (pattern: string, value: object) => ({
  type: 'object',
  patternProperties: { [pattern]: value },
  additionalProperties: false,
});
const text = Type.String({ minLength: 1 });
const schema = Type.Unknown();
const content = byPattern('^[a-z]+/[a-z0-9.+-]+$', closed({ schema: Type.Optional(schema) }));

const parameter = Type.Union([
  closed({
    name: text,
    in: Type.Literal('path'),
    required: Type.Literal(true),
    description: Type.Optional(text),
    schema,
  }),
  closed({
    name: text,
    in: Type.Literal('query'),
    required: Type.Boolean(),
    description: Type.Optional(text),
    schema,
  }),
]);

const operation = closed({
  summary: text,
  'x-needs': text,
  parameters: Type.Array(parameter),
  requestBody: Type.Optional(closed({ required: Type.Boolean(), content: Type.Unsafe(content) })),
  responses: Type.Unsafe({
    ...byPattern(
      '^([1-5][0-9][0-9]|[1-5]XX)$',
      closed({ description: text, content: Type.Optional(Type.Unsafe(content)) })
    ),
    minProperties: 1,
  }),
});

export const openApi = closed({
  openapi: Type.Literal('3.1.0'),
  info: closed({ title: text, version: text, description: text }),
  paths: Type.Unsafe(
    byPattern(
      '^/',
      closed({ get: Type.Optional(operation), post: Type.Optional(operation), delete: Type.Optional(operation) })
    )
  ),
  components: closed({ schemas: Type.Unsafe(byPattern('^[A-Za-z0-9._-]+$', {})) }),
});
