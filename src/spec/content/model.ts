import { titled, type SqlKind } from './kind.ts';
import { chinese } from './value.ts';

/** A table on the way from what was handed in to the marts: what it is, and what one row of it is. */
export const model: SqlKind = {
  called: '中间表',
  keys: { title: { value: chinese, needed: true }, grain: { value: chinese, needed: true } },
  others: { are: '表里的', value: titled },
};

/** A model that may be `passing`: what only later models read, and the line says why, is not kept in a version. */
export const passingModel: SqlKind = { ...model, keys: { ...model.keys, passing: { value: chinese } } };

/** pipelines/staging: a row is one that was handed in. */
export const rowsOfSource: SqlKind = {
  ...model,
  called: '交表的各行',
  columns: { needed: ['source_file', 'source_sheet', 'source_row'], more: null },
};
