import { createHash } from 'node:crypto';

/** What is written down, before it has its place. */
export interface Statement {
  /** What it belongs to: `journal` for the publishing of versions. */
  stream: string;
  /** When, with the zone: 2026-11-23T12:00:00+08:00. */
  at: string;
  /** Who, as they said themselves; null where nobody said. */
  by: string | null;
  /** JSON. */
  body: string;
}

/**
 * One line of the record: it holds the hash of the line before
 * it, so that none can be changed, taken out or put between.
 */
export interface Entry extends Statement {
  /** From 1, without a gap, over all streams. */
  position: number;
  /** The hash of the line before; empty for the first. */
  previous: string;
  /** SHA-256, in hex, of everything else. */
  hash: string;
}

export function hashOfEntry({ position, stream, at, by, body, previous }: Omit<Entry, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([position, stream, at, by, body, previous]))
    .digest('hex');
}
