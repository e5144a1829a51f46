import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAlerts } from '#alerts/sender';

/** A store of its own, to which messages are added as the engine adds them. */
export function newOutbox() {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-outbox-'));
  const path = join(folder, 'alerts.sqlite');
  const store = openAlerts(path);
  const insert = store.database.prepare(
    `insert into outbox (id, message_id, recipient, channel, items, due, made_at) values (?, ?, ?, ?, '[]', ?, ?)`
  );
  let count = 0;
  return {
    folder,
    path,
    store,
    add(channel: string, more: number, due = '2026-03-02T10:00:00'): void {
      store.within(() => {
        for (let at = 0; at < more; at += 1) {
          const id = `ob-${(count += 1)}`;
          insert.run(id, `<${id}@baijing.invalid>`, 'wang', channel, due, due);
        }
      });
    },
    rows: () => store.database.prepare('select * from outbox order by number').all(),
    tries: () => store.database.prepare('select * from attempts order by id').all(),
  };
}
