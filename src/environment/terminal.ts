import type { Writable } from 'node:stream';
import type { Progress } from '#pipeline';
import { asCalled } from '#spec';

/** What a command came to. */
export interface Told {
  /** For programs, as JSON; what is too long for that writes itself. */
  answer: unknown;
  /** For people. */
  lines: readonly string[];
  /** Whether it was refused, or something is wrong: then a command ends with 1. */
  isRefused?: boolean;
  /** What is to be said besides, when all is told. */
  afterwards?: () => Promise<string | null>;
}

type WritesItself = (out: Writable) => Promise<void>;

/** For programs as JSON, for people in lines; what a process ends with. */
export async function tell({ answer, lines, isRefused, afterwards }: Told, isJson: boolean): Promise<void> {
  clearProgress();
  if (!isJson) console.log(asCalledHere(lines.join('\n')));
  else if (typeof answer === 'function') await (answer as WritesItself)(process.stdout);
  else console.log(JSON.stringify(answer, null, 2));
  if (isRefused) process.exitCode = 1;
  const said = await afterwards?.();
  if (said) console.error(said);
}

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

/** Shows people what is being done; a program waits for the answer alone. */
export const stepsShown = (isJson: boolean): ((step: Progress | string) => void) =>
  isJson ? () => {} : (step) => showProgress(typeof step === 'string' ? { step } : step);

/** Shows people what they wait for. */
export const waitShown = (isJson: boolean, detail = '另一个导入结束') => {
  const show = stepsShown(isJson);
  return () => show({ step: '等候', detail });
};

function showProgress({ step, detail = '' }: Progress): void {
  // The name of a file may hold what a terminal would obey.
  const line = `${step} ${detail}`.trimEnd().replace(/\p{Cc}/gu, '\ufffd');
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
