import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfAccess } from '#access';
import { readAlertsContent } from '#alerts';
import {
  filesOf,
  load,
  type Content,
  openItems,
  readNoticeFolders,
  type OnProgress,
  type OpenItem,
  type Outcome,
} from '#pipeline';
import { dimensionNames } from '#query';
import { sortFaults, type Fault } from '#spec/content';
import { readCurrent } from '#warehouse';
import { alertsFolders, namesForAlerts } from '#server/alerts-content.ts';
import { checkContent, contentIn } from './check-content.ts';
import { content, program, root } from '#environment/content.ts';
import { faultsBeforeLoad } from './sound-content.ts';

/** What came of content that was filled in and is not saved. */
export interface TriedEntered {
  /** Every fault that the content has with it. */
  faults: readonly Fault[];
  /** Those that it had without it. */
  before: readonly Fault[];
  open: { before: readonly OpenItem[]; after: readonly OpenItem[] };
  /** What a load of the same files by it would come to; null where none makes anything of it, or nothing is loaded. */
  outcome: Outcome | null;
}

/**
 * Holds a folder like data/ against all that holds the content, and where it stands tries the load that it would
 * make. `table` is the one that differs from `own`, which is data/ as it is.
 */
export async function tryEntered({
  warehouse,
  data,
  own,
  table,
  onProgress = () => {},
}: {
  warehouse: string;
  data: string;
  own: string;
  table: string;
  onProgress?: OnProgress;
}): Promise<TriedEntered> {
  onProgress({ step: '核对' });
  const isJudging = table.startsWith('reference/');
  const [now, filled] = [own, data].map((each) => ({ ...content, reference: join(each, 'reference') })) as [
    Content,
    Content,
  ];
  const open = {
    before: isJudging ? openItems(await readNoticeFolders(now)) : [],
    after: isJudging ? openItems(await readNoticeFolders(filled)) : [],
  };
  const faults = isJudging
    ? await checkContent({ ...contentIn(root), reference: filled.reference })
    : await faultsBesides(data);
  if (faults.length > 0) {
    const before = !isJudging
      ? await faultsBesides(own)
      : own === join(root, 'data')
        ? await faultsBeforeLoad()
        : await checkContent({ ...contentIn(root), reference: now.reference });
    return { faults, before, open, outcome: null };
  }
  const current = isJudging ? await readCurrent(warehouse) : null;
  if (current === null) return { faults, before: [], open, outcome: null };
  const { changesOfDraft } = await import('#changes');
  const outcome = await load({
    ...filled,
    warehouse,
    asOf: null,
    program: await program(),
    dryRun: true,
    waits: true,
    // By the day of the version: what a day turns is no part of what was filled in.
    set: async (now) => ({
      files: now === null ? [] : filesOf(now.receipt),
      asOf: now?.receipt.givenAsOf ?? null,
      ...(now === null ? {} : { day: now.receipt.asOf }),
    }),
    check: async () => [],
    compare: changesOfDraft,
    perCheck: 20,
    onProgress,
  });
  return { faults, before: [], open, outcome: { ...outcome, defects: [] } };
}

/** What is written wrong in the tables that no load reads. */
async function faultsBesides(data: string): Promise<Fault[]> {
  const [tables, access] = [join(data, 'alerts'), join(data, 'access')];
  const names = await namesForAlerts(tables, access);
  const { faults } = await readAlertsContent({ ...alertsFolders, tables }, names);
  return sortFaults([...faults, ...(existsSync(access) ? await faultsOfAccess(access, dimensionNames) : [])]);
}

/** Loads the files of the version that is published once more, by the content as it is now. */
export async function judgeEntered({
  warehouse,
  accept,
  by,
  onProgress = () => {},
  mayPublish,
}: {
  warehouse: string;
  accept: boolean;
  by: { name: string; isVerified: boolean } | null;
  onProgress?: OnProgress;
  mayPublish: () => Promise<readonly string[]>;
}): Promise<Outcome> {
  return load({
    ...content,
    warehouse,
    asOf: null,
    program: await program(),
    waits: true,
    accept,
    origin: { by },
    set: async (now) => ({
      files: now === null ? [] : filesOf(now.receipt),
      asOf: now?.receipt.givenAsOf ?? null,
      reasons: now === null ? ['还没有导入过，没有可以按新口径再判的文件。'] : [],
    }),
    check: () => faultsBeforeLoad(),
    perCheck: 20,
    onProgress,
    mayPublish,
  });
}
