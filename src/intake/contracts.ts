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

/** Reads pipelines/sources/*.ts. An Error names the contract that cannot be kept. */
export async function readContracts(pipelines: string): Promise<Contract[]> {
  const folder = join(pipelines, 'sources');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => toContract(basename(file, '.ts'), await importSource(resolve(folder, file))))
  );
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
