import { spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits } from './limits.ts';
import type { Message } from './protocol.ts';
import { Refusal, resave } from './refusal.ts';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, 'child.ts');

export interface Bounds {
  /** Milliseconds, beside what the size of the workbook allows. */
  wait?: number;
  heapMegabytes?: number;
}

/** The options of Node under which the child runs: of the disk it may read its own code. The workbook is handed to it as an open file. */
export function confinement(heapMegabytes: number): string[] {
  return ['--permission', ...readable().map((folder) => `--allow-fs-read=${folder}`), `--max-old-space-size=${heapMegabytes}`, '--no-warnings'];
}

function readable(): string[] {
  const require = createRequire(import.meta.url);
  const yauzl = require.resolve('yauzl');
  const saxes = require.resolve('saxes');
  const packages = [yauzl, saxes, createRequire(yauzl).resolve('pend'), createRequire(saxes).resolve('xmlchars/xml/1.0/ed5')];
  const roots = packages.map((path) => path.replace(/^(.*[\\/]node_modules[\\/][^\\/]+).*$/, '$1'));
  return [here, ...roots];
}

/**
 * Reads a workbook in a process of its own that may neither write, nor start another, nor read any other file, with
 * bounded memory and time, and yields what it says. Time counts only while we wait for it. Whatever becomes of the
 * child, the worst is a Refusal.
 */
export async function* runChild(file: FileHandle, { wait = limits.wait, heapMegabytes = limits.heapMegabytes }: Bounds = {}): AsyncGenerator<Message> {
  const child = spawn(process.execPath, [...confinement(heapMegabytes), program], { stdio: [file.fd, 'pipe', 'ignore'], env: {} });
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()));
  let left = wait;
  let isLate = false;
  let isOver = false;
  try {
    const output = child.stdout![Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for await (const line of lines(output, waiting)) {
      const message = JSON.parse(line) as Message;
      if (message.is === 'opened') left += (message.unpackedBytes / 1e6) * limits.waitPerMegabyte;
      if (message.is === 'refused') throw new Refusal(message.problem, message.fix);
      isOver = message.is === 'end';
      yield message;
    }
    if (isLate) throw new Refusal('工作簿读取超时：内容过于复杂', resave);
    if (!isOver) throw new Refusal('工作簿过大或过于复杂，读取它的程序中途退出', '请删去多余的格式和工作表，或把数据分成几个文件再交');
  } finally {
    child.kill('SIGKILL');
    child.stdout!.destroy();
    await gone;
  }

  async function waiting<T>(next: Promise<T>): Promise<T> {
    const start = performance.now();
    const timer = setTimeout(() => { isLate = true; child.kill('SIGKILL'); }, Math.max(left, 0));
    try {
      return await next;
    } finally {
      clearTimeout(timer);
      left -= performance.now() - start;
    }
  }
}

async function* lines(output: AsyncIterator<Buffer>, waiting: <T>(next: Promise<T>) => Promise<T>): AsyncGenerator<string> {
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
