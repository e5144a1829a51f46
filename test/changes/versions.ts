import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { load } from '#pipeline';
import { folderOf, type Files } from '../pipeline/content.ts';

export const content = { pipelines: resolve('pipelines'), reference: resolve('data/reference') };

export interface LoadedWith {
  asOf?: string;
  reference?: string;
  pipelines?: string;
  by?: string;
}

/** A warehouse that versions are loaded into one after another. */
export async function newWarehouse() {
  const warehouse = join(await mkdtemp(join(tmpdir(), 'changes-')), 'warehouse');
  return {
    warehouse,
    /** Loads files and answers the version that they became; a load that is refused is an Error. */
    async load(files: Files, { asOf = '2026-06-30', by, ...other }: LoadedWith = {}): Promise<string> {
      const outcome = await load({
        ...content,
        ...other,
        folder: await folderOf(files),
        warehouse,
        asOf,
        program: '# test 1\n',
        origin: { by: by === undefined ? null : { name: by, isVerified: false } },
        accept: true,
        check: async () => [],
      });
      if (outcome.receipt === null) throw new Error(outcome.reasons.join('\n'));
      return outcome.receipt.version;
    },
  };
}
