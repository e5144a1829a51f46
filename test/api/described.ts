import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';

// Ajv is what Fastify validates with.
const require = createRequire(createRequire(import.meta.url).resolve('fastify'));
const Ajv = require('ajv/dist/2020').default as new (options: object) => {
  compile(schema: object): { (data: unknown): boolean; errors: { instancePath: string }[] | null };
  validateSchema(schema: object): boolean;
};
const ajv = new Ajv({ strict: false, allErrors: true });

export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
}
export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema & { default?: unknown; enum?: string[] };
}
export interface Operation {
  parameters: Parameter[];
  requestBody?: object;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export const documentOf = async (app: FastifyInstance): Promise<OpenApi> =>
  (await app.inject({ url: '/api/openapi.json' })).json();

export const isSchema = (schema: Schema): boolean => ajv.validateSchema(schema);

/** The schema that a document has for what is answered as JSON. */
export const schemaOf = (document: OpenApi, path: string, method = 'get', status = '200'): Schema => {
  const schema = document.paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${method} ${path} says nothing of ${status}`);
  return schema;
};

/** What is sent and not said, said and not sent, or sent otherwise; `sent` gathers which properties were there. */
export function differences(schema: Schema, answer: unknown, sent: Set<string>): string[] {
  const validate = compiled(schema);
  record(schema, answer, sent);
  return [
    ...(validate(answer) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error))),
    ...strangersOf(schema, answer),
  ];
}

/** The properties of schemas, each with the object that has it: what several answers share is one. */
export function* propertiesIn(schema: Schema): Generator<string> {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = schema;
  for (const name of Object.keys(properties)) yield keyOf(schema, name);
  const parts = [
    ...Object.values(properties),
    ...Object.values(patternProperties),
    ...(items ? [items] : []),
    ...anyOf,
  ];
  for (const part of parts) yield* propertiesIn(part);
}

const keyOf = ({ properties = {} }: Schema, name: string): string => `${name} of ${Object.keys(properties).join(' ')}`;

const validators = new Map<Schema, ReturnType<typeof ajv.compile>>();
function compiled(schema: Schema): ReturnType<typeof ajv.compile> {
  const known = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, known);
  return known;
}

function record(schema: Schema, data: unknown, sent: Set<string>): void {
  for (const each of schema.anyOf ?? []) record(each, data, sent);
  if (Array.isArray(data)) for (const each of data) record(schema.items ?? {}, each, sent);
  else if (typeof data === 'object' && data !== null) {
    const [pattern = {}] = Object.values(schema.patternProperties ?? {});
    for (const [name, value] of Object.entries(data)) {
      const property = schema.properties?.[name];
      if (property) sent.add(keyOf(schema, name));
      record(property ?? pattern, value, sent);
    }
  }
}

/** In open rows: the cells that neither the columns beside them nor the schema says. */
function strangersOf(schema: Schema, data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap((each) => strangersOf(schema.items ?? {}, each));
  const found = Object.entries(data).flatMap(([name, value]) =>
    [schema, ...(schema.anyOf ?? [])].flatMap(({ properties = {} }) => strangersOf(properties[name] ?? {}, value))
  );
  const { columns, rows } = data as { columns?: { name: string }[]; rows?: object[] };
  const row = schema.properties?.rows?.items;
  if (!Array.isArray(columns) || !Array.isArray(rows) || row?.additionalProperties !== true) return found;
  const names = new Set([...columns.map(({ name }) => name), ...Object.keys(row.properties ?? {})]);
  const strangers = rows.flatMap((each) => Object.keys(each).filter((name) => !names.has(name)));
  return [...found, ...Array.from(new Set(strangers), (name) => `${name} is a cell without a column`)];
}
