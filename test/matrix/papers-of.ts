import { recordFile } from '#pipeline';
import { readRevisions, type Revision } from '#revisions';
import { readRegister, type Paper } from '#seals';
import { openStore, paperStream } from '#store';

/** What was sealed, the oldest first. */
export const papersOf = (warehouse: string): readonly Paper[] => readRegister(linesOf(warehouse)).papers;

/** The notices of changes that were drafted, with what became of them. */
export const revisionsOf = (warehouse: string): readonly Revision[] => readRevisions(linesOf(warehouse));

function linesOf(warehouse: string) {
  const store = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return store.entries(paperStream);
  } finally {
    store.close();
  }
}
