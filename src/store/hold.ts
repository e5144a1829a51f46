import { DatabaseSync } from 'node:sqlite';

const busy = 5;

/**
 * Holds a file until what it answers is called, or this process ends, however it ends: the kernel keeps the lock, so
 * that it holds across containers too, where a number of a process tells nothing. null where somebody holds it. The
 * file stays, empty; nobody may read it, since closing any other handle on it would let the lock go.
 */
export function holdFile(path: string): (() => void) | null {
  let database: DatabaseSync | null = null;
  try {
    const held = (database = new DatabaseSync(path, { timeout: 0 }));
    held.exec('begin exclusive');
    return () => held.close();
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw new Error(
      `${path} 不能上锁（${(error as Error).message}）。请确认这个文件夹可以写，而且它的磁盘支持文件锁。`,
      {
        cause: error,
      }
    );
  }
}
