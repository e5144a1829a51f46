import { recordFile } from '#pipeline';
import { readRegister, type Paper } from '#seals';
import { openStore, paperStream } from '#store';

/** What was sealed, the oldest first. */
export function papersOf(warehouse: string): readonly Paper[] {
  const store = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return readRegister(store.entries(paperStream)).papers;
  } finally {
    store.close();
  }
}
