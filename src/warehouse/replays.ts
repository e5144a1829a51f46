import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A version as it stood on an earlier day: its files, of which only what was known by then, judged by some content. */
export interface Replay {
  version: string;
  /** 2025-04-24 */
  day: string;
  /** Of the content and the program that judge it. */
  digest: string;
}

/** What a replay is called; by other content it is another. */
export const nameReplay = ({ version, day, digest }: Replay): string => `${version}@${day}-${digest.slice(0, 8)}`;

/** Whether a text is the name of a replay. */
export const isReplay = (text: string): boolean => /^\d{8}T\d{6}-[0-9a-f]{8}@\d{4}-\d\d-\d\d-[0-9a-f]{8}$/.test(text);

/** Where replays are kept; whatever lies there can be made again. */
export const replaysIn = (folder: string): string => join(folder, 'replays');

export const replayFile = (folder: string, name: string): string => join(replaysIn(folder), `${name}.duckdb`);

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false
  );
