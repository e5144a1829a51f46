/** So many bytes may what is read as one text have. */
export const mostOfText = 64 * 2 ** 20;

/** What is read of a store as one: a text, and the tag that this text has there. */
export interface Tagged {
  text: string;
  tag: string;
}

/** Something that lies in a store; times are those of the store's own clock, in milliseconds. */
export interface Listed {
  key: string;
  bytes: number;
  at: number;
}

/** Where versions are handed from the machine that builds them to those that are read: a folder, or what speaks S3. */
export interface ObjectStore {
  /** As people call it; nothing secret is in it. */
  name: string;
  /** A small text; `same` where it still has the tag; null where there is none. */
  read(key: string, unless?: string): Promise<Tagged | 'same' | null>;
  /** The bytes of something; null where there is none. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** How many bytes it has; null where there is none. */
  size(key: string): Promise<number | null>;
  /** Puts a file, or a text, whole or not at all. */
  put(key: string, body: { path: string; bytes: number; sha256: string } | string): Promise<void>;
  /**
   * Puts a text in the place of what has this tag, null: of nothing. false where something else stands there: of two
   * who try at once one is told false. After an Error nobody knows, and it is to be read again.
   */
  swap(key: string, text: string, before: string | null): Promise<boolean>;
  list(prefix: string): Promise<{ now: number; listed: Listed[] }>;
  remove(key: string): Promise<void>;
  close(): void;
}
