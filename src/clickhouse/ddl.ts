import { quoted } from './node.ts';
import { nameOf, type Shape } from './shape.ts';

/** Where tables lie: a database, and the cluster that all of its machines are of; null: one machine. */
export interface Place {
  database: string;
  cluster: string | null;
}

/** By whom and of when a row is; nobody asks for it but by these two. */
const owners = ['`tenant` LowCardinality(String)', '`version` LowCardinality(String)', '`rowid` Int64'];

/**
 * The statements that make a table where it is not there yet, and add the columns that it has not: those are only ever
 * added. One version of one tenant is one partition, which comes and goes at once.
 */
export function tableStatements({ schema, table, columns }: Shape, place: Place): string[] {
  const name = nameOf(schema, table);
  const typed = columns.map((column) => `${quoted(column.name)} Nullable(${column.type})`);
  const body = `(${[...owners, ...typed].join(', ')})`;
  const laid = `partition by (tenant, version) order by (tenant, version, rowid)`;
  const added = typed.map((column) => `add column if not exists ${column}`).join(', ');
  if (place.cluster === null) {
    const full = of(place, name);
    return [`create table if not exists ${full} ${body} engine = MergeTree ${laid}`, `alter table ${full} ${added}`];
  }
  const on = ` on cluster ${quoted(place.cluster)}`;
  const [own, all] = [of(place, `${name}_local`), of(place, name)];
  const path = `'/clickhouse/tables/{shard}/${place.database}/${name}'`;
  return [
    `create table if not exists ${own}${on} ${body} engine = ReplicatedMergeTree(${path}, '{replica}') ${laid}`,
    `alter table ${own}${on} ${added}`,
    // All of a tenant lies on one shard.
    `create table if not exists ${all}${on} ${body} engine = Distributed(${quoted(place.cluster)}, ${quoted(place.database)}, ${quoted(`${name}_local`)}, cityHash64(tenant))`,
    `alter table ${all}${on} ${added}`,
  ];
}

/** Takes one version of one tenant out of a table, on every machine, and comes back when it is gone. */
export const dropStatement = (
  { schema, table }: Pick<Shape, 'schema' | 'table'>,
  place: Place,
  [tenant, version]: readonly [string, string]
): string => {
  const name = nameOf(schema, table);
  const own =
    place.cluster === null ? of(place, name) : `${of(place, `${name}_local`)} on cluster ${quoted(place.cluster)}`;
  return `alter table ${own} drop partition (${text(tenant)}, ${text(version)}) settings alter_sync = 2`;
};

/** The database, and the table that says which version of a tenant is read: a line more each time, never another. */
export function groundStatements(place: Place): string[] {
  const on = place.cluster === null ? '' : ` on cluster ${quoted(place.cluster)}`;
  const columns =
    "(`tenant` String, `version` String, `number` UInt64, `sha256` String, `rows` UInt64, `filled_at` DateTime64(3, 'UTC'))";
  const database = `create database if not exists ${quoted(place.database)}${on}`;
  if (place.cluster === null)
    return [
      database,
      `create table if not exists ${of(place, 'current')} ${columns} engine = MergeTree order by (tenant, number)`,
    ];
  const path = `'/clickhouse/tables/all/${place.database}/current'`;
  return [
    database,
    // Of every machine the same, whichever is asked.
    `create table if not exists ${of(place, 'current')}${on} ${columns} engine = ReplicatedMergeTree(${path}, '{shard}-{replica}') order by (tenant, number)`,
  ];
}

export const of = (place: Place, table: string): string => `${quoted(place.database)}.${quoted(table)}`;

const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
