import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from '#spec';
import { fold } from './header/fold.ts';
import { namesOf, type Names } from './header/names.ts';

/** A contract with its name, ready to read headers. */
export interface Contract extends Source {
  name: string;
  names: Names;
}

/** Reads pipelines/sources/*.ts. An Error names the contract that cannot be kept. */
export async function readContracts(pipelines: string): Promise<Contract[]> {
  const folder = join(pipelines, 'sources');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: source } = (await import(/* @vite-ignore */ pathToFileURL(resolve(folder, file)).href)) as {
        default?: Source;
      };
      return toContract(basename(file, '.ts'), source);
    })
  );
}

/** Checks a contract. */
export function toContract(name: string, source: Source | undefined): Contract {
  const wrong = (what: string) => new Error(`pipelines/sources/${name}.ts: ${what}`);
  if (!/^[a-z][a-z0-9_]*$/.test(name) || reservedNames.has(name))
    throw wrong(`"${name}" cannot be the name of a table`);
  if (!source?.title || !source.files || !source.columns)
    throw wrong('exports no source by default (title, files, columns)');
  const seen = new Map<string, string>();
  for (const [key, column] of Object.entries(source.columns)) {
    if (!/^[a-z][a-z0-9_]*$/.test(key) || /^source_(file|sheet|row)$|^file_order$/.test(key))
      throw wrong(`"${key}" cannot be the name of a column`);
    if (!/^[a-z][a-z0-9_]*$/.test(column.kind)) throw wrong(`${key} is of the kind "${column.kind}"`);
    if (column.header.includes('"') || reservedHeaders.test(column.header))
      throw wrong(`${key} has the header "${column.header}"`);
    if ((column.kind === 'choice') !== (column.of !== undefined))
      throw wrong(`${key}: a choice, and nothing else, says what it is of`);
    for (const header of [column.header, ...(column.aliases ?? [])]) {
      const folded = fold(header);
      const other = seen.get(folded);
      if (folded === '' || other !== undefined)
        throw wrong(`${key}: "${header}" is ${other === undefined ? 'empty' : `also a header of ${other}`}`);
      seen.set(folded, key);
    }
  }
  for (const key of source.key ?? [])
    if (!Object.hasOwn(source.columns, key)) throw wrong(`the key names ${key}, which is no column`);
  return { ...source, name, names: namesOf(source.columns) };
}

/** Tables of the schema `sources` that are not a source's. */
const reservedNames: ReadonlySet<string> = new Set([
  'files',
  'defects',
  'set_aside',
  'blank_rows',
  'contracts',
  'cells',
  'totals',
]);
const reservedHeaders = /_单位$|^(其他列|source_file|source_sheet|source_row|file_order)$/;
