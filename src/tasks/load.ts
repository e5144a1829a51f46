import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { load, rebuild, recordFile, renew, reportOf, reportRebuild, type LoadOptions, type Outcome } from '#pipeline';
import { createRecorder } from '#store';
import { readLastReceipt, zonedTime } from '#warehouse';
import { content, program, root } from '#environment/content.ts';
import { inWords, stepsShown, tell, type Told } from '#environment/terminal.ts';

/** What a load is told on the line. */
export interface LoadAsked {
  warehouse: string;
  asOf: string | null;
  by?: string | null;
  dryRun?: boolean;
  accept?: boolean;
  memory?: number | undefined;
  json?: boolean;
}

/** Loads a folder. A program is told every defect, from the disk; people the first ones. */
export async function loadFolder(
  folder: string,
  { warehouse, asOf, by = null, dryRun = false, accept = false, memory, json = false }: LoadAsked
): Promise<Told & Pick<Outcome, 'status'>> {
  const { faultsBeforeLoad } = await import('./sound-content.ts');
  const waiting = json ? await (await import('./json-outcome.ts')).waitingDefects() : null;
  const outcome = await attempt({
    ...content,
    check: () => faultsBeforeLoad(),
    folder: resolve(folder),
    warehouse,
    ...(memory !== undefined && { memory }),
    asOf,
    program: await program(),
    origin: { by: by === null ? null : { name: by, isVerified: false } },
    dryRun,
    ...(dryRun && { compare }),
    accept,
    perCheck: json ? 0 : 5,
    ...(waiting && { onDefects: waiting.take }),
    onProgress: stepsShown(json),
  });
  const isRefused = outcome.status === 'refused';
  if (isRefused && !dryRun) noteRefused(warehouse);
  const answer = (out: Writable) => waiting?.print(outcome, out);
  return { status: outcome.status, answer, lines: reportOf(outcome), isRefused };
}

/** A load that was refused at night is told of in the morning: it is put on record, where there is one. */
function noteRefused(warehouse: string): void {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return;
  const recorder = createRecorder(path, () => zonedTime(new Date()), console.error);
  recorder.record({ stream: 'use', by: null, event: 'load_refused' });
  recorder.close();
}

const compare: LoadOptions['compare'] = async (...tried) => (await import('#changes')).changesOfDraft(...tried);

/** What goes wrong in the machinery, a full disk or a .sql that does not run, refuses the load too. */
async function attempt(what: LoadOptions): Promise<Outcome> {
  try {
    return await load(what);
  } catch (error) {
    return { status: 'refused', reasons: [inWords(error as Error)], notes: [], receipt: null, defects: [] };
  }
}

/**
 * Loads the sample where nothing was published yet; builds again what
 * an older program published, else says why not and serves as it is.
 */
export async function hasVersion(given: LoadAsked & { sample: string | null }): Promise<boolean> {
  if (await readLastReceipt(given.warehouse)) {
    const renewed = await renew(await buildOptions(given)).catch((error: Error) => inWords(error));
    if (typeof renewed === 'string') console.error(`没有建成：${renewed}`);
    else if (renewed !== null) await tell({ answer: renewed, lines: reportRebuild(renewed) }, false);
    return true;
  }
  const loaded = await loadFolder(given.sample ?? join(root, 'data/sample'), given);
  await tell(loaded, false);
  return loaded.status !== 'refused';
}

/** Makes the current version anew from its own files, in a process that has not read the content yet. */
export async function buildInChild(warehouse: string): Promise<void> {
  const args = [join(root, 'src/cli.ts'), 'rebuild', '--accept', '--warehouse', warehouse];
  await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'close');
}

export async function buildAgain(given: Omit<LoadAsked, 'asOf'> & { version: string | null }): Promise<Told> {
  const rebuilt = await rebuild({ ...(await buildOptions(given)), version: given.version });
  if (rebuilt === null) throw new Error(`${given.warehouse} 里没有导入过的版本，没有可以重建的`);
  return { answer: rebuilt, lines: reportRebuild(rebuilt), isRefused: rebuilt.outcome.status === 'refused' };
}

const buildOptions = async ({ warehouse, accept = false, memory, json = false }: Omit<LoadAsked, 'asOf'>) => ({
  ...(memory !== undefined && { memory }),
  accept,
  ...content,
  check: async () => (await import('./sound-content.ts')).faultsBeforeRebuild(),
  warehouse,
  program: await program(),
  perCheck: 5,
  onProgress: stepsShown(json),
});
