import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { blocksOf } from './bytes.ts';
import { everyday } from './everyday.ts';

/**
 * The first text in a file that reads as GB18030 and yet is UTF-8: bytes of Chinese in UTF-8 are often valid GB18030
 * and would come out as other characters (济南 as 娴庡崡). null where there is none.
 */
export async function findUtf8Within(file: FileHandle): Promise<string | null> {
  for await (const block of blocksOf(file, 'gb18030')) {
    for (let start = 0; start < block.length; start++) {
      let end = start;
      let first = -1;
      for (let byte; end < block.length && (byte = block[end] as number) >= 0x30; end++)
        if (first < 0 && byte >= 0x80) first = end;
      if (first >= 0 && end - first >= 6 && (block[first] as number) >> 4 === 0xe) {
        const segment = block.subarray(start, end);
        if (isUtf8(segment) && isChinese(segment.toString())) return segment.toString();
      }
      start = end;
    }
  }
  return null;
}

/**
 * Two everyday characters or four of any, and all of them Chinese: text in GB18030 does not decode to that by chance.
 */
function isChinese(text: string): boolean {
  const marks = text.match(/[^\0-\x7f]/gu) ?? [];
  const characters = marks.filter((mark) => /[\u4e00-\u9fff]/.test(mark));
  if (!marks.every((mark) => /[\u2010-\u203a\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(mark))) return false;
  return characters.length >= 4 || (characters.length >= 2 && characters.every((mark) => everyday().has(mark)));
}
