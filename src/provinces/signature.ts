import { literal, type Build } from '#warehouse';

/** How a province says what its numbers mean: metrics with their formulas, marts with their columns. */
export type Signature = ReadonlyMap<string, string>;

/** What one version says of its numbers, each by what it is called where two of them differ. */
export async function signatureOf(build: Build, alias: string): Promise<Signature> {
  const told = await build.read<{ what: string; says: string }>(
    'signature',
    `select concat('指标“', title, '”（', name, '）的口径') as what, concat_ws(' ', unit, sql) as says from ${alias}.catalog.metrics
    union all
    select concat('表 ', table_name, ' 的列 ', column_name), concat_ws(' ', data_type, (
      select formula from ${alias}.catalog.columns as c where c.mart = table_name and c.name = column_name
    ))
    from duckdb_columns() where database_name = ${literal(alias)} and schema_name = 'marts'`
  );
  return new Map(told.map(({ what, says }) => [what, says]));
}

/** The first thing that two versions do not say alike; null where they agree. */
export function differenceOf(one: Signature, other: Signature): string | null {
  for (const [what, says] of one) {
    const found = other.get(what);
    if (found === undefined) return `没有${what.replace('的口径', '')}`;
    if (found !== says) return `${what}与别的省不同`;
  }
  const extra = Array.from(other.keys()).find((what) => !one.has(what));
  return extra === undefined ? null : `${extra.replace('的口径', '')}是别的省没有的`;
}

/** The signature that most provinces have, the first of them where as many have another. */
export function mostCommon<T extends { signature: Signature }>(provinces: readonly T[]): T | null {
  const agreeing = (one: T) =>
    provinces.filter((other) => differenceOf(one.signature, other.signature) === null).length;
  return provinces.reduce<T | null>(
    (best, one) => (best === null || agreeing(one) > agreeing(best) ? one : best),
    null
  );
}
