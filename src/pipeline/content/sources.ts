import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { importSource, toContract, wrongSource, type Contract } from '#intake';
import { faultOfImport, linesOfSource } from '#spec/content';
import type { Found } from './make.ts';
import type { PipelineTexts } from './texts.ts';

export interface Sources {
  contracts: Contract[];
  /** By `source.column`, the values of a choice; null where the contract cannot be read. */
  choices: Map<string, readonly string[] | null>;
}

/** Reads the contracts, and tells what is wrong with each. */
export async function readSources(
  pipelines: string,
  { sources, models }: PipelineTexts,
  { broken, faults }: Found
): Promise<Sources> {
  const parsers = models.get('parsers')?.map(({ model }) => model.name) ?? [];
  const read: Sources = { contracts: [], choices: new Map() };
  const begun = new Map<string, string>();
  for (const name of sources) {
    const file = `pipelines/sources/${name}.ts`;
    const path = resolve(join(pipelines, 'sources', `${name}.ts`));
    try {
      const source = await importSource(path);
      const lineOf = linesOfSource(await readFile(path, 'utf8'));
      const wrong = wrongSource(name, source, parsers);
      faults.push(...wrong.map((each) => ({ file, line: lineOf(each.path), message: each.message })));
      for (const [at, begins] of wrong.length > 0 ? [] : (source?.files ?? []).entries()) {
        const other = begun.get(begins.toLowerCase());
        const message = `文件名开头“${begins}”在 pipelines/sources/${other}.ts 里已经写过，分不清是哪张表。`;
        if (other !== undefined) faults.push({ file, line: lineOf(['files', at]), message });
        else begun.set(begins.toLowerCase(), name);
      }
      for (const [column, of] of choicesOf(source)) read.choices.set(`${name}.${column}`, of);
      if (wrong.length === 0) read.contracts.push(toContract(name, source));
      else broken.add(`sources.${name}`);
    } catch (error) {
      faults.push({ file, ...faultOfImport(error, path) });
      read.choices.set(name, null);
      broken.add(`sources.${name}`);
    }
  }
  return read;
}

/** The closed lists of a contract, which may be wrong elsewhere. */
function choicesOf(source: unknown): [string, readonly string[]][] {
  const { columns = {} } = (source ?? {}) as { columns?: Record<string, { of?: unknown } | undefined> };
  return Object.entries(columns).flatMap(([column, said]) =>
    Array.isArray(said?.of) ? [[column, said.of.map(String)] as [string, string[]]] : []
  );
}

/** By source, its columns. */
export const columnsIn = (contracts: readonly Contract[]): ReadonlyMap<string, readonly string[]> =>
  new Map(contracts.map(({ name, columns }) => [name, Object.keys(columns)]));
