import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { some } from '../tier.ts';
import { refusalOf } from './reading.ts';
import { workbook, workbookEntries, type Parts } from '../province/workbook/package.ts';
import { writeZip, type ZipEntry } from '../province/workbook/zip.ts';

const sheet = (data: string, rest: Parts = {}) => workbook({ sheets: [{ data }], ...rest });
const whole = (xml: string) => workbook({ parts: { 'xl/worksheets/sheet1.xml': xml } });
const entries = (...more: ZipEntry[]) => writeZip([...workbookEntries({ sheets: [{ data: row(1) }] }), ...more]);
const changed = (name: string, change: Partial<ZipEntry>) =>
  writeZip(
    workbookEntries({ sheets: [{ data: row(1) }] }).map((entry) =>
      entry.name === name ? { ...entry, ...change } : entry
    )
  );
const row = (number: number | string, cells = `<c r="A${number}"><v>1</v></c>`) => `<row r="${number}">${cells}</row>`;
const sheet1 = 'xl/worksheets/sheet1.xml';
const ole = (...names: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.from(name.padEnd(64, '\0'), 'utf16le')),
    Buffer.alloc(4096),
  ]);
const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`;
const space = (bytes: number) => Buffer.alloc(bytes, ' ');

/** What it is, its bytes, what the sentence must name. */
const refused: [string, () => Buffer, RegExp][] = [
  ['an empty file', () => Buffer.alloc(0), /空的/],
  ['zeros only', () => Buffer.alloc(9000), /空字节/],
  ['noise', () => Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)), /不是 Excel 工作簿|已损坏/],
  ['text', () => Buffer.from('项目编号,批次\n1,2025\n'), /文本文件.*UTF-8.*扩展名.*\.csv/],
  ['UTF-16 with its mark', () => Buffer.from('\ufeff项目编号\t批次\r\n1\t2025\r\n', 'utf16le'), /UTF-16.*\.tsv/],
  ['UTF-16, high byte first', () => Buffer.from('\ufeff项目,批次\r\n', 'utf16le').swap16(), /UTF-16.*\.csv/],
  ['UTF-16 without a mark', () => Buffer.from('ID,2025,青岛市\r\n'.repeat(9), 'utf16le'), /文本文件.*UTF-16/],
  ['GB18030', () => Buffer.from('cfeec4bfb1e0bac509c5fab4ce0d0a31093230323509c4aad6de0d0a', 'hex'), /GB18030.*\.tsv/],
  ['a web page in UTF-16', () => Buffer.from('\ufeff<html><table></table></html>', 'utf16le'), /网页.*另存为/],
  ['what protection software wrote, by its head', () => Buffer.from('%TSD-Header-###%\0\0\u0001'), /透明加密/],
  ['what it wrote, short', () => createHash('shake128', { outputLength: 900 }).digest(), /透明加密/],
  ['what it wrote, long', () => createHash('shake128', { outputLength: 90_000 }).digest(), /透明加密/],
  ['a program', () => Buffer.from('4d5a'.padEnd(9000, '900003000000ff00'), 'hex'), /不是 Excel 工作簿，或已损坏/],
  [
    'a web page called .xls',
    () => Buffer.from('\ufeff  <html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'),
    /网页.*另存为/,
  ],
  [
    'XML of 2003',
    () => Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    /XML.*另存为/,
  ],
  ['a PDF', () => Buffer.from('%PDF-1.7\n'), /PDF/],
  ['an .xls or .et', () => ole('Root Entry', 'Workbook'), /\.xls 或 WPS 的 \.et.*另存为/],
  ['behind a password', () => ole('Root Entry', 'EncryptionInfo', 'EncryptedPackage'), /打开密码.*去掉/],
  ['a zip with a password', () => changed(sheet1, { flags: 1 }), /密码/],
  ['with macros', () => entries({ name: 'xl/vbaProject.bin', data: 'x' }), /\.xlsm.*另存为/],
  ['an .xlsb', () => entries({ name: 'xl/workbook.bin', data: 'x' }), /\.xlsb.*另存为/],
  [
    'an .ods',
    () =>
      writeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', data: '<x/>' },
      ]),
    /\.ods.*另存为/,
  ],
  [
    'a Word document',
    () =>
      writeZip([
        { name: '[Content_Types].xml', data: '<x/>' },
        { name: 'word/document.xml', data: '<x/>' },
      ]),
    /Word/,
  ],
  ['a zip of workbooks', () => writeZip([{ name: '济南市.xlsx', data: 'x' }]), /解压/],
  ['a zip of other things', () => writeZip([{ name: 'a.txt', data: 'x' }]), /Content_Types/],
  ['an empty zip', () => writeZip([]), /空的压缩包/],
  ['truncated', () => sheet(row(1)).subarray(0, 900), /不完整或已损坏/],
  ['without its end', () => sheet(row(1)).subarray(0, -30), /不完整或已损坏/],

  ['a gigabyte of spaces', () => changed(sheet1, { packed: deflateRawSync(space(20e6)), size: 1e9 }), /压缩|超过/],
  ['spaces beyond the ratio', () => changed(sheet1, { data: space(30e6) }), /压缩炸弹/],
  [
    'more than is unpacked in all',
    () =>
      entries(
        ...Array.from({ length: 9 }, (_, at) => ({
          name: `xl/media/${at}.png`,
          data: 'x',
          method: 8,
          packed: Buffer.alloc(400_000),
          size: 75e6,
        }))
      ),
    /超过 600 MB/,
  ],
  ['a size that lies', () => changed(sheet1, { data: space(30e6), size: 1000 }), /已损坏/],
  ['a size that lies upwards', () => changed(sheet1, { size: 900_000 }), /已损坏/],
  ['a checksum that is wrong', () => changed(sheet1, { crc: 1 }), /校验/],
  ['deflate that is broken', () => changed(sheet1, { packed: Buffer.alloc(300, 0xff) }), /已损坏/],
  ['a compression that nobody uses', () => changed(sheet1, { method: 12 }), /压缩方式 12/],
  [
    'sixty thousand parts',
    () => entries(...Array.from({ length: 60_000 }, (_, at) => ({ name: `x/${at}`, data: '', method: 0 }))),
    /个部件/,
  ],
  ['one name twice', () => entries({ name: sheet1, data: '<x/>' }), /同名/],
  ['one name in two cases', () => entries({ name: 'XL/Worksheets/Sheet1.xml', data: '<x/>' }), /同名/],
  ['two names for one part', () => changed(sheet1, { localName: 'xl/worksheets/sheet9.xml' }), /已损坏/],
  ['two parts over the same bytes', () => entries({ name: 'xl/media/x.png', data: row(1), sameBytesAs: 6 }), /重叠/],
  ['a path that climbs', () => entries({ name: '../../etc/cron.d/x', data: 'x' }), /已损坏|路径/],
  ['a path that climbs with backslashes', () => entries({ name: '..\\..\\x', data: 'x' }), /已损坏|路径/],
  ['an absolute path', () => entries({ name: '/etc/passwd', data: 'x' }), /已损坏|路径/],
  ['a link', () => entries({ name: 'xl/link', data: '/etc/passwd', mode: 0o120777 }), /路径/],

  ['no workbook', () => workbook({ parts: { 'xl/workbook.xml': null } }), /工作簿部件/],
  ['no relations', () => workbook({ parts: { '_rels/.rels': null } }), /_rels/],
  ['a sheet that is missing', () => workbook({ sheets: [{ name: '申报表' }], parts: { [sheet1]: null } }), /申报表/],
  ['strings that are missing', () => workbook({ parts: { 'xl/sharedStrings.xml': null } }), /sharedStrings/],
  ['no sheets', () => workbook({ sheets: [] }), /没有工作表/],
  ['two sheets of one name', () => workbook({ sheets: [{ name: '表' }, { name: '表' }] }), /“表”/],

  ['XML that breaks off', () => whole('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>'), /XML/],
  ['XML that nests wrongly', () => whole('<worksheet><sheetData></worksheet></sheetData>'), /XML/],
  ['an empty part', () => whole(''), /XML/],
  ['a root that is another', () => whole('<html/>'), /根元素/],
  [
    'bytes that are no UTF-8',
    () =>
      workbook({
        parts: { [sheet1]: Buffer.from('<worksheet><sheetData>\xff\xfe</sheetData></worksheet>', 'latin1') },
      }),
    /XML/,
  ],
  ['an encoding of its own', () => whole('<?xml version="1.0" encoding="GB18030"?><worksheet/>'), /GB18030/],
  ['billion laughs', () => whole(`${laughs}<worksheet><sheetData>&c;</sheetData></worksheet>`), /DTD/],
  [
    'an external entity',
    () => whole('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'),
    /DTD/,
  ],
  ['a DTD in the strings', () => workbook({ parts: { 'xl/sharedStrings.xml': '<!DOCTYPE sst><sst/>' } }), /DTD/],
  ['a DTD in the relations', () => workbook({ parts: { '_rels/.rels': '<!DOCTYPE x><Relationships/>' } }), /DTD/],
  ['an entity that nobody defined', () => whole('<worksheet><sheetData>&nbsp;</sheetData></worksheet>'), /XML/],
  ['text beside the cells', () => sheet(row(1, '<c r="A1"><v>1</v></c>甲')), /第 1 行.*甲/],
  ['a cell in a cell', () => sheet(row(1, '<c r="A1"><c r="B1"><v>1</v></c></c>')), /第 1 行/],
  ['a row in a row', () => sheet(row(1, row(2))), /第 1 行/],
  ['a cell outside rows', () => sheet('<c r="A1"><v>1</v></c>'), /不该有的内容/],
  ['two values in a cell', () => sheet(row(1, '<c r="A1"><v>1</v><v>2</v></c>')), /不该有的内容/],
  ['text outside its place', () => sheet(row(1, '<c r="A1" t="inlineStr"><t>甲</t></c>')), /不该有的内容/],
  ['two texts in a string', () => workbook({ strings: ['<si><t>甲</t><t>乙</t></si>'] }), /共享文字/],
  ['two tables of cells', () => whole('<worksheet><sheetData/><sheetData/></worksheet>'), /不该有的内容/],
  ['no table of cells', () => whole('<worksheet/>'), /没有单元格数据/],
  [
    'nested ten thousand deep',
    () => whole('<worksheet>' + '<a>'.repeat(10_000) + '</a>'.repeat(10_000) + '</worksheet>'),
    /嵌套/,
  ],

  [
    'a cell at XFD1048576',
    () => sheet(row(1) + row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')),
    /XFD1048576.*200 列/,
  ],
  ['a cell in column 201', () => sheet(row(1, '<c r="GS1"><v>1</v></c>')), /GS1/],
  ['a cell at ZZZZZZ2', () => sheet(row(2, '<c r="ZZZZZZ2"><v>1</v></c>')), /ZZZZZZ2/],
  ['a cell of another row', () => sheet(row(2, '<c r="A3"><v>1</v></c>')), /A3/],
  ['a cell beyond XFD without a reference', () => sheet(row(1, '<c r="XFD1"/><c/>')), /第 1 行/],
  ['row 999,999,999', () => sheet(row(999_999_999)), /999999999/],
  ['row 1,048,577', () => sheet(row(1_048_577)), /1048577/],
  ['row 0', () => sheet(row(0)), /第 0 行/],
  ['row -1', () => sheet(row(-1)), /第 -1 行/],
  ['a row twice', () => sheet(row(1) + row(1)), /第 1 行出现两次/],
  ['a row twice, apart', () => sheet(row(5) + row(2) + row(5)), /第 5 行出现两次/],
  [
    'everything merged',
    () => workbook({ sheets: [{ data: row(1), after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }] }),
    /A1:XFD1048576/,
  ],
  [
    'a merge of nothing',
    () => workbook({ sheets: [{ data: row(1), after: '<mergeCells><mergeCell ref="B9:A1"/></mergeCells>' }] }),
    /B9:A1/,
  ],
  [
    'merges that overlap',
    () =>
      workbook({
        sheets: [{ data: row(1), after: '<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="B3:C4"/></mergeCells>' }],
      }),
    /A1:B3.*B3:C4.*重叠/,
  ],
  [
    'too many styles',
    () =>
      workbook({
        parts: {
          'xl/styles.xml': `<styleSheet><cellXfs>${Array.from({ length: 70_000 }, (_, at) => `<xf numFmtId="${at % 50}" fontId="${(at * 7919) % 65_521}"/>`).join('')}</cellXfs></styleSheet>`,
        },
      }),
    /样式/,
  ],
];

test.for(some(refused, 20))('%s is refused', async ([, build, words]) => {
  const bytes = build();
  const start = performance.now();
  const { message, fix } = await refusalOf(bytes);
  expect(performance.now() - start).toBeLessThan(30_000);
  expect(message).toMatch(words);
  expect(fix).toMatch(/请/);
  expect(message).not.toMatch(/node_modules|Error|undefined|NaN/);
  expect(message).not.toContain(process.cwd());
});

test('what refuses the last sheet lets no row of the first one out', async () => {
  const refusal = await refusalOf(workbook({ sheets: [{ data: row(1) }, { name: '乙', data: row(1) + row(1) }] }));
  expect(refusal.problem).toContain('乙');
});

test.for([
  ['text', Buffer.from('\ufeff项目编号\t批次\r\n', 'utf16le')],
  ['encryption', createHash('shake128', { outputLength: 5000 }).digest()],
] as const)('%s is told as what it is, not as damage', async ([, bytes]) => {
  const { message } = await refusalOf(Buffer.from(bytes));
  expect(message).not.toMatch(/损坏|重新下载|重新拷贝/);
});
