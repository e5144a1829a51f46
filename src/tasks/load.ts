import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  load,
  rebuild,
  recordFile,
  renew,
  reportOf,
  reportRebuild,
  type LoadOptions,
  type Outcome,
  type Rebuilt,
} from '#pipeline';
import { createRecorder } from '#store';
import { readLastReceipt, zonedTime } from '#warehouse';
import type { Arguments } from '#commands/command-line.ts';
import { content, program, root } from '#environment/content.ts';
import { clearProgress, inWords, print, showProgress } from '#environment/terminal.ts';

export async function loadFolder(
  folder: string,
  { warehouse, asOf, by, isTrial, isAccepted, memory, isJson }: Arguments
): Promise<Outcome> {
  const { faultsBeforeLoad } = await import('./sound-content.ts');
  const waiting = isJson ? await (await import('./json-outcome.ts')).waitingDefects() : null;
  const outcome = await attempt({
    ...content,
    check: () => faultsBeforeLoad(),
    folder: resolve(folder),
    warehouse,
    ...(memory !== undefined && { memory }),
    asOf,
    program: await program(),
    origin: { by: by === null ? null : { name: by, isVerified: false } },
    dryRun: isTrial,
    ...(isTrial && { compare }),
    accept: isAccepted,
    perCheck: isJson ? 0 : 5,
    ...(waiting && { onDefects: waiting.take }),
    onProgress: isJson ? () => {} : showProgress,
  });
  clearProgress(isJson);
  if (waiting) await waiting.print(outcome, process.stdout);
  else print(false, outcome, () => reportOf(outcome));
  if (outcome.status === 'refused') {
    process.exitCode = 1;
    if (!isTrial) noteRefused(warehouse);
  }
  return outcome;
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
export async function hasVersion(given: Arguments): Promise<boolean> {
  if (await readLastReceipt(given.warehouse)) {
    const renewed = await renew(await buildOptions(given)).catch((error: Error) => inWords(error));
    if (typeof renewed === 'string') console.error(`没有建成：${renewed}`);
    else if (renewed !== null) tell(renewed, given);
    return true;
  }
  return (await loadFolder(given.sample, given)).status !== 'refused';
}

/** Makes the current version anew from its own files, in a process that has not read the content yet. */
export async function buildInChild({ warehouse }: Arguments): Promise<void> {
  await once(
    spawn(process.execPath, [join(root, 'src/cli.ts'), 'rebuild', '--accept', '--warehouse', warehouse], {
      stdio: 'inherit',
    }),
    'close'
  );
}

export async function buildAgain(given: Arguments): Promise<void> {
  const rebuilt = await rebuild({ ...(await buildOptions(given)), version: given.version });
  if (rebuilt === null) throw new Error(`${given.warehouse} 里没有导入过的版本，没有可以重建的`);
  tell(rebuilt, given);
  if (rebuilt.outcome.status === 'refused') process.exitCode = 1;
}

const buildOptions = async ({ warehouse, isAccepted, memory, isJson }: Arguments) => ({
  ...(memory !== undefined && { memory }),
  accept: isAccepted,
  ...content,
  check: async () => (await import('./sound-content.ts')).faultsBeforeRebuild(),
  warehouse,
  program: await program(),
  perCheck: 5,
  onProgress: isJson ? () => {} : showProgress,
});

function tell(rebuilt: Rebuilt, { isJson }: Arguments): void {
  clearProgress(isJson);
  print(isJson, rebuilt, () => reportRebuild(rebuilt));
}
