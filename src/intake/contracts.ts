import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from '#spec';
import { wrongSource } from './wrong-source.ts';
import { namesOf, type Names } from './header/names.ts';

/** A contract with its name, ready to read headers. */
export interface Contract extends Source {
  name: string;
  names: Names;
}

/** How a notice's form calls a column; a blank column: the table itself. */
export interface FormHeader {
  source: string;
  column: string;
  header: string;
}

/**
 * Reads pipelines/sources/*.ts; what the forms of notices call a column is an alias of its header. An Error names the
 * contract that cannot be kept.
 */
export async function readContracts(pipelines: string, headers: readonly FormHeader[] = []): Promise<Contract[]> {
  const folder = join(pipelines, 'sources');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = basename(file, '.ts');
      const source = await importSource(resolve(folder, file));
      const own = headers.filter((each) => each.source === name && each.column !== '');
      return toContract(name, toContract(name, source) && source && withAliases(source, own));
    })
  );
}

function withAliases(source: Source, headers: readonly FormHeader[]): Source {
  const columns = Object.entries(source.columns).map(([name, column]) => {
    const known = [column.header, ...(column.aliases ?? [])];
    const others = headers.flatMap((each) =>
      each.column === name && !known.includes(each.header) ? [each.header] : []
    );
    return [
      name,
      others.length === 0 ? column : { ...column, aliases: [...(column.aliases ?? []), ...new Set(others)] },
    ];
  });
  return { ...source, columns: Object.fromEntries(columns) as Source['columns'] };
}

/** What a file of pipelines/sources exports by default. */
export async function importSource(path: string): Promise<Source | undefined> {
  return ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default?: Source }).default;
}

/** Checks a contract. */
export function toContract(name: string, source: Source | undefined): Contract {
  const [wrong] = wrongSource(name, source, null);
  if (source === undefined || wrong) throw new Error(`pipelines/sources/${name}.ts：${wrong?.message}`);
  return { ...source, name, names: namesOf(source.columns) };
}
