import type { BuildOptions } from '#warehouse';

/**
 * What a build of files of so many bytes is worth. DuckDB divides a table among threads by 122,880 rows: below that all
 * but one thread wait for the first, busily, and each makes every query ready once more. And each column of each table
 * takes a block of its own: of a few rows, blocks of the usual 256 KB stand all but empty.
 */
export const buildSizeFor = (bytes: number): BuildOptions =>
  bytes < 4 * 2 ** 20 ? { threads: 1, blockSize: 16 * 2 ** 10 } : {};
