import { cubeDimensions, dimensionNames, type Dimension } from '#query';
import { Refusal, type Paging } from '#spec';
import { anyOf, format, links, version } from '#spec/answers';

const filtersOf = (names: readonly Dimension[], of = '') =>
  Object.fromEntries(
    names.map((name) => [name, anyOf(`Filter: any of these values of ${name} (see /api/filters)${of}.`)])
  ) as Record<Dimension, ReturnType<typeof anyOf>>;

/** The filters: the same everywhere. A name may repeat: any of its values. */
const filters = filtersOf(dimensionNames);
/** Those that some numbers alone can be told by. */
export const cubeParameters = filtersOf(cubeDimensions, ', of what the mart of these sums holds alone');

/** What filters are asked for by, of the current version alone. */
export const filterParameters = filters;
/** The parameters of everything that is read of a version. */
export const versionParameters = { ...filters, ...version };
/** Those of a table, which is also sent as a file. */
export const tableParameters = { ...format, ...links, ...versionParameters };

/** The page of a request. Ajv lets the text `Infinity` through every bound of an integer. */
export function pagingOf({ query: { limit, offset } }: { query: Paging }): Paging {
  if (Number.isFinite(limit) && Number.isFinite(offset)) return { limit, offset };
  throw new Refusal(400, 'bad_parameter', '参数 limit 和 offset 要写整数。', {
    parameter: Number.isFinite(limit) ? 'offset' : 'limit',
  });
}
