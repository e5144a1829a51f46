import type { Reader } from './grid.ts';
import { readText } from './text/read.ts';
import { saveAsCsv, Unreadable } from './unreadable.ts';
import type { Found } from './walk.ts';

/** A reader for each kind of file, by its extension. */
const readers: Readonly<Record<string, Reader>> = { csv: readText, tsv: readText };

const advice: Readonly<Record<string, string>> = {
  xlsx: '还不能读取 .xlsx',
  xls: '.xls 是旧格式的 Excel 工作簿，不能读取',
  et: '.et 是 WPS 表格的格式，不能读取',
  ods: '.ods 表格不能读取',
  zip: '压缩包不会自动解开',
  rar: '压缩包不会自动解开',
  '7z': '压缩包不会自动解开',
};

/** The reader of a file, or an Unreadable that says why there is none. */
export function readerOf({ extension, kind }: Found): Reader {
  if (kind === 'link') throw new Unreadable('link', '这是指向别处的链接（快捷方式），没有读取', '请把文件本身拷贝到文件夹里');
  const reader = kind === 'file' ? readers[extension] : undefined;
  if (reader) return reader;
  if (extension === 'xlsx') throw new Unreadable('format', advice.xlsx as string, '请另存为 CSV UTF-8');
  if (/^(zip|rar|7z)$/.test(extension)) throw new Unreadable('format', advice[extension] as string, '请解压后把里面的表格交来');
  throw new Unreadable('format', advice[extension] ?? `认不出这种文件（${extension === '' ? '没有扩展名' : `.${extension}`}），只读 .csv 和 .tsv`, saveAsCsv);
}
