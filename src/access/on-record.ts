import { Refusal } from '#spec';
import type { RecordedEvent } from '#store';
import type { Desk } from './desk.ts';

/**
 * Does something to accounts, all of it or nothing, and nothing where it cannot be put on record: `work` records what
 * it did. The line comes first; where the accounts could then not be kept, another says that it came to nothing.
 */
export function onRecord<T>(desk: Desk, work: (desk: Desk) => T): T {
  if (desk.isChanging) return work(desk);
  const lines: RecordedEvent[] = [];
  const record = (line: RecordedEvent) => {
    desk.record(line);
    lines.push(line);
  };
  try {
    return desk.store.within(() => work({ ...desk, record, isChanging: true }));
  } catch (error) {
    for (const { stream, by, event, details } of lines)
      desk.tell({ stream, by, event: 'not_done', details: { ...details, what: event } });
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error;
    throw Object.assign(
      new Refusal(507, 'not_on_record', `没有做：操作记录或者账号写不进去（${(error as Error).message}）。${whatToDo}`),
      { cause: error }
    );
  }
}

const whatToDo = '磁盘满了的，请管理员在服务器上先腾出地方；要紧停用谁，在服务器上用 account disable。';
