import { spawn } from 'node:child_process';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTurns } from '#spec';
import { confinement } from '#xlsx';
import { cannotShow, type Job } from './job.ts';

const source = resolve(import.meta.dirname, '../..');
const program = join(import.meta.dirname, 'child.ts');
/** Its own code, the readers' of texts, and what tells where the doors lead. */
const folders = [import.meta.dirname, join(source, 'intake'), join(source, '../package.json')];
const heapMegabytes = 700;
const deadline = 120_000;

/** At most two at a time. */
const turns = createTurns({ size: 2 });

/**
 * Makes a marked copy in a child process that may read only the file and write only the copy, in bounded memory and
 * time. The copy has no name any more: it is gone once it is closed. null where the original cannot be read.
 */
export const runMarking = (
  file: FileHandle,
  job: Job,
  signal: AbortSignal = new AbortController().signal
): Promise<FileHandle | null> => turns.pass(signal, () => marking(file, job, signal));

async function marking(file: FileHandle, job: Job, signal: AbortSignal): Promise<FileHandle | null> {
  const folder = await mkdtemp(join(tmpdir(), 'baijing-marked-'));
  const copy = await open(join(folder, 'copy.xlsx'), 'w+');
  await rm(folder, { recursive: true });
  const child = spawn(
    process.execPath,
    [...confinement(heapMegabytes, { folders, packages: ['papaparse'] }), program],
    { stdio: [file.fd, copy.fd, 'pipe', 'pipe'], env: {} }
  );
  const stop = () => child.kill('SIGKILL');
  const timer = setTimeout(stop, deadline);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr = (stderr + text.toString()).slice(-2000)));
  const jobPipe = child.stdio[3] as NodeJS.WritableStream;
  jobPipe.on('error', () => undefined);
  jobPipe.end(JSON.stringify(job));
  const code = await new Promise<number | null>((end, fail) => child.once('close', end).once('error', fail));
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  if (code === 0) return copy;
  await copy.close();
  if (code === cannotShow) return null;
  throw new Error(
    `${job.file}: the marked copy was not finished (${code === null ? 'stopped' : `exit ${code}`}): ${stderr}`
  );
}
