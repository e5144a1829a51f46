/**
 * How many threads a build of files of so many bytes is worth; undefined: as many as
 * there are cores. DuckDB divides a table among threads by 122,880 rows: below that all
 * but one thread wait for the first, busily, and each makes every query ready once more.
 */
export const threadsFor = (bytes: number): number | undefined => (bytes < 4 * 2 ** 20 ? 1 : undefined);
