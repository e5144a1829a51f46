import type { Archive } from './archive.ts';
import { limits } from './limits.ts';
import type { CellText } from './rich-text.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import { collectText } from './text.ts';
import { readXml } from './xml.ts';

/** The shared strings, in order. */
export async function readStrings(archive: Archive, part: string): Promise<CellText[]> {
  const strings: CellText[] = [];
  const text = collectText();
  let isString = false;
  await readXml(archive, part, 'sst', {
    open(name, attributes, depth) {
      if (depth === 2) {
        isString = name === 'si';
        text.take();
      } else if (isString && !text.open(name, attributes)) throw misplaced(name);
    },
    text(run) {
      if (isString && !text.text(run)) throw misplaced(run.slice(0, 20));
    },
    close(_, depth) {
      if (depth !== 2) return isString ? text.close() : undefined;
      if (!isString) return;
      isString = false;
      if (strings.length === limits.strings)
        throw new WorkbookError(`工作簿里的文字超过 ${limits.strings} 条`, '请把数据分成几个文件再交');
      strings.push(text.take());
    },
  });
  return strings;
}

const misplaced = (what: string) => new WorkbookError(`工作簿的共享文字里有不该有的内容 ${what}`, resave);
