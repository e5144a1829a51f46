import { codes } from '../codes.ts';
import type { SqlKind } from './kind.ts';
import { chinese } from './value.ts';

/** pipelines/checks, links, warnings: what cannot be used of what was handed in, a row a defect. */
export const defects: SqlKind = {
  called: '检查',
  keys: { title: { value: chinese, needed: true }, definition: { value: chinese } },
  words: { effect: Object.keys(codes.effect).filter((each) => each !== 'file') },
  columns: {
    needed: ['source_file', 'source_sheet', 'source_row', 'problem', 'fix', 'effect'],
    more: ['source', 'column', 'value'],
    texts: ['source_file', 'problem', 'fix', 'effect'],
    numbers: ['source_row'],
  },
};
