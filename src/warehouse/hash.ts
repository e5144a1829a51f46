import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** The SHA-256 of bytes or of a text in UTF-8, in hex. */
export const hashOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** The SHA-256 of a file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of blocksOf(path)) hash.update(block);
  return hash.digest('hex');
}

/**
 * The bytes of a file, in blocks that are read one after another into the same memory: no more of it than the file is
 * long, since a load reads hundreds of small files.
 */
export async function* blocksOf(path: string): AsyncGenerator<Uint8Array, void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const memory = Buffer.allocUnsafe(Math.min(Math.max(size, 4096), 1 << 20));
    for (;;) {
      const { bytesRead } = await file.read(memory);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Writes what comes to a new file, and hashes it on the way. `check` is told the length so far, and may throw. */
export async function writeHashed(
  path: string,
  stream: AsyncIterable<Uint8Array>,
  check: (bytes: number) => void = () => undefined
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      check(bytes);
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}
