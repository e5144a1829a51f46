import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listForms, withForm } from '#forms';
import { recordFile } from '#pipeline';
import {
  inliningMetrics,
  putDecisions,
  readCatalog,
  readFilters,
  titlesOf,
  withinOf,
  type Catalog,
  type View,
} from '#query';
import { everything, Refusal, type FormToFill, type Receipt } from '#spec';
import { nearest } from '#spec/content';
import { followDecisions } from '#store';
import { openFile, readCurrent, readReceipt, warehouseFile, listVersions, type OpenFile } from '#warehouse';

export interface FormOptions {
  /** The folder of the templates. */
  folder: string;
  warehouse: string;
  version: string | null;
  /** By dimension, what was asked for. */
  filters: Readonly<Record<string, readonly string[]>>;
}

export interface WriteOptions extends FormOptions {
  name: string;
  /** A file, or a folder that is there; null: a file here, called for what it is. */
  out: string | null;
  /** Where the program is served, for the links of numbers. */
  base: string | null;
  /** A dimension: a file for each of its values. */
  each: string | null;
}

export interface WrittenForm {
  file: string;
  rows: Record<string, number>;
  /** What the filters could not be asked of. */
  says: string[];
}

interface Opened {
  version: OpenFile;
  receipt: Receipt;
  catalog: Catalog;
  view: View;
}

/** The forms that there are, and what each must be told. */
export const formsIn = (options: FormOptions): Promise<FormToFill[]> =>
  withOpened(options, async ({ catalog }) =>
    (await listForms(options.folder, catalog)).map((form) => ({
      ...form,
      needs: form.needs.map((name) => `${titlesOf(catalog, [name])}（--${name.replaceAll('_', '-')}）`),
    }))
  );

/** Writes a form into a file; with `each` one file for each value of which there is anything to fill. */
export const writeForms = (options: WriteOptions): Promise<WrittenForm[]> =>
  withOpened(options, async ({ version, receipt, catalog, view }) => {
    const { each } = options;
    if (each === null) return [await writeOne(view)];
    const values = Object.entries(catalog.values).find(([name]) => name === each)?.[1];
    if (values === undefined) throw new Refusal(400, 'unknown_dimension', `没有可以逐个出表的 ${each}。`);
    const parent = withinOf(each);
    if (parent !== null && !view.filters.has(parent))
      throw new Refusal(
        400,
        'missing_filter',
        `逐个${titlesOf(catalog, [each])}出表要先选定${titlesOf(catalog, [parent])}：有同名的。`
      );
    const written: WrittenForm[] = [];
    for (const value of values) {
      const filters = readFilters(catalog, { ...options.filters, [each]: [value] });
      try {
        written.push(await writeOne({ ...view, filters }));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'nothing_to_fill') throw error;
      }
    }
    if (written.length === 0)
      throw new Refusal(404, 'nothing_to_fill', `没有可填的：“${options.name}”逐个出表，一个也没有内容。`);
    return written;

    function writeOne(own: View): Promise<WrittenForm> {
      const { version: name, asOf, loadedAt, isSample } = receipt;
      const facts = { version: name, asOf, loadedAt, isSample };
      const asked = {
        context: { reading: inliningMetrics(version, catalog), beside: version.beside },
        catalog,
        view: own,
        facts,
        base: options.base,
      };
      return withForm(options.folder, options.name, asked, async ({ bytes, rows, says, fileName }) => {
        const file = await placeOf(options.out, fileName);
        await write(file, bytes);
        return { file, rows: Object.fromEntries(rows), says: [...says] };
      });
    }
  });

async function withOpened<T>(
  { warehouse, version: named, filters }: FormOptions,
  work: (opened: Opened) => Promise<T>
): Promise<T> {
  const current = named === null ? await readCurrent(warehouse) : await versionNamed(warehouse, named);
  if (current === null) throw new Error(`${warehouse} 里还没有发布过版本，没有可以出表的数据。请先导入`);
  const version = await openFile(current.path, current.version);
  const decisions = followDecisions(recordFile(warehouse));
  try {
    const catalog = await readCatalog(version);
    const decided = decisions.now();
    await putDecisions(version, catalog, decisions, decided);
    const view = { filters: readFilters(catalog, filters), scope: everything };
    return await work({ version, receipt: current.receipt, catalog: { ...catalog, decided }, view });
  } catch (error) {
    throw withNearest(error);
  } finally {
    decisions.close();
    version.close();
  }
}

async function versionNamed(warehouse: string, version: string) {
  const known = await listVersions(warehouse);
  if (!known.includes(version)) throw new Error(`没有版本 ${version}。有 ${known.join('、') || '（没有）'}`);
  return { version, path: warehouseFile(warehouse, version), receipt: await readReceipt(warehouse, version) };
}

/** A value that the data do not know, with the one that was probably meant. */
function withNearest(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const { value, allowed } = error.details ?? {};
  if (error.code !== 'unknown_value' || typeof value !== 'string' || !Array.isArray(allowed)) return error;
  const near = nearest(value, allowed.map(String));
  return near === null
    ? error
    : new Refusal(error.status, error.code, `${error.message}最接近的是 ${near}。`, error.details);
}

async function placeOf(out: string | null, fileName: string): Promise<string> {
  const path = resolve(out ?? '.');
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(path, fileName) : path;
}

/** Writes a new file whole, or none; one that is there is never written over. */
async function write(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const stream = createWriteStream(file, { flags: 'wx' });
  try {
    await once(stream, 'open');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Error(`文件已经有了，没有覆盖：${file}`, { cause: error });
    throw new Error(code === 'ENOENT' ? `没有这个文件夹：${file}` : `写不了 ${file}：${code}`, { cause: error });
  }
  try {
    await pipeline(bytes, stream);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** The list of forms, line by line. */
export const reportForms = (forms: readonly FormToFill[]): string[] => [
  ...forms.flatMap(({ name, basis, needs }) => [
    `${name}${basis === '' ? '' : `　依据：${basis}`}${needs.length === 0 ? '' : `　要选定：${needs.join('、')}`}`,
  ]),
  `共 ${forms.length} 种。出表：npm run form -- ${forms[0]?.name ?? '表名'} --out 文件.xlsx`,
];

export const reportWritten = (written: readonly WrittenForm[]): string[] =>
  written.flatMap(({ file, rows, says }) => [
    `已出表 ${file}${
      Object.keys(rows).length === 0
        ? ''
        : `（${Object.entries(rows)
            .map(([list, count]) => `${list} ${count} 行`)
            .join('，')}）`
    }`,
    ...says.map((each) => `  ${each}`),
  ]);
