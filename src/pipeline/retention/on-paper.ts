import { existsSync } from 'node:fs';
import { openStore, paperStream } from '#store';
import { recordFile } from '../versions/journal.ts';

/**
 * The versions that papers on record name: as long as one is in somebody's hands, what it says must be found again.
 * Voided ones too, since whoever holds one may ask. A record that cannot be read is an Error: nobody knows then.
 */
export function versionsOnPaper(warehouse: string): Set<string> {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return new Set();
  // Whoever only reads leaves a log behind where there was none.
  const store = openStore(path, { readOnly: existsSync(`${path}-wal`) });
  try {
    return new Set(
      store.entries(paperStream).flatMap(({ body }) => {
        const { event, statement } = JSON.parse(body) as { event: string; statement?: string };
        return event === 'sealed' && statement ? [(JSON.parse(statement) as { version: string }).version] : [];
      })
    );
  } finally {
    store.close();
  }
}
