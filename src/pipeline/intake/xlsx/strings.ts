import type { Archive } from './archive.ts';
import { limits } from './limits.ts';
import { Refusal } from './refusal.ts';
import { collectText } from './text.ts';
import { readXml } from './xml.ts';

/** The shared strings, in order. */
export async function readStrings(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = [];
  const text = collectText();
  await readXml(archive, part, 'sst', {
    open(name, _, depth) {
      if (name === 'si' && depth === 2) text.take();
      else text.open(name);
    },
    text: (run) => text.text(run),
    close(name, depth) {
      text.close(name);
      if (name !== 'si' || depth !== 2) return;
      if (strings.length === limits.strings) throw new Refusal(`工作簿里的文字超过 ${limits.strings} 条`, '请把数据分成几个文件再交');
      strings.push(text.take());
    },
  });
  return strings;
}
