import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '#spec';

/** What an answer says: in memory, or in a file without a name that is gone with its last reader. */
export type Body = Buffer | Spooled;

export interface Spooled {
  bytes: number;
  /** Whoever will read it says so before anybody else has let go of it. */
  retain(): void;
  release(): void;
  read(at: number): Promise<Buffer>;
}

/** Bytes: up to which an answer is held in memory, how long one may be, and what all that lie on disk may take. */
const limits = { memory: 2 ** 20, one: 2 * 2 ** 30, all: 4 * 2 ** 30 };
let onDisk = 0;

/** Takes an answer to its end, whatever its readers are like: what it is made from is free then. */
export async function collect(chunks: AsyncIterable<string | Uint8Array>): Promise<Body> {
  const held: Buffer[] = [];
  let bytes = 0;
  let file: { handle: FileHandle; bytes: number } | null = null;

  async function spill(): Promise<void> {
    file ??= { handle: await scratch(), bytes: 0 };
    const length = held.reduce((sum, each) => sum + each.length, 0);
    if (file.bytes + length > limits.one || onDisk + length > limits.all)
      throw new Refusal(503, 'busy', '正在下载的文件太多或太大，请过一会儿再试，或缩小筛选范围。');
    onDisk += length;
    file.bytes += length;
    await file.handle.writev(held.splice(0));
  }

  try {
    for await (const chunk of chunks) {
      const piece =
        typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      held.push(piece);
      bytes += piece.length;
      if (bytes > limits.memory && held.reduce((sum, each) => sum + each.length, 0) > limits.memory / 4) await spill();
    }
    if (file === null) return Buffer.concat(held);
    await spill();
    return spooled(file);
  } catch (error) {
    if (file !== null) await drop(file);
    throw error;
  }
}

/** The bytes of an answer, for one reader. */
export async function* chunksOf(body: Spooled): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.bytes;) {
    const chunk = await body.read(at);
    at += chunk.length;
    yield chunk;
  }
}

async function scratch(): Promise<FileHandle> {
  const path = join(tmpdir(), `baijing-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await rm(path);
  return handle;
}

async function drop({ handle, bytes }: { handle: FileHandle; bytes: number }): Promise<void> {
  onDisk -= bytes;
  await handle.close();
}

function spooled(file: { handle: FileHandle; bytes: number }): Spooled {
  let readers = 1;
  return {
    bytes: file.bytes,
    retain: () => void (readers += 1),
    release() {
      readers -= 1;
      if (readers === 0) void drop(file);
    },
    async read(at) {
      const { buffer, bytesRead } = await file.handle.read(Buffer.allocUnsafe(65_536), 0, 65_536, at);
      if (bytesRead === 0) throw new Error(`a spooled answer ends at ${at} of ${file.bytes} bytes`);
      return buffer.subarray(0, bytesRead);
    },
  };
}
