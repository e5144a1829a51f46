import type { Progress } from '#pipeline';
import { asCalled } from '#spec';

/** For programs as JSON, for people in lines. */
export const print = (isJson: boolean, answer: unknown, lines: () => readonly string[]): void =>
  console.log(isJson ? JSON.stringify(answer, null, 2) : asCalledHere(lines().join('\n')));

/** Commands as they are typed here: whoever has the program from an archive has no npm. */
export const asCalledHere = (text: string, command = process.env.BAIJING_COMMAND): string => asCalled(text, command);

/** What went wrong in the machinery, for who is to help it. */
export function inWords({ message }: Error): string {
  if (/ENOSPC|No space left on device|disk is full/.test(message)) return `磁盘写满了，请清理后重新运行（${message}）`;
  if (/^E(?:ACCES|PERM|ROFS)\b/.test(message))
    return `没有权限：请让运行本程序的用户读得到所写的文件夹和里面的每个文件，并能写数据仓库（和备份、输出）的文件夹（${message}）`;
  if (/Out of Memory Error/.test(message))
    return `内存不够，请用 --memory 多给，如 --memory 4GB，再重新运行（${message}）`;
  return message;
}

export function showProgress({ step, detail = '' }: Progress): void {
  // The name of a file may hold what a terminal would obey.
  const line = `${step} ${detail}`.trimEnd().replace(/\p{Cc}/gu, '\ufffd');
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

export function clearProgress(isJson: boolean): void {
  if (process.stderr.isTTY && !isJson) process.stderr.write('\r\x1b[K');
}
