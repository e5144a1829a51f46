import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changesOfDraft } from '#changes';
import { load, reportOf, type Compare } from '#pipeline';
import type { FoundChanges, Scope } from '#spec';
import { folderOf, type Files } from '../pipeline/content.ts';

export const content = { pipelines: resolve('pipelines'), reference: resolve('data/reference') };

/** What a load that was only tried would change, for programs and for people. */
export interface Tried {
  changes: FoundChanges;
  own: FoundChanges;
  report: string;
}

export interface LoadedWith {
  asOf?: string;
  reference?: string;
  pipelines?: string;
  by?: string;
}

/** A warehouse that versions are loaded into one after another. */
export async function newWarehouse() {
  const warehouse = join(await mkdtemp(join(tmpdir(), 'changes-')), 'warehouse');
  const common = { ...content, warehouse, asOf: '2026-06-30', program: '# test 1\n', check: async () => [] };
  return {
    warehouse,
    /** Tries to load files, for all and for who is bound to a scope: nothing is published. */
    async try(files: Files, scope: Scope): Promise<Tried> {
      let own: FoundChanges | null = null;
      const compare: Compare = async (folder, current, tried) => {
        own = await changesOfDraft(folder, current, { ...tried, scope });
        return changesOfDraft(folder, current, tried);
      };
      const outcome = await load({ ...common, folder: await folderOf(files), dryRun: true, compare });
      if (!outcome.changes || own === null) throw new Error(outcome.reasons.join('\n'));
      return { changes: outcome.changes, own, report: reportOf(outcome).join('\n') };
    },
    /** Loads files and answers the version that they became; a load that is refused is an Error. */
    async load(files: Files, { asOf = '2026-06-30', by, ...other }: LoadedWith = {}): Promise<string> {
      const outcome = await load({
        ...common,
        ...other,
        folder: await folderOf(files),
        asOf,
        origin: { by: by === undefined ? null : { name: by, isVerified: false } },
        accept: true,
      });
      if (outcome.receipt === null) throw new Error(outcome.reasons.join('\n'));
      return outcome.receipt.version;
    },
  };
}
