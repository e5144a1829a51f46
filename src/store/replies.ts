import { existsSync } from 'node:fs';
import type { Entry } from './entry.ts';
import { openStore, type Store } from './store.ts';

/** What somebody who was asked to do something answered: of one project, about one thing to do. */
export interface Reply {
  subjectId: string;
  kind: string;
  note: string;
  /** Who answered, as they said themselves or signed in. */
  name: string;
  isVerified: boolean;
  /** The day of the answer, as it was said. */
  on: string;
  /** The version that it was written down on. */
  version: string;
}

/** A reply in its place in the record. Its `id` is the hash of its line. */
export interface ReplyLine extends Reply {
  id: string;
  at: string;
}

const stream = 'replies';

/** Writes a reply down; none is ever changed. */
export const recordReply = (store: Store, reply: Reply, at: string): ReplyLine =>
  readLine(store.append({ stream, at, by: reply.name, body: JSON.stringify({ event: 'replied', ...reply }) }));

/** All replies of a record, the oldest first; none where there is no record yet. */
export function repliesIn(path: string): ReplyLine[] {
  if (!existsSync(path)) return [];
  const store = openStore(path, { readOnly: true });
  try {
    return store.entries(stream).map(readLine);
  } finally {
    store.close();
  }
}

function readLine({ hash: id, at, body }: Entry): ReplyLine {
  const { event: _event, ...reply } = JSON.parse(body) as Reply & { event: string };
  return { ...reply, id, at };
}
