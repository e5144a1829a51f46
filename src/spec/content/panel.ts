import { titled, type SqlKind } from './kind.ts';
import { conditions, namesOf } from './value.ts';

/** A panel's query: whose rows it shows, what a row is about, and its own words for its columns. */
export const panelQuery: SqlKind = {
  called: '图表',
  keys: { where: { value: conditions }, keys: { value: namesOf('column') } },
  others: { are: '查询结果里的', value: titled },
};
