import { beforeAll, describe, expect, test } from 'vitest';
import { gb18030, inEncoding, rare, utf16be, utf16le, utf8, utf8Marked } from './bytes.ts';
import { land, type Landed } from './landing.ts';

const encodings = {
  'UTF-8': utf8,
  'UTF-8 BOM': utf8Marked,
  'UTF-16LE': utf16le,
  'UTF-16BE': utf16be,
  GB18030: gb18030,
};
const table = [
  ['项目编号', '环节', '时间', '原因'],
  ['P1', '提交', '2025-04-24 16:58', `${rare.character}镕的材料齐全`],
  ['P2', '退回', '2025/4/23', '缺“推荐函”，请补；\n另见附件'],
  ['P3', '市推荐', '2025年4月25日', ' '],
];
const expected = [
  { 项目编号: 'P1', 环节: '提交', 时间: '2025-04-24 16:58', 原因: `${rare.character}镕的材料齐全`, source_row: 2 },
  { 项目编号: 'P2', 环节: '退回', 时间: '2025/4/23', 原因: '缺“推荐函”，请补；\n另见附件', source_row: 3 },
  { 项目编号: 'P3', 环节: '市推荐', 时间: '2025年4月25日', 原因: ' ', source_row: 4 },
];

const lines = (delimiter: string, end: string, isLast = true): string =>
  table.map((row) => row.map((cell) => (cell.includes('\n') ? `"${cell}"` : cell)).join(delimiter)).join(end) +
  (isLast ? end : '');

describe('every encoding, delimiter and line end reads to the same text', () => {
  const written: Record<string, Uint8Array> = {};
  let landed: Landed;
  beforeAll(async () => {
    landed = await land(written);
  });

  for (const [encoding, encode] of Object.entries(encodings)) {
    for (const [name, delimiter] of Object.entries({ comma: ',', tab: '\t', semicolon: ';' })) {
      for (const [ends, end] of Object.entries({ CRLF: '\r\n', LF: '\n', CR: '\r' })) {
        const file = `${encoding} ${ends}/${name}/events.${name === 'tab' ? 'tsv' : 'csv'}`;
        written[file] = encode(lines(delimiter, end, ends !== 'LF'));
        test(`${encoding}, ${name}, ${ends}`, async () => {
          const { files, defects, read } = landed;
          expect(files[file]).toEqual({
            status: 'read',
            source: 'events',
            encoding,
            header: 1,
            counts: [3, 3, 0, 0, 0],
          });
          expect(defects.filter((defect) => defect.file === file)).toEqual([]);
          expect(
            await read(
              `select 项目编号, 环节, 时间, 原因, source_row from sources.events where source_file = '${file}' order by source_row`
            )
          ).toEqual(expected);
        });
      }
    }
  }
});

test('line ends may be mixed, and a quoted cell keeps its own', async () => {
  const { files, read } = await land({
    'events.csv':
      '项目编号,环节,时间,原因\rP1,提交,2025-04-24,\r\nP2,退回,2025-04-23,"一\r\n二\r三"\nP3,提交,2025-04-22,\r\r\nP4,提交,2025-04-21,',
  });
  expect(files['events.csv']?.counts).toEqual([5, 4, 0, 1, 0]);
  expect(await read('select 项目编号, 原因, source_row from sources.events order by source_row')).toEqual([
    { 项目编号: 'P1', 原因: null, source_row: 2 },
    { 项目编号: 'P2', 原因: '一\r\n二\r三', source_row: 3 },
    { 项目编号: 'P3', 原因: null, source_row: 4 },
    { 项目编号: 'P4', 原因: null, source_row: 6 },
  ]);
});

test('characters that lie across two blocks of a file are whole', async () => {
  const row = (i: number) => `P${i},提交,2025-04-24,${rare.character}材料${'齐'.repeat(i % 7)}`;
  const text = ['项目编号,环节,时间,原因', ...Array.from({ length: 60_000 }, (_, i) => row(i))].join('\r\n');
  for (const encode of [utf8, gb18030, utf16le]) {
    const { files, read } = await land({ 'events.csv': encode(text) });
    expect(files['events.csv']?.counts).toEqual([60_000, 60_000, 0, 0, 0]);
    const [{ bad }] = (await read(
      `select count(*)::integer as bad from sources.events where 原因 <> '${rare.character}材料' || repeat('齐', (source_row - 2) % 7)`
    )) as [{ bad: number }];
    expect(bad).toBe(0);
  }
});

describe('refused, with the place and what to do', () => {
  const header = '项目编号,环节,时间,原因\r\n';
  const cases: Record<string, { bytes: Uint8Array; check: string; says: RegExp }> = {
    'GB18030, then UTF-8 (invalid as GB18030)': {
      bytes: Buffer.concat([gb18030(header), utf8('P1,提交,2025-04-24,材料齐\r\n')]),
      check: 'two_encodings',
      says: /UTF-8 读，在第 2 字节（第 1 行）.*GB18030 读，在第 56 字节（第 2 行）/,
    },
    'GB18030, then UTF-8 that is valid GB18030': {
      bytes: Buffer.concat([gb18030(header), utf8('P1,提交,2025-04-24,材料齐全\r\n')]),
      check: 'two_encodings',
      says: /UTF-8 读，在第 2 字节.*又有按 UTF-8 写的“提交”/,
    },
    'UTF-8, then GB18030': {
      bytes: Buffer.concat([utf8(header), gb18030('P1,提交,2025-04-24,\r\n')]),
      check: 'two_encodings',
      says: /UTF-8 读，在第 40 字节（第 2 行）/,
    },
    'UTF-8 mark, then GB18030': {
      bytes: Buffer.concat([utf8Marked(header), gb18030('P1,提交,2025,\r\n')]),
      check: 'two_encodings',
      says: /标明是 UTF-8，但在第 \d+ 字节（第 2 行）/,
    },
    'UTF-8 cut within a character': {
      bytes: utf8(`${header}P1,提交,2025,材料`).subarray(0, -1),
      check: 'two_encodings',
      says: /UTF-8 读，在第 \d+ 字节（第 2 行）/,
    },
    'one bad byte': {
      bytes: Buffer.concat([utf8(`${header}P1,提交,2025,a`), Buffer.of(0xff), utf8('b\r\n')]),
      check: 'two_encodings',
      says: /第 2 行/,
    },
    'UTF-16 of an odd length': {
      bytes: utf16le(header + 'P1,提交,2025,').subarray(0, -1),
      check: 'two_encodings',
      says: /UTF-16LE/,
    },
    'UTF-16 without a mark': {
      bytes: utf16le(`${header}P1,提交,2025,\r\n`).subarray(2),
      check: 'bare_utf16',
      says: /BOM/,
    },
    'UTF-16 without a mark, with characters that end in a zero byte': {
      bytes: utf16le(`${header}P1,提交,2025,一次\r\nP2,提交,2025,一次一次\r\n`).subarray(2),
      check: 'bare_utf16',
      says: /BOM/,
    },
    'UTF-16BE without a mark': {
      bytes: utf16be(`${header}P1,提交,2025,\r\n`).subarray(2),
      check: 'bare_utf16',
      says: /BOM/,
    },
    'UTF-32': { bytes: Buffer.from([0xff, 0xfe, 0, 0, 0x79, 0x98, 0, 0]), check: 'not_text', says: /UTF-32/ },
    'a workbook': { bytes: Buffer.from('504b030414000600', 'hex'), check: 'not_text', says: /xlsx/ },
    'an old workbook': { bytes: Buffer.from('d0cf11e0a1b11ae10000', 'hex'), check: 'not_text', says: /\.xls/ },
    'a PDF': { bytes: utf8('%PDF-1.7\n'), check: 'not_text', says: /PDF/ },
    'a gzip': { bytes: Buffer.from('1f8b0800', 'hex'), check: 'not_text', says: /gzip/ },
    'a web page': {
      bytes: utf8Marked('\n <HTML><table><tr><td>项目编号</td></tr></table></HTML>'),
      check: 'not_text',
      says: /网页/,
    },
    zeros: { bytes: Buffer.alloc(5000), check: 'not_text', says: /NUL/ },
    nothing: { bytes: Buffer.alloc(0), check: 'empty_file', says: /0 字节/ },
    'a mark and nothing else': { bytes: utf8Marked(''), check: 'empty_file', says: /空/ },
    blanks: { bytes: utf8(' \r\n,,,\r\n\r\n'), check: 'empty_file', says: /空/ },
    'full-width commas': {
      bytes: utf8(header.replaceAll(',', '，') + 'P1，提交，2025，\n'),
      check: 'delimiter',
      says: /中文逗号/,
    },
    bars: { bytes: utf8(header.replaceAll(',', '|')), check: 'delimiter', says: /竖线/ },
  };
  for (const [name, { bytes, check, says }] of Object.entries(cases)) {
    test(name, async () => {
      const { files, defects, read } = await land({ 'events.csv': bytes });
      expect(files['events.csv']).toMatchObject({ status: 'refused', source: 'events', counts: [0, 0, 0, 0, 0] });
      expect(defects).toEqual([
        expect.objectContaining({
          check,
          effect: 'file',
          file: 'events.csv',
          row: null,
          problem: expect.stringMatching(says),
        }),
      ]);
      expect(String(defects[0]?.fix)).toMatch(/请/);
      expect(await read('select count(*)::integer as n from sources.events')).toEqual([{ n: 0 }]);
      expect(
        await read('select status, length(sha256)::integer as hex, bytes::integer as bytes from sources.files')
      ).toEqual([{ status: 'refused', hex: 64, bytes: bytes.length }]);
    });
  }
});

test('Chinese in GB18030 that happens to be valid UTF-8 in places is not taken for two encodings', async () => {
  // 路 is C2 B7, 取 is C8 A1: each alone is a letter in UTF-8.
  const { files, read } = await land({
    'events.csv': gb18030('项目编号,环节,时间,原因\r\nP1,提交,2025-04-24,路\r\nP2,提交,2025-04-24,取路取路\r\n'),
  });
  expect(files['events.csv']).toMatchObject({ encoding: 'GB18030', counts: [2, 2, 0, 0, 0] });
  expect(await read('select 原因 from sources.events order by source_row')).toEqual([
    { 原因: '路' },
    { 原因: '取路取路' },
  ]);
});

describe('a file in an encoding that is not read is called by its name', () => {
  const traditional = '項目編號,環節,時間,原因\r\nP1,提交,2025-04-24,材料齊全\r\n';
  const simplified = '项目编号,环节,时间,原因\r\nP1,提交,2025-04-24,材料齐全\r\n';
  test.each([
    ['Big5', inEncoding('big5', traditional), '像是 Big5', '項目編號'],
    [
      'Shift-JIS',
      inEncoding('shift_jis', '案件番号,段階,日時,理由\r\nP1,提出,2025-04-24,書類を確認した\r\n'),
      '像是 Shift-JIS',
      '案件番号',
    ],
    [
      'GBK opened as Latin-1',
      Buffer.from(gb18030(simplified).toString('latin1')),
      'GBK 的文件被当作西欧文字打开',
      '项目编号',
    ],
    [
      'UTF-8 opened as Latin-1',
      Buffer.from(new TextDecoder('windows-1252').decode(utf8(simplified))),
      'UTF-8 的文件被当作西欧文字',
      '项目编号',
    ],
  ])('%s', async (_name, bytes, what, meant) => {
    const { files, checks, defects } = await land({ 'events.csv': bytes });
    expect(files['events.csv']?.status).toBe('refused');
    expect(checks.map(([check]) => check)).toEqual(['mojibake']);
    expect(defects[0]?.problem).toContain(what);
    expect(defects[0]?.problem).toContain(meant);
  });

  test('what is only named otherwise is not', async () => {
    const { checks } = await land({ 'events.csv': gb18030('序号,名称,电话,备注\r\n1,某某,12345,没有\r\n') });
    expect(checks.map(([check]) => check)).toEqual(['missing_column']);
  });
});
