import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { encode, mark, type Encoding } from './bytes.ts';

/** A text file that is written from its beginning to its end. */
export interface TextFile {
  write(text: string): void;
  close(): void;
}

/** Characters held back before they go to disk: all that a file takes of memory, because each write waits for the disk. */
const HELD = 128 * 1024;

export function openTextFile(path: string, encoding: Encoding): TextFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const put = (bytes: Buffer) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  };
  let held: string[] = [];
  let length = 0;
  const flush = () => {
    put(encode(held.join(''), encoding));
    held = [];
    length = 0;
  };
  put(mark(encoding));
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
