import type { Entry } from 'yauzl';
import { limits } from './limits.ts';
import { partKey } from './part-name.ts';
import { WorkbookError, resave, resend } from './workbook-error.ts';

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/**
 * Looks at the directory of a zip before anything is unpacked, and lets through only what a workbook can be: few
 * parts, honest names that are each there once, sizes within bounds, no two parts over the same bytes.
 * Answers the parts by the key of their name.
 */
export function passGate(entries: readonly Entry[]): Map<string, Entry> {
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  for (const entry of entries) {
    refuseEntry(entry);
    unpacked += entry.uncompressedSize;
    const name = partKey(entry.fileName);
    if (parts.has(name)) throw new WorkbookError(`文件里有两个同名的部件 ${entry.fileName}`, resave);
    parts.set(name, entry);
  }
  if (unpacked > limits.unpackedBytes) {
    throw new WorkbookError(
      `文件解开后有 ${megabytes(unpacked)}，超过 ${megabytes(limits.unpackedBytes)}`,
      '请把数据分成几个文件再交'
    );
  }
  refuseOverlap(entries);
  refuseOtherPackages(parts);
  return parts;
}

function refuseEntry(entry: Entry): void {
  const { fileName, uncompressedSize, compressedSize, compressionMethod } = entry;
  const segments = partKey(fileName).split('/');
  if (entry.isEncrypted())
    throw new WorkbookError('文件加了密码，无法读取', '请去掉密码，另存为“Excel 工作簿（*.xlsx）”后再交');
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (isLink || fileName.startsWith('/') || segments.includes('..') || /^[a-z]:|[\u0000-\u001f]/i.test(fileName)) {
    throw new WorkbookError(`文件里有不合规的部件路径 ${JSON.stringify(fileName)}`, resave);
  }
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    throw new WorkbookError(`部件 ${fileName} 用了不支持的压缩方式 ${compressionMethod}`, resave);
  }
  if (uncompressedSize > limits.entryBytes) {
    throw new WorkbookError(
      `部件 ${fileName} 解开后有 ${megabytes(uncompressedSize)}，超过 ${megabytes(limits.entryBytes)}`,
      tooMuch(fileName)
    );
  }
  if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio) {
    throw new WorkbookError(
      `部件 ${fileName} 的压缩比异常（${megabytes(uncompressedSize)} 压成 ${compressedSize} 字节），疑似压缩炸弹`,
      /worksheets/i.test(fileName) ? `${tooMuch(fileName)}；或${resave}` : resave
    );
  }
}

const tooMuch = (name: string): string =>
  /worksheets/i.test(name)
    ? '多半是表格下方的空行也带了格式：请选中最后一行数据以下的各行，删除后保存再交；数据确实多的，请分成几个文件'
    : '请把数据分成几个文件再交';

/** A local header is thirty bytes, then the name, then the data. */
function refuseOverlap(entries: readonly Entry[]): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader < end)
      throw new WorkbookError(`部件 ${entry.fileName} 与另一个部件重叠`, resave);
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
  }
}

function refuseOtherPackages(parts: ReadonlyMap<string, Entry>): void {
  const names = [...parts.keys()];
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    throw new WorkbookError('这是带宏的工作簿（.xlsm）', '请另存为不带宏的“Excel 工作簿（*.xlsx）”后再交');
  }
  if (parts.has('xl/workbook.bin')) throw new WorkbookError('这是二进制工作簿（.xlsb）', resave);
  if (parts.has('word/document.xml'))
    throw new WorkbookError('这是 Word 文档，不是 Excel 工作簿', '请交填好的表格（.xlsx）');
  if (parts.has('mimetype') && parts.has('content.xml'))
    throw new WorkbookError('这是 ODF 表格（.ods），不是 .xlsx 工作簿', resave);
  const inner = names.find((name) => /\.(xlsx|xls|et|csv)$/.test(name) && !name.startsWith('xl/'));
  if (inner !== undefined && !parts.has('[content_types].xml')) {
    throw new WorkbookError(`这是压缩包，里面有 ${inner}`, '请先解压，把里面的表格单独交上来');
  }
  for (const needed of ['[Content_Types].xml', '_rels/.rels']) {
    if (!parts.has(needed.toLowerCase())) throw new WorkbookError(`这不是 Excel 工作簿：缺少部件 ${needed}`, resend);
  }
}
