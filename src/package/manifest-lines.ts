/** What is wrong with a line of a manifest. */
export interface ManifestFault {
  line: number;
  says: string;
}

/**
 * Reads a manifest to the letter: as it is written, every byte of it says something, so that none can be another
 * unnoticed. Names as they are called in the zip.
 */
export function readManifestLines(bytes: Buffer): { lines: Map<string, string>; wrong: ManifestFault[] } {
  const lines = new Map<string, string>();
  const wrong: ManifestFault[] = [];
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { lines, wrong: [{ line: 1, says: '不是 UTF-8 文字' }] };
  }
  const all = text.split('\n');
  if (all.pop() !== '') wrong.push({ line: all.length + 1, says: '最后一行没有写完' });
  for (const [at, each] of all.entries()) {
    const [, hash, name] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(each) ?? [];
    if (hash === undefined || name === undefined) {
      wrong.push({ line: at + 1, says: `写法不对（${each.slice(0, 90)}）` });
      continue;
    }
    const decoded = name.replace(/%(0[AD]|25)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    if (lines.has(decoded)) wrong.push({ line: at + 1, says: `${decoded} 写了两次` });
    lines.set(decoded, hash);
  }
  return { lines, wrong };
}
