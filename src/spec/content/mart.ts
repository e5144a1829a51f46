import { titled, type SqlKind } from './kind.ts';
import { chinese, namesOf, sentence } from './value.ts';

/** pipelines/marts: what a reader asks about, each column with its title. */
export const mart: SqlKind = {
  called: '主题表',
  keys: {
    title: { value: chinese, needed: true },
    grain: { value: sentence, needed: true },
    rows: { value: namesOf('mart') },
  },
  others: { are: '表里的', value: titled, needed: true },
};
