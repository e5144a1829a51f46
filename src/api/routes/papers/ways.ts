import { dimensionNames } from '#query';
import { questionOf } from '#revisions';
import type { Paper } from '#seals';
import type { Api } from '../../http/context.ts';

/** Where a number of a paper stands line by line beside the same of the current version. */
export async function waysFrom(
  { warehouse, catalogOf }: Pick<Api, 'warehouse' | 'catalogOf'>,
  paper: Paper,
  path: string
): Promise<(key: string) => string | null> {
  const version = warehouse.version();
  if (version === null || version === paper.statement.version) return () => null;
  const lease = await warehouse.lease(version);
  try {
    const catalog = await catalogOf(lease);
    const known = { metrics: new Set(catalog.metrics.keys()), dimensions: new Set<string>(dimensionNames) };
    return (key) => {
      const asked = questionOf(key, path, known);
      if (asked === null) return null;
      const { metric, filters } = asked;
      const said = Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value]));
      return `/changes?${new URLSearchParams([['from', paper.statement.version], ['version', version], ...said, ['metric', metric]])}#number`;
    };
  } finally {
    lease.release();
  }
}
