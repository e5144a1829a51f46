import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withForm } from '#forms';
import { load } from '#pipeline';
import { readCatalog, readFilters, type Catalog, type View } from '#query';
import { everything, type Row } from '#spec';
import { openFile, readCurrent, type OpenFile } from '#warehouse';
import { folderOf, type Files } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';

/** The forms of this program. */
export const ownForms = 'data/forms';

/** What each form must be told, so that the sample has something to fill it with. */
const asked: Readonly<Record<string, Record<string, string[]>>> = {
  推荐汇总表: { batch: ['2025'], city: ['济南市'] },
  督办单: { city: ['济南市'] },
  资金分配拨付汇总表: {},
};
export const filtersFor = (name: string): Record<string, string[]> => asked[name] ?? { batch: ['2025'] };

export interface Filling {
  folder?: string;
  filters?: Readonly<Record<string, readonly string[]>>;
  scope?: View['scope'];
  base?: string | null;
}

export interface FilledFile {
  bytes: Buffer;
  fileName: string;
  rows: Record<string, number>;
  says: readonly string[];
}

const opened = new Map<string, Promise<{ version: OpenFile; catalog: Catalog }>>();

/** The current version of a warehouse, opened once; `closeVersions` closes them all. */
export function openVersion(warehouse: string): Promise<{ version: OpenFile; catalog: Catalog }> {
  const known = opened.get(warehouse) ?? openCurrent(warehouse);
  opened.set(warehouse, known);
  return known;
}

async function openCurrent(warehouse: string) {
  const current = (await readCurrent(warehouse))!;
  const version = await openFile(current.path, current.version);
  return { version, catalog: await readCatalog(version) };
}

export async function closeVersions(): Promise<void> {
  for (const each of opened.values()) (await each).version.close();
  opened.clear();
}

/** The rows of a query on the current version. */
export const rowsOf = async (warehouse: string, sql: string): Promise<Row[]> =>
  (await (await openVersion(warehouse)).version.read('test', sql)).rows();

/** Fills a form as a reader would get it. */
export async function fillForm(
  warehouse: string,
  name: string,
  { folder = ownForms, filters = {}, scope = everything, base = null }: Filling = {}
): Promise<FilledFile> {
  const { version, catalog } = await openVersion(warehouse);
  const view = { filters: readFilters(catalog, filters), scope };
  const facts = { version: version.version, asOf: catalog.asOf, loadedAt: '2026-07-01', isSample: true };
  return withForm(folder, name, { context: { reading: version }, catalog, view, facts, base }, async (form) => ({
    ...form,
    bytes: Buffer.concat(await Array.fromAsync(form.bytes)),
    rows: Object.fromEntries(form.rows),
  }));
}

/** Loads files as the command does; the folder of the warehouse, and what the load said. */
export async function loaded(files: Files) {
  const folder = await folderOf(files);
  const warehouse = await mkdtemp(join(tmpdir(), 'forms-'));
  const outcome = await load({ ...ownContent, folder, warehouse, asOf: '2026-06-30', program: 'test' });
  if (outcome.status !== 'published') throw new Error(`not loaded: ${outcome.reasons.join(' ')}`);
  return { warehouse, outcome };
}

/** A folder of forms with one template changed: its parts go through `change`. */
export async function changedForms(files: Readonly<Record<string, Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'templates-'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.xlsx`), bytes);
  return folder;
}
