import { Type, type Static, type TSchemaOptions } from 'typebox';
import { closed } from './shape.ts';

/** The files that a table is answered as, by the ending of its address or the parameter `format`. */
export const fileFormats = ['json', 'csv', 'xlsx', 'arrow', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a figure is answered as besides: the picture of it, and the query that it is the answer of. */
export const figureFormats = [...fileFormats, 'svg', 'png', 'sql'] as const;
export type FigureFormat = (typeof figureFormats)[number];

export const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  arrow: 'application/vnd.apache.arrow.stream',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  svg: 'image/svg+xml',
  png: 'image/png',
  sql: 'application/sql',
  ts: 'text/typescript',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  webp: 'image/webp',
} as const satisfies Record<FigureFormat | 'ts' | 'docx' | 'webp', string>;

export type MediaFormat = keyof typeof mediaTypes;

/** What somebody writes into an address. */
export const written = (description?: string) =>
  Type.Optional(Type.String({ maxLength: 200, ...(description === undefined ? {} : { description }) }));

/** Any of these, as a name that is said once or again. */
export const anyOf = (description: string, options: TSchemaOptions & { maxLength?: number } = { maxLength: 200 }) =>
  Type.Optional(Type.Array(Type.String(options), { maxItems: 200, description }));

/** Any of a closed list. */
export const oneOf = <const V extends string[]>(values: readonly [...V], description: string) =>
  Type.Optional(Type.Array(Type.Enum(values), { maxItems: 20, description }));

export const version = {
  version: written('An older version; without it, the current one.'),
  decided: written(
    'Up to which decision findings are told, by its hash; `none`: before the first. Without it, up to the last. `at=` leads to it.'
  ),
};
export const asOf = {
  as_of: written(
    'An earlier day, as 2025-04-24: judged as of it and by what was known then. `version` of the answer names the replay. 503 `replaying` while it is made: ask again.'
  ),
};
export const format = {
  format: Type.Optional(Type.Enum(fileFormats, { type: 'string', description: 'Or say it by Accept.' })),
};
export const ending = { ending: Type.Enum(fileFormats) };
/** The same of a figure. */
export const figureEnding = { ending: Type.Enum(figureFormats) };
export const figureFormat = {
  format: Type.Optional(Type.Enum(figureFormats, { type: 'string', description: 'Or say it by Accept.' })),
};
export const background = {
  background: Type.Optional(
    Type.Enum(['white', 'transparent'], {
      type: 'string',
      default: 'white',
      description: 'Of SVG and PNG: what lies under the figure.',
    })
  ),
};
export const links = {
  links: Type.Optional(
    Type.Boolean({
      description: 'In CSV and XLSX: beside the numbers the address of each, where it is followed to its rows.',
    })
  ),
};

export const compare = {
  compare: written(
    'Set against the same of another value of one dimension, as city:青岛市, or of all of it, as city:all. Numbers of rows that are the same on both sides stand beside each other as <name>.compared and <name>.difference. Not in SQL.'
  ),
};

export const firstRows = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description: 'Of JSON only the first rows; `total` says of how many. Files hold all.',
    })
  ),
};

/** The rows of one page. */
export const Paging = closed({
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of one page of JSON.' }),
  offset: Type.Integer({ minimum: 0, maximum: 100_000_000, default: 0 }),
});
export type Paging = Static<typeof Paging>;
