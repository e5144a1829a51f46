import { codes } from '../codes.ts';
import type { SqlKind } from './kind.ts';
import { chinese, type Value } from './value.ts';

/** A table of an earlier stage. */
const table: Value = (written) =>
  /^[a-z]+\.[a-z_]+$/.test(written) ? [] : [`写的是“${written}”，要写成一张表，如 sources.totals。`];

/**
 * pipelines/checks, links, warnings: what cannot be used of what was handed in, a row a defect.
 * `only_with` names the table without whose rows it finds nothing: where that is empty, it is not asked.
 */
export const defects: SqlKind = {
  called: '检查',
  keys: {
    title: { value: chinese, needed: true },
    definition: { value: chinese },
    only_with: { value: table },
  },
  whole: ({ only_with }, { sql }) =>
    only_with === undefined || sql.split('\n').some((line) => !line.startsWith('--') && line.includes(only_with))
      ? []
      : [{ key: 'only_with', message: `这个检查没有读 ${only_with}：只有它有行时才要查的表，查询里要读。` }],
  words: { effect: Object.keys(codes.effect).filter((each) => each !== 'file') },
  columns: {
    needed: ['source_file', 'source_sheet', 'source_row', 'problem', 'fix', 'effect'],
    more: ['source', 'column', 'value'],
    texts: ['source_file', 'problem', 'fix', 'effect'],
    numbers: ['source_row'],
  },
};
