import type { FileHandle } from 'node:fs/promises';
import { entropySample, looksEncrypted } from '#xlsx';
import type { Reader, ReadOptions, Sheet } from './grid.ts';
import { textExtensions } from './text/extensions.ts';
import { readText } from './text/read.ts';
import { notATable, saveAsWorkbook, Unreadable } from './unreadable.ts';
import type { FoundFile } from './walk.ts';
import { readXlsx } from './workbook/reader.ts';

/**
 * The reader for each file extension. The one of workbooks also
 * gets their older kinds: it can say best why it refuses them.
 */
const readers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(Array.from(textExtensions, (extension) => [extension, readPlain])),
  ...Object.fromEntries(['xlsx', 'xls', 'et', 'xlsm', 'xlsb', 'xltx', 'ods'].map((extension) => [extension, readXlsx])),
};

/** Reads a text. One that no encoding reads may be encrypted. */
async function* readPlain(file: FileHandle, options: ReadOptions): AsyncGenerator<Sheet> {
  try {
    yield* readText(file, options);
  } catch (error) {
    if (!(error instanceof Unreadable) || error.check !== 'two_encodings') throw error;
    const head = Buffer.alloc(entropySample);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    throw looksEncrypted(head.subarray(0, bytesRead)) ? encrypted(error) : error;
  }
}

const encrypted = (cause: Unreadable): Unreadable =>
  new Unreadable(
    'encrypted',
    '文件不是文本，内容像是加密过的：可能被单位的文档加密软件（透明加密）加密',
    '请在装有加密软件的电脑上申请解密，或请本单位信息部门解密，得到不加密的文件后再交',
    { cause }
  );

/** The reader of a file, or an Unreadable that says why there is none. */
export function readerOf({ extension, kind }: Pick<FoundFile, 'extension' | 'kind'>): Reader {
  if (kind === 'hidden') throw hiddenFile;
  if (kind === 'link')
    throw new Unreadable('link', '这是指向别处的链接（快捷方式），没有读取', '请把文件本身拷贝到文件夹里');
  const reader = kind === 'file' ? readers[extension] : undefined;
  if (reader) return reader;
  if (extension === 'md') throw notATable('说明文字');
  if (/^(zip|rar|7z)$/.test(extension))
    throw new Unreadable('format', '压缩包不会自动解开', '请解压后把里面的表格交来');
  throw new Unreadable(
    'format',
    `认不出这种文件（${extension === '' ? '没有扩展名' : `.${extension}`}），只读 .xlsx、.csv、.tsv 和 .txt`,
    saveAsWorkbook
  );
}

const hiddenFile = new Unreadable(
  'hidden_file',
  '这是隐藏的文件或文件夹，没有读取',
  '若是要交的，请改去名称开头的“.”或“~$”再交；不是就不必处理'
);
