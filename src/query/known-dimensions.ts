import {
  cubeDimensions,
  cubeOf,
  dimensionLines,
  dimensionNames,
  isOfDays,
  lineRelation,
  referenceOf,
  severalOf,
  sinceOf,
  unsaidOf,
  withinOf,
  type Dimension,
} from './dimensions.ts';
import type { ColumnInfo, Row } from '#spec';

/** What a version knows of the dimensions. */
export interface KnownDimensions {
  /** The values of each dimension, in their order. */
  values: Readonly<Record<Dimension, readonly string[]>>;
  /** Those of them that no table lists: what projects have that is none of the others. */
  unlisted: Readonly<Record<Dimension, readonly string[]>>;
  /** Of a dimension whose values are names within another: where each of them is, by its table. */
  within: ReadonlyMap<Dimension, ReadonlyMap<string, readonly string[]>>;
  /** The columns of the tables that tell what values are called later on, by the relation that panels read them as. */
  lines: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of a dimension whose values begin on a day: these, each with its day, in their order. */
  since: Readonly<Partial<Record<Dimension, readonly { value: string; day: string | null }[]>>>;
  /** Of a dimension that notices may leave unsaid of projects: the batches with such projects. */
  unsaid: ReadonlyMap<Dimension, ReadonlySet<string>>;
  /** By rule, the kinds of subjects that it judged, each with the dimensions that its findings know. */
  judged: ReadonlyMap<string, readonly { kind: string; known: ReadonlySet<string> }[]>;
}

type ReadRows = (sql: string) => Promise<Row[]>;
type Marts = ReadonlyMap<string, ReadonlyMap<string, ColumnInfo>>;

/** A version that was loaded with other content may lack a dimension: then it has no value of it. */
export async function readDimensions(
  rows: ReadRows,
  marts: Marts,
  { isAcross = false }: { isAcross?: boolean } = {}
): Promise<KnownDimensions> {
  const values = await Promise.all(
    [...dimensionNames, ...cubeDimensions].map(
      async (name) =>
        // Any day can be asked for: which of them something happened on is told by rows, to those who may see them.
        [
          name,
          marts.get(cubeOf(name) ?? 'projects')?.has(name) && !isOfDays(name)
            ? await valuesOf(rows, name, isAcross)
            : [],
        ] as const
    )
  );
  return {
    values: namesOf(values, () => true),
    unlisted: namesOf(values, ({ isListed }) => !isListed),
    within: await placesOf(rows, marts),
    lines: await linesOf(rows),
    since: Object.fromEntries(
      values.flatMap(([name, found]) =>
        sinceOf(name) === null
          ? []
          : [[name, found.flatMap(({ isListed, value, day }) => (isListed ? [{ value, day }] : []))]]
      )
    ),
    unsaid: await unsaidIn(rows, marts),
    judged: await judgedBy(rows, marts.get('findings') ?? new Map()),
  };
}

interface DimensionValue {
  value: string;
  isListed: boolean;
  /** From which day on it holds; null: it always does, or nobody knows. */
  day: string | null;
}

const namesOf = (
  values: readonly (readonly [Dimension, readonly DimensionValue[]])[],
  isMeant: (value: DimensionValue) => boolean
) =>
  Object.fromEntries(values.map(([name, found]) => [name, found.filter(isMeant).map(({ value }) => value)])) as Record<
    Dimension,
    string[]
  >;

/** Read across provinces a mart is a view, whose rows have no place: its values stand in their own order. */
async function valuesOf(rows: ReadRows, dimension: Dimension, isAcross: boolean): Promise<DimensionValue[]> {
  const cube = cubeOf(dimension);
  const sql = `
    with listed as (
      select ${dimension} as value, ${isAcross && cube !== null ? '0' : 'rowid'} as position, ${sinceOf(dimension) ?? 'null'}::date as day from ${referenceOf(dimension)}
      union all
      ${cube === null ? `select value, 1e9, null from summaries."values" where dimension = '${dimension}'` : `select distinct ${dimension}, 1e9, null from marts.${cube}`}
    )
    select value, min(position) < 1e9 as is_listed, min(day) as day
    from listed
    where value is not null
    group by value
    order by min(position), value`;
  return (await rows(sql)).map(({ value, is_listed, day }) => ({
    value: String(value),
    isListed: is_listed === true,
    day: typeof day === 'string' ? day : null,
  }));
}

async function placesOf(rows: ReadRows, marts: Marts): Promise<KnownDimensions['within']> {
  const found = new Map<Dimension, Map<string, string[]>>();
  for (const name of dimensionNames) {
    const parent = withinOf(name);
    if (parent === null || !marts.get('projects')?.has(name)) continue;
    const listed = await rows(`select distinct ${name} as value, ${parent} as place from ${referenceOf(name)}`);
    const places = Map.groupBy(listed, ({ value }) => String(value));
    found.set(name, new Map(Array.from(places, ([value, lines]) => [value, lines.map(({ place }) => String(place))])));
  }
  return found;
}

async function unsaidIn(rows: ReadRows, marts: Marts): Promise<KnownDimensions['unsaid']> {
  const found = new Map<Dimension, Set<string>>();
  for (const name of dimensionNames) {
    const unsaid = unsaidOf(name);
    if (unsaid === null || !marts.get('cube')?.has(name)) continue;
    const batches = await rows(`select distinct batch from marts.cube where ${name} = '${unsaid.value}'`);
    if (batches.length > 0) found.set(name, new Set(batches.map(({ batch }) => String(batch))));
  }
  return found;
}

/** Of a version without such a table nothing. */
async function linesOf(rows: ReadRows): Promise<KnownDimensions['lines']> {
  const found = new Map<string, Set<string>>();
  for (const { table } of dimensionLines) {
    const columns = await rows(
      `select column_name from duckdb_columns() where schema_name || '.' || table_name = '${table}'`
    );
    if (columns.length > 0)
      found.set(lineRelation(table), new Set(columns.map(({ column_name }) => String(column_name))));
  }
  return found;
}

/** What the findings of each rule know of the dimensions: of a city's there is none that knows a task. */
async function judgedBy(rows: ReadRows, columns: ReadonlyMap<string, ColumnInfo>): Promise<KnownDimensions['judged']> {
  const known = dimensionNames.filter((name) => columns.has(name));
  const isKnown = (name: Dimension) =>
    [name, severalOf(name) ?? name].flatMap((each) => (columns.has(each) ? [`"${each}"`] : [])).join(' or ');
  const found = await rows(
    `select rule, subject_kind, ${known.map((name) => `${isKnown(name)} as "${name}"`).join(', ')} from summaries.known order by all`
  );
  const judged = new Map<string, { kind: string; known: Set<string> }[]>();
  for (const row of found) {
    const kinds = judged.get(String(row.rule)) ?? [];
    kinds.push({ kind: String(row.subject_kind), known: new Set(known.filter((name) => row[name] === true)) });
    judged.set(String(row.rule), kinds);
  }
  return judged;
}
