import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { limits } from './limits.ts';
import type { Message } from './protocol.ts';
import { strippedRoom } from './stripped.ts';
import { WorkbookError, resave } from './workbook-error.ts';

const here = import.meta.dirname;
/** The code of the reader, all that the child may read of the disk besides packages. */
const room = dirname(here);
const program = join(here, 'child.ts');

/** The program of the child, and the folder that it lies in besides its room. */
let prepared: Promise<{ program: string; folders: string[] }> | null = null;

async function prepare(): Promise<{ program: string; folders: string[] }> {
  const [packages = ''] = installed(['saxes']);
  const folder = await strippedRoom(room, join(dirname(packages), '.cache', 'reader'));
  return folder === null ? { program, folders: [] } : { program: join(folder, 'read', 'child.mjs'), folders: [folder] };
}

export interface ReadOptions {
  /** Milliseconds that any workbook may take; more is allowed by its size. */
  wait?: number;
  heapMegabytes?: number;
  /** What the caller's own program writes into comments, as the source of a pattern: not told as ignored. */
  ownNote?: string;
}

/** Options of Node for a child that may read nothing of the disk but its own code; files are handed to it open. */
export function confinement(
  heapMegabytes: number,
  { folders = [], packages = [] }: { folders?: readonly string[]; packages?: readonly string[] } = {}
): string[] {
  const readOnly = [room, ...folders, ...installed(['yauzl', 'pend', 'saxes', 'xmlchars', ...packages])].map(
    (folder) => `--allow-fs-read=${folder}`
  );
  // Without these Node asks the disk where links lead, which the child may not.
  const links = ['--preserve-symlinks', '--preserve-symlinks-main'];
  return ['--permission', ...readOnly, ...links, `--max-old-space-size=${heapMegabytes}`, '--no-warnings'];
}

/** Where these packages lie. */
function installed(names: readonly string[]): string[] {
  const require = createRequire(import.meta.url);
  return names.map((name) => {
    const candidates = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name));
    const found = candidates.find((folder) => existsSync(folder));
    if (found === undefined) throw new Error(`package ${name} is not installed (looked in ${candidates.join(', ')})`);
    return found;
  });
}

/**
 * Reads a workbook in a child process that may neither write, nor start another, nor read any other file, in bounded
 * memory and time, and yields its messages. Only the time that we wait for it counts. Whatever becomes of the child is
 * a WorkbookError, except where it did not even start: that is no fault of the workbook, and another Error.
 */
export async function* runChild(
  file: FileHandle,
  { wait = limits.wait, heapMegabytes = limits.heapMegabytes, ownNote }: ReadOptions = {}
): AsyncGenerator<Message> {
  const { program, folders } = await (prepared ??= prepare());
  const child = spawn(
    process.execPath,
    [...confinement(heapMegabytes, { folders }), program, ...(ownNote === undefined ? [] : [ownNote])],
    {
      stdio: [file.fd, 'pipe', 'ignore'],
      env: {},
    }
  );
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()));
  let left = wait;
  let isLate = false;
  let isStarted = false;
  let isOver = false;
  try {
    const output = child.stdout![Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for await (const line of lines(output, waiting)) {
      const message = JSON.parse(line) as Message;
      isStarted = true;
      if (message.is === 'opened') left += (message.unpackedBytes / 1e6) * limits.waitPerMegabyte;
      if (message.is === 'refused') throw new WorkbookError(message.problem, message.fix);
      isOver = message.is === 'end';
      yield message;
    }
    if (isLate) throw new WorkbookError('工作簿读取超时：内容过于复杂', resave);
    if (!isStarted)
      throw new Error(`${program}: the reader of workbooks did not start (exit ${child.exitCode ?? child.signalCode})`);
    if (!isOver)
      throw new WorkbookError(
        '工作簿过大或过于复杂，读取它的程序中途退出',
        '请删去多余的格式和工作表，或把数据分成几个文件再交'
      );
  } finally {
    child.kill('SIGKILL');
    child.stdout!.destroy();
    await gone;
  }

  async function waiting<T>(next: Promise<T>): Promise<T> {
    const start = performance.now();
    const timer = setTimeout(
      () => {
        isLate = true;
        child.kill('SIGKILL');
      },
      Math.max(left, 0)
    );
    try {
      return await next;
    } finally {
      clearTimeout(timer);
      left -= performance.now() - start;
    }
  }
}

async function* lines(
  output: AsyncIterator<Buffer>,
  waiting: <T>(next: Promise<T>) => Promise<T>
): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  for (;;) {
    const next = await waiting(output.next());
    if (next.done) return;
    let start = 0;
    for (let end = next.value.indexOf(10); end >= 0; end = next.value.indexOf(10, start)) {
      yield Buffer.concat([...pieces, next.value.subarray(start, end)]).toString('utf8');
      pieces = [];
      start = end + 1;
    }
    pieces.push(next.value.subarray(start));
  }
}
