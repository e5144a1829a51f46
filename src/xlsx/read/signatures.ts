import { fstatSync, readSync } from 'node:fs';
import { entropySample, looksEncrypted } from './encrypted.ts';
import { plainText, type PlainText } from './plain-text.ts';
import { WorkbookError, resave, resend } from './workbook-error.ts';

const signatures: readonly [prefix: string, what: string][] = [
  ['255044462d', 'PDF 文件'],
  ['526172211a07', 'RAR 压缩包'],
  ['377abcaf271c', '7z 压缩包'],
  ['1f8b', 'gzip 压缩包'],
  ['89504e47', '图片'],
  ['ffd8ff', '图片'],
  ['7b5c727466', 'RTF 文档'],
  ['504b0506', '空的压缩包'],
];

/** Refuses a file whose first bytes say that it is no zip, and says what it is instead. */
export function refuseOtherKinds(descriptor: number): void {
  const { size } = fstatSync(descriptor);
  if (size === 0) throw new WorkbookError('文件是空的（0 字节）', resend);
  const head = Buffer.alloc(4096);
  const start = head.subarray(0, readSync(descriptor, head, 0, head.length, 0));
  if (start.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return;
  if (start.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw compoundFile(descriptor, size);
  const hex = start.toString('hex');
  const other = signatures.find(([prefix]) => hex.startsWith(prefix));
  if (other) throw new WorkbookError(`这不是 Excel 工作簿，是${other[1]}`, resave);
  if (start.every((byte) => byte === 0)) throw new WorkbookError('文件内容全是空字节，没有传完或已损坏', resend);
  const text = start
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf)+|^\u00ff\u00fe|^\u00fe\u00ff/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|table|meta|head|body|style|div)/.test(text)) {
    throw new WorkbookError('这是改了扩展名的网页（HTML），不是 Excel 工作簿；从业务系统导出的“Excel”常是这样', resave);
  }
  if (text.startsWith('<?xml') || text.startsWith('<workbook'))
    throw new WorkbookError('这是 XML 格式的旧表格，不是 .xlsx 工作簿', resave);
  const plain = plainText(start);
  if (plain) throw textFile(plain);
  const sample = Buffer.alloc(entropySample);
  if (looksEncrypted(sample.subarray(0, readSync(descriptor, sample, 0, sample.length, 0)))) throw encryptedFile();
  throw new WorkbookError('文件不是 Excel 工作簿，或已损坏', resend);
}

function textFile({ encoding, text }: PlainText): WorkbookError {
  const tabs = text.split('\t').length;
  const ending = tabs > text.split(',').length && tabs > text.split('，').length ? '.tsv' : '.csv';
  return new WorkbookError(
    `这是文本文件（${encoding}），不是 Excel 工作簿，扩展名不对`,
    `若是导出的表格，请把扩展名改为 ${ending} 后再交，或在 WPS 或 Excel 中打开它，另存为“Excel 工作簿（*.xlsx）”`
  );
}

const encryptedFile = () =>
  new WorkbookError(
    '文件不是 Excel 工作簿，内容像是加密过的：可能被单位的文档加密软件（透明加密）加密',
    '请在装有加密软件的电脑上申请解密，或请本单位信息部门解密，得到不加密的“Excel 工作簿（*.xlsx）”后再交'
  );

/** An OLE container: a workbook of before 2007, of WPS (.et), or one behind a password. */
function compoundFile(descriptor: number, size: number): WorkbookError {
  const wanted = Buffer.from('EncryptedPackage', 'utf16le');
  const block = Buffer.alloc(1 << 20);
  for (let at = 0; at < Math.min(size, 256e6); at += block.length - wanted.length) {
    const length = readSync(descriptor, block, 0, block.length, at);
    if (block.subarray(0, length).includes(wanted)) {
      return new WorkbookError(
        '工作簿设了打开密码，无法读取',
        '请在 WPS 或 Excel 中打开它，去掉打开密码后另存为“Excel 工作簿（*.xlsx）”再交'
      );
    }
  }
  return new WorkbookError('这是旧格式的表格（.xls 或 WPS 的 .et），不是 .xlsx 工作簿', resave);
}
