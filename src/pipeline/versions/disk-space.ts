import { statfs } from 'node:fs/promises';

const mebibyte = 2 ** 20;

/** What a load of so many bytes needs on disk: the kept originals, the warehouse, and room for DuckDB to spill into. */
const bytesNeeded = (bytes: number): number => 5 * bytes + 64 * mebibyte;

/** Why a load of so many bytes has no room in a folder, or null. */
export async function checkDiskSpace(folder: string, bytes: number): Promise<string | null> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const needed = bytesNeeded(bytes);
  if (free >= needed) return null;
  return `磁盘空间不足：导入约需 ${mebibytes(needed)}，${folder} 所在磁盘只剩 ${mebibytes(free)}。请清理磁盘或换一个数据仓库目录（--warehouse）。`;
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / mebibyte).toLocaleString('en')} MB`;
