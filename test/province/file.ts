import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { encode, mark, room, type Encoding } from './bytes.ts';

/** A text file that is written from its beginning to its end. */
export interface TextFile {
  write(text: string): void;
  close(): void;
}

/**
 * Characters held back before they go to disk: all that a file takes of memory, because each write waits for the disk.
 */
const HELD = 64 * 1024;

/** Shared, since one thing is written at a time. */
let bytes = room(HELD);

export function openTextFile(path: string, encoding: Encoding): TextFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const put = (from: Buffer, length: number) => {
    for (let done = 0; done < length;) done += writeSync(file, from, done, length - done);
  };
  let held: string[] = [];
  let length = 0;
  const flush = () => {
    const text = held.join('');
    if (bytes.length < text.length * 3) bytes = room(text.length);
    put(bytes, encode(text, encoding, bytes));
    held = [];
    length = 0;
  };
  put(mark(encoding), mark(encoding).length);
  return {
    write(text) {
      held.push(text);
      length += text.length;
      if (length >= HELD) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
