import { createWriteStream } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { openArchive, rewriteWorkbook } from '#xlsx';
import type { Eraser } from './eraser.ts';
import { rewriteTextFile } from './text-file.ts';

/** What became of a file: `clean` holds nothing; `written` lies in the draft; `refused` cannot be taken apart. */
export type Erased = { is: 'clean' | 'written' } | { is: 'refused'; why: string };

/** Texts that are looked for in bytes that nobody can read otherwise. */
export const holdsBytes =
  (texts: readonly string[]) =>
  (bytes: Buffer): boolean =>
    texts.some((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')));

/**
 * A file that was handed in, without what is to go, in a draft beside it; null: only says what would be. A file that
 * holds nothing makes no draft.
 */
export async function eraseOriginal(
  path: string,
  draft: string | null,
  { rewrite }: Eraser,
  texts: readonly string[]
): Promise<Erased> {
  const holds = holdsBytes(texts);
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') === 'PK\u0003\u0004') return await eraseWorkbook(handle.fd, draft, rewrite, holds);
  } catch (error) {
    const bytes = await readFile(path);
    return holds(bytes) || bytes.toString('latin1', 0, 2) === 'PK'
      ? { is: 'refused', why: `工作簿打不开，里面有什么看不出来（${(error as Error).message}）` }
      : { is: 'clean' };
  } finally {
    await handle.close();
  }
  const bytes = await readFile(path);
  const fresh = rewriteTextFile(bytes, rewrite);
  if (fresh === bytes) return { is: 'clean' };
  if (fresh === null) return holds(bytes) ? { is: 'refused', why: '不是能逐字改写的文字' } : { is: 'clean' };
  if (draft !== null) await writeFile(draft, fresh, { flush: true });
  return { is: 'written' };
}

async function eraseWorkbook(
  descriptor: number,
  draft: string | null,
  rewrite: Eraser['rewrite'],
  holds: (bytes: Buffer) => boolean
): Promise<Erased> {
  const blocks = await rewriteWorkbook(await openArchive(descriptor), rewrite, holds);
  if (blocks === null) return { is: 'clean' };
  if (draft !== null) await pipeline(blocks, createWriteStream(draft, { flush: true }));
  return { is: 'written' };
}
