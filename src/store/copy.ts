import { backup, DatabaseSync } from 'node:sqlite';

/**
 * Copies a SQLite file that others may be writing to, with what stands in its log, as it was at one moment. A copy that
 * does not hold together is an Error. Copying the file itself would lose the log, or take half of a change.
 */
export async function copyStore(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    await backup(source, to);
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    // A file by itself: nothing of it stands in a log beside it.
    copy.exec('pragma journal_mode = delete');
    const [said] = copy.prepare('pragma integrity_check').all();
    if (said?.integrity_check !== 'ok') throw new Error(`${from} 复制出来不完整：${String(said?.integrity_check)}`);
  } finally {
    copy.close();
  }
}
