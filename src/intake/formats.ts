import type { Reader } from './grid.ts';
import { readText } from './text/read.ts';
import { saveAsWorkbook, Unreadable } from './unreadable.ts';
import type { FoundFile } from './walk.ts';
import { readXlsx } from './workbook/reader.ts';

/**
 * The reader for each file extension. The one of workbooks also
 * gets their older kinds: it can say best why it refuses them.
 */
const readers: Readonly<Record<string, Reader>> = {
  csv: readText,
  tsv: readText,
  ...Object.fromEntries(['xlsx', 'xls', 'et', 'xlsm', 'xlsb', 'xltx', 'ods'].map((extension) => [extension, readXlsx])),
};

/** The reader of a file, or an Unreadable that says why there is none. */
export function readerOf({ extension, kind }: Pick<FoundFile, 'extension' | 'kind'>): Reader {
  if (kind === 'link')
    throw new Unreadable('link', '这是指向别处的链接（快捷方式），没有读取', '请把文件本身拷贝到文件夹里');
  const reader = kind === 'file' ? readers[extension] : undefined;
  if (reader) return reader;
  if (/^(zip|rar|7z)$/.test(extension))
    throw new Unreadable('format', '压缩包不会自动解开', '请解压后把里面的表格交来');
  throw new Unreadable(
    'format',
    `认不出这种文件（${extension === '' ? '没有扩展名' : `.${extension}`}），只读 .xlsx、.csv 和 .tsv`,
    saveAsWorkbook
  );
}
