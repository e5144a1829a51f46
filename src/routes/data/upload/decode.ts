const marks: readonly (readonly [encoding: string, name: string, bytes: readonly number[]])[] = [
  ['utf-8', 'UTF-8 BOM', [0xef, 0xbb, 0xbf]],
  ['utf-16le', 'UTF-16LE', [0xff, 0xfe]],
  ['utf-16be', 'UTF-16BE', [0xfe, 0xff]],
];

/** Neither UTF-8 nor GB18030 reads the whole of it. */
export class Undecodable extends Error {}

/**
 * The text of a file piece by piece, in the one encoding that reads it.
 * Where UTF-8 breaks off, `restart` is told and it begins again as GB18030.
 */
export async function* textOf(
  file: Blob,
  restart: () => void
): AsyncGenerator<{ text: string; encoding: string; bytes: number }> {
  const head = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  const marked = marks.find(([, , bytes]) => bytes.every((byte, at) => head[at] === byte));
  const tries = marked
    ? [marked]
    : ([
        ['utf-8', 'UTF-8', []],
        ['gb18030', 'GB18030', []],
      ] as const);
  for (const [encoding, name, mark] of tries) {
    try {
      yield* decoded(file.slice(mark.length), encoding, name);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      restart();
    }
  }
  throw new Undecodable(
    '文件不是一种编码写成的，或有字节损坏：按 UTF-8 和 GB18030 都读不通。请在 Excel 或 WPS 里另存为“CSV UTF-8”。'
  );
}

async function* decoded(file: Blob, encoding: string, name: string) {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const reader = file.stream().getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      bytes += value?.length ?? 0;
      yield { text: done ? decoder.decode() : decoder.decode(value, { stream: true }), encoding: name, bytes };
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
