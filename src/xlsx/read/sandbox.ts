import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { limits } from './limits.ts';
import type { Message } from './protocol.ts';
import { Refusal, resave } from './unreadable-workbook.ts';

const here = import.meta.dirname;
/** What is needed of the disk to read a workbook: this room. */
const room = dirname(here);
const program = join(here, 'child.ts');

export interface Bounds {
  /** Milliseconds, beside what the size of the workbook allows. */
  wait?: number;
  heapMegabytes?: number;
}

/** The options of Node under which the child runs: of the disk it may read its own code. The workbook is handed to it as an open file. */
export function confinement(
  heapMegabytes: number,
  { folders = [], packages = [] }: { folders?: readonly string[]; packages?: readonly string[] } = {}
): string[] {
  const readOnly = [room, ...folders, ...installed(['yauzl', 'pend', 'saxes', 'xmlchars', ...packages])].map(
    (folder) => `--allow-fs-read=${folder}`
  );
  // Else Node asks the disk where links lead, which it then may not.
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
 * Reads a workbook in a process of its own that may neither write, nor start another, nor read any other file, with
 * bounded memory and time, and yields what it says. Time counts only while we wait for it. Whatever becomes of the
 * child, the worst is a Refusal; an Error where it did not even start, which is no fault of the workbook.
 */
export async function* runChild(
  file: FileHandle,
  { wait = limits.wait, heapMegabytes = limits.heapMegabytes }: Bounds = {}
): AsyncGenerator<Message> {
  const child = spawn(process.execPath, [...confinement(heapMegabytes), program], {
    stdio: [file.fd, 'pipe', 'ignore'],
    env: {},
  });
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
      if (message.is === 'refused') throw new Refusal(message.problem, message.fix);
      isOver = message.is === 'end';
      yield message;
    }
    if (isLate) throw new Refusal('工作簿读取超时：内容过于复杂', resave);
    if (!isStarted)
      throw new Error(`${program}: the reader of workbooks did not start (exit ${child.exitCode ?? child.signalCode})`);
    if (!isOver)
      throw new Refusal(
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
