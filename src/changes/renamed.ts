import { dimensionNames, referenceOf, type Dimension } from '#query';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { columnsIn } from './columns-in.ts';
import { quoted } from './quoted.ts';

/** A value that is called otherwise in another version, known by the key of its row of reference data. */
export interface Renamed {
  dimension: Dimension;
  /** The columns of its key with `/` between: batch and number of a task. */
  key: string;
  from: string;
  to: string;
}

/** The values of dimensions that have another name in each of two worlds, though their key is the same. */
export async function renamedValues(open: OpenWorlds, from: OpenWorld, to: OpenWorld): Promise<Renamed[]> {
  const keys = await open.read<{ name: string; key: string | null }>(
    to,
    'keys',
    'select name, key from catalog.reference'
  );
  const columns = await columnsIn(open);
  const found: Renamed[] = [];
  for (const dimension of dimensionNames) {
    const table = referenceOf(dimension);
    const key = (keys.find(({ name }) => `reference.${name}` === table)?.key ?? '')
      .split(',')
      .flatMap((each) => each.trim() || [])
      .filter((name) => name !== dimension);
    if (key.length === 0) continue;
    const wanted = [...key, dimension];
    const has = ({ alias }: OpenWorld) => wanted.every((name) => columns.get(`${alias}.${table}`)?.has(name));
    if (!has(from) || !has(to)) continue;
    const same = key.map((name) => `o.${quoted(name)} is not distinct from n.${quoted(name)}`).join(' and ');
    const rows = await open.read<{ key: string; from: string; to: string }>(
      to,
      'renamed',
      `select concat_ws('/', ${key.map((name) => `n.${quoted(name)}`).join(', ')}) as key, o.${quoted(dimension)} as "from", n.${quoted(dimension)} as "to"
       from ${from.alias}.${table} as o
       join ${to.alias}.${table} as n on ${same}
       where o.${quoted(dimension)} <> n.${quoted(dimension)}
       order by all`
    );
    found.push(...rows.map((row) => ({ dimension, ...row })));
  }
  return found;
}

/** The values asked for, each by both of its names, as far as a version knows them. */
export function bothNames(
  asked: Readonly<Record<string, readonly string[]>>,
  renamed: readonly Renamed[]
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(asked).map(([dimension, values]) => [
      dimension,
      [
        ...new Set(
          values.flatMap((value) => [
            value,
            ...renamed
              .filter((each) => each.dimension === dimension && (each.from === value || each.to === value))
              .flatMap(({ from, to }) => [from, to]),
          ])
        ),
      ],
    ])
  );
}
