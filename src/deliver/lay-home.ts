import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Needs } from './needs.ts';
import type { Platform } from './platforms.ts';
import { writePointer } from './releases.ts';

const from = join(import.meta.dirname, 'home');

/**
 * Lays what lies beside the releases: how it is started, how it is used, and which one is current. Texts of Windows
 * end their lines as its programs want and, but for what cmd.exe reads, begin with what tells an old Notepad UTF-8.
 */
export async function layHome(home: string, platform: Platform, { name, needs }: { name: string; needs: Needs }) {
  const guide = (await readFile(join(from, 'guide.md'), 'utf8')).replace('@NEEDS@', inWords(needs, platform));
  const isWindows = platform.os === 'win32';
  const script = isWindows ? 'baijing.cmd' : 'baijing';
  const text = await readFile(join(from, script), 'utf8');
  await writeFile(join(home, script), isWindows ? withReturns(text) : text);
  await chmod(join(home, script), 0o755);
  if (isWindows) {
    const help = await readFile(join(from, 'help.txt'), 'utf8');
    await writeFile(join(home, 'help.txt'), `\ufeff${withReturns(help)}`);
    await writeFile(join(home, '安装说明.txt'), `\ufeff${withReturns(guide)}`);
  } else await writeFile(join(home, '安装说明.md'), guide);
  await writePointer(home, { current: name, previous: null });
}

const withReturns = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n');

/** What the native files say that they need, for people. */
export function inWords({ versions, kernel }: Pick<Needs, 'versions' | 'kernel'>, { os }: Platform): string {
  if (os === 'win32') return '64 位的 Windows 10、11 或 Server 2016 以后；不用另装运行库。';
  const { GLIBC, GLIBCXX } = versions;
  const libraries = `glibc ${GLIBC ?? '不限'} 以上、libstdc++ 有 GLIBCXX_${GLIBCXX ?? '不限'}`;
  return `${libraries}、内核 ${kernel ?? '不限'} 以上（从程序文件里读出来的；启动时会查）。`;
}
