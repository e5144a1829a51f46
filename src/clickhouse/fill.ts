import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashFile, lyingOf, openCopyOut, readReceipt, warehouseFile, type CopyOut } from '#warehouse';
import type { Server } from './client.ts';
import { letGo, makeGround, pointedTo, pointTo } from './current.ts';
import { dropStatement, of, tableStatements, type Place } from './ddl.ts';
import { copiedAs, measuresOf } from './measures.ts';
import { quoted } from './node.ts';
import { nameOf, shapesOf, type Shape } from './shape.ts';

export interface Filling {
  /** The file that is put there, and the SHA-256 that its receipt says. */
  path: string;
  sha256: string;
  version: string;
  tenant: string;
  place: Place;
  /** How many versions of the tenant stay, the new one among them. */
  keep?: number;
}

export interface Filled {
  version: string;
  /** Whether the pointer moved: it did not where it stood there already. */
  isMoved: boolean;
  tables: number;
  rows: number;
  /** How many counts and sums were the same on both sides. */
  measures: number;
  /** Bytes that were sent. */
  bytes: number;
  dropped: string[];
}

/** A published version of a warehouse, as `fill` takes it. */
export async function versionToFill(
  warehouse: string,
  version: string
): Promise<Pick<Filling, 'path' | 'sha256' | 'version'>> {
  const { sha256 } = lyingOf(await readReceipt(warehouse, version));
  return { path: warehouseFile(warehouse, version), sha256, version };
}

/**
 * Puts a version's marts into ClickHouse: all of it sent, then held against the file that it comes from, and only then
 * pointed to. One that is broken off leaves rows that nobody reads; the next one takes them away first.
 */
export async function fill(server: Server, asked: Filling): Promise<Filled> {
  const { path, sha256, version, tenant, place, keep = 2 } = asked;
  const found = await hashFile(path);
  if (found !== sha256) throw new Error(`${path}: is not what its receipt says (${found})`);
  const file = await openCopyOut(path);
  const folder = await mkdtemp(join(tmpdir(), 'fill-'));
  try {
    await makeGround(server, place);
    const before = await pointedTo(server, place, tenant);
    const shapes = await shapesOf(file);
    const isThere = before.some((each) => each.version === version && each.sha256 === sha256);
    // What is sent again is not read meanwhile.
    if (!isThere && before.some((each) => each.version === version)) await letGo(server, place, { tenant, version });
    let bytes = 0;
    for (const shape of isThere ? [] : shapes) {
      for (const statement of tableStatements(shape, place)) await server.run(statement);
      await refuseOtherTypes(server, shape, place);
      await server.run(dropStatement(shape, place, [tenant, version]));
      bytes += await send(server, file, shape, { ...asked, folder });
    }
    const held = await holdAgainst(server, file, shapes, asked);
    const isMoved = before.at(-1)?.version !== version || !isThere;
    if (isMoved) await pointTo(server, place, { tenant, version, sha256, rows: held.rows });
    const dropped = await dropOlder(server, place, { tenant, version, keep, shapes });
    return { version, isMoved, tables: shapes.length, bytes, dropped, ...held };
  } finally {
    file.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A column of another type there would be changed on its way, without a word: it is an Error, which says it. */
async function refuseOtherTypes(server: Server, { schema, table, columns }: Shape, place: Place): Promise<void> {
  const name = nameOf(schema, table);
  const values = { database: place.database, table: name };
  const found = new Map(
    (await server.rows(
      'select name, type from system.columns where database = {database:String} and table = {table:String}',
      { values }
    )) as [string, string][]
  );
  for (const { name: column, type } of columns)
    if (found.get(column) !== `Nullable(${type})`)
      throw new Error(
        `${quoted(name)}, ${column}: ${String(found.get(column))} in ClickHouse, Nullable(${type}) here; a program that says it otherwise fills a database of its own (--database)`
      );
}

/** Rows of one file: what a server takes at once, and a disk holds for a while. */
const most = 1_000_000;

async function send(
  server: Server,
  file: CopyOut,
  { schema, table, columns }: Shape,
  { tenant, version, place, folder }: Filling & { folder: string }
): Promise<number> {
  const names = ['tenant', 'version', 'rowid', ...columns.map(({ name }) => name)];
  const told = [
    `${text(tenant)} as "tenant"`,
    `${text(version)} as "version"`,
    'rowid as "rowid"',
    ...columns.map(({ name, duck }) => `${copiedAs(name, duck)} as "${name.replaceAll('"', '""')}"`),
  ];
  const from = `"${schema}"."${table}"`;
  const [counted] = await file.rows(`select coalesce(max(rowid), -1) as last from ${from}`);
  const path = join(folder, `${nameOf(schema, table)}.parquet`);
  let bytes = 0;
  for (let at = 0; at <= Number(counted?.last); at += most) {
    await file.toParquet(`select ${told.join(', ')} from ${from} where rowid between ${at} and ${at + most - 1}`, path);
    bytes += (await stat(path)).size;
    await server.insert(of(place, nameOf(schema, table)), names, path);
    await rm(path);
  }
  return bytes;
}

/** Counts and sums of every column on both sides. The first that differs is an Error, which says it. */
async function holdAgainst(
  server: Server,
  file: CopyOut,
  shapes: readonly Shape[],
  { tenant, version, place }: Filling
): Promise<{ rows: number; measures: number }> {
  let [rows, measures] = [0, 0];
  for (const shape of shapes) {
    const name = nameOf(shape.schema, shape.table);
    const all = measuresOf(shape);
    const [there] = await file.rows(
      `select ${all.map(({ duck }, at) => `${duck} as "m${at}"`).join(', ')} from "${shape.schema}"."${shape.table}"`
    );
    const [here = []] = await server.rows(
      `select ${all.map(({ click }) => click).join(', ')} from ${of(place, name)} where tenant = {tenant:String} and version = {version:String}`,
      { values: { tenant, version } }
    );
    for (const [at, { name: what }] of all.entries()) {
      const [expected, found] = [String(there?.[`m${at}`]), String(here[at])];
      if (expected !== found)
        throw new Error(
          `${quoted(name)}, ${what}: ${expected} in the version, ${found} in ClickHouse; nothing is pointed to it`
        );
    }
    rows += Number(there?.m0);
    measures += all.length;
  }
  return { rows, measures };
}

/** Takes away what no pointer names, and of what was pointed to all but the newest: those are let go of first. */
async function dropOlder(
  server: Server,
  place: Place,
  { tenant, version, keep, shapes }: { tenant: string; version: string; keep: number; shapes: readonly Shape[] }
): Promise<string[]> {
  const pointed = (await pointedTo(server, place, tenant)).map((each) => each.version);
  const stay = new Set([version, ...pointed.slice(-Math.max(1, keep))]);
  for (const each of pointed) if (!stay.has(each)) await letGo(server, place, { tenant, version: each });
  const dropped = new Set<string>();
  for (const shape of shapes) {
    const there = await server.rows(
      `select distinct version from ${of(place, nameOf(shape.schema, shape.table))} where tenant = {tenant:String}`,
      { values: { tenant } }
    );
    for (const [each] of there)
      if (!stay.has(String(each))) {
        await server.run(dropStatement(shape, place, [tenant, String(each)]));
        dropped.add(String(each));
      }
  }
  return [...dropped].sort();
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
