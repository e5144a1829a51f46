import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { followsFile, isFollowing } from '#pipeline';
import { writeWhole } from '#warehouse';

/** How far a copy was brought. */
export interface Follows {
  format: 1;
  /** The store that it follows, as people call it. */
  store: string;
  /** Its own name among those that read there. */
  reader: string;
  /** Up to where the record was taken over with a version; 0: nothing was yet. */
  position: number;
  head: string;
  /** By version, the last decision that was pushed with it; and `at`, how far the record was then. */
  decided: Readonly<Record<string, { head: string; position: number; at: number }>>;
}

export { isFollowing };

export const newFollows = (store: string): Follows => ({
  format: 1,
  store,
  reader: randomUUID(),
  position: 0,
  head: '',
  decided: {},
});

/** What a copy says of itself; null where it is none. One that cannot be read is an Error. */
export function readFollows(warehouse: string): Follows | null {
  if (!isFollowing(warehouse)) return null;
  const path = followsFile(warehouse);
  try {
    const said = JSON.parse(readFileSync(path, 'utf8')) as Follows;
    if (said.format !== 1 || typeof said.position !== 'number' || typeof said.decided !== 'object')
      throw new Error('内容不对');
    return said;
  } catch (error) {
    throw new Error(
      `${path} 读不出来（${(error as Error).message}）。副本可以重来：停下服务，清空这个文件夹，再跟一次。`,
      {
        cause: error,
      }
    );
  }
}

export const writeFollows = (warehouse: string, follows: Follows): Promise<void> =>
  writeWhole(followsFile(warehouse), `${JSON.stringify(follows, null, 1)}\n`);

/** The same as it is at each moment, whoever brings it; read again only when it was written. */
export function watchFollows(warehouse: string): () => Follows | null {
  let stamp = '';
  let known: Follows | null = null;
  return () => {
    const found = statSync(followsFile(warehouse), { throwIfNoEntry: false });
    const now = found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (now !== stamp) known = readFollows(warehouse);
    stamp = now;
    return known;
  };
}
