import { availableParallelism, totalmem } from 'node:os';
import type { BuildOptions } from '#warehouse';

const mebibyte = 2 ** 20;

/**
 * What a build of files of so many bytes is worth. DuckDB divides a table among threads by 122,880 rows: below that all
 * but one thread wait for the first, busily, and each makes every query ready once more; so several statements run
 * beside each other instead, of a larger build two, where there is memory for what both hold. And each column of each
 * table takes a block of its own: of a few rows, blocks of the usual 256 KB stand all but empty.
 */
export const buildSizeFor = (
  bytes: number,
  memory = memoryFor(bytes),
  cores = availableParallelism()
): BuildOptions => ({
  memory: `${Math.floor(memory / mebibyte)}MiB`,
  ...(bytes < few && { threads: 1, abreast: Math.min(cores, 4), blockSize: 16 * 2 ** 10 }),
  ...(bytes >= few &&
    bytes < many &&
    memory >= whole(bytes) && { threads: Math.max(1, Math.floor(cores / 2)), abreast: Math.min(cores, 2) }),
});

/** Below this hardly a table has a second group of rows; from there on only the largest have, up to that. */
const few = 4 * mebibyte;
const many = 128 * mebibyte;

/** Half of what this machine has, or of what the container may take: the other half is for what reads and serves. */
export const memoryShare = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2;

/**
 * What a build of so many bytes works with: what it holds uncompressed where that is little, else what it must have and
 * half again.
 */
const memoryFor = (bytes: number): number =>
  Math.min(memoryShare(), Math.max(Math.min(whole(bytes), plenty), 1.5 * memoryNeeded(bytes)));

/** What a build of so many bytes holds uncompressed. */
const whole = (bytes: number): number => 700 * mebibyte + 12 * bytes;

const plenty = 2250 * mebibyte;

/** Without so much some statement ends for want of memory: not all of them can write down what they hold. */
const memoryNeeded = (bytes: number): number => 192 * mebibyte + bytes;

/** Why there is no memory for a build of so many bytes, with what to do; null where there is. */
export function checkMemory(bytes: number, memory = memoryShare()): string | null {
  const needed = memoryNeeded(bytes);
  if (memory >= needed) return null;
  const size = (value: number) => `${Math.ceil(value / mebibyte).toLocaleString('en')} MB`;
  return `内存不足：这些文件共 ${size(bytes)}，导入约需 ${size(needed)} 内存，现在给了 ${size(memory)}。请用 --memory 多给（如 --memory ${Math.ceil(needed / 2 ** 30)}GB），或换一台内存大的机器，或按批次分到几个数据仓库。`;
}
