import { titled, type SqlKind } from './kind.ts';
import { conditions, namesOf, steps } from './value.ts';

/**
 * A panel's query: after which steps of its dashboard it comes, whose rows it shows, what a row is about, by which
 * filters it is not narrowed since it sets what they leave beside the others, and its own words for its columns.
 */
export const panelQuery: SqlKind = {
  called: '图表',
  keys: {
    after: { value: steps },
    where: { value: conditions },
    keys: { value: namesOf('column') },
    beside: { value: namesOf('dimension') },
  },
  others: { are: '查询结果里的', value: titled },
};
