import { saveAsCsv, Unreadable } from '../unreadable.ts';

const signatures: readonly [prefix: string, what: string][] = [
  ['504b0506', '空的压缩包'],
  ['d0cf11e0a1b11ae1', '旧格式的表格或文档（.xls、.et、.doc）'],
  ['255044462d', 'PDF 文件'],
  ['1f8b', 'gzip 压缩包'],
  ['526172211a07', 'RAR 压缩包'],
  ['377abcaf271c', '7z 压缩包'],
  ['89504e47', '图片'],
  ['ffd8ff', '图片'],
  ['7b5c727466', 'RTF 文档'],
  ['fffe0000', 'UTF-32 编码的文本'],
  ['0000feff', 'UTF-32 编码的文本'],
];

/** Refuses what calls itself a text table and is something else by its first bytes. */
export function refuseOtherKinds(head: Buffer): void {
  if (head.length === 0) throw new Unreadable('empty_file', '文件是空的（0 字节）', '请重新导出或重新拷贝后再交');
  const hex = head.subarray(0, 16).toString('hex');
  if (hex.startsWith('504b0304'))
    throw new Unreadable(
      'not_text',
      '这不是 CSV 文本，是改了扩展名的 Excel 工作簿（.xlsx）或压缩包',
      '如果是工作簿，请把扩展名改回 .xlsx 后再交；压缩包请先解压',
      { value: readable(head) }
    );
  const other = signatures.find(([prefix]) => hex.startsWith(prefix));
  if (other)
    throw new Unreadable('not_text', `这不是 CSV 文本，是改了扩展名的${other[1]}`, saveAsCsv, {
      value: readable(head),
    });
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|html|head|body|table|meta|style|div|\?xml)/.test(text)) {
    throw new Unreadable('not_text', '这不是 CSV 文本，是改了扩展名的网页（HTML 或 XML）', saveAsCsv, {
      value: text.slice(0, 40),
    });
  }
  if (head.every((byte) => byte === 0))
    throw new Unreadable('not_text', '文件内容全是空字节（NUL），没有传完或已损坏', '请重新拷贝或重新导出后再交');
}

const readable = (head: Buffer): string =>
  head
    .subarray(0, 8)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')
    .toUpperCase();
