import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sized } from '../tier.ts';
import { readBoth } from './both-ways.ts';
import { gb18030, utf16le, utf8, utf8Marked } from './bytes.ts';

// Whoever reads a text, DuckDB or the careful way: every table is the same, row by row.

const header = '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资,备注';
const row = (i: number, name = `云平台${i}`, money = `${i}.50`) =>
  `SL2025-3701-${1000 + i},2025,${name},1,91370100MA3CAB${1000 + i},某公司${i},服务商,民营,济南市,${money},`;
const rows = Array.from({ length: 6 }, (_, i) => row(i));
const with_ = (...more: string[]) => [header, ...rows.slice(0, 3), ...more, ...rows.slice(3)];
const text = (lines: readonly string[], end = '\n') => lines.join(end) + end;
const log = ['项目编号,环节,时间,结果', 'SL2025-3701-0001,提交,2025-04-20 09:00:00,已提交'];

/** Each with whether DuckDB is to read it. */
const cases: Readonly<Record<string, readonly [content: string | Uint8Array, isPlain: boolean]>> = {
  'lines of rows': [text([header, ...rows]), true],
  'no end of the last line': [[header, ...rows].join('\n'), true],
  'ends of Windows': [text([header, ...rows], '\r\n'), true],
  'ends of Windows, the last without its half': [`${[header, ...rows].join('\r\n')}\r`, true],
  'ends of two kinds': [`${header}\n${rows.join('\r\n')}\r\n`, false],
  'a carriage return in a line': [text(with_(row(9, '云\r平台'))), false],
  'only carriage returns': [text([header, ...rows], '\r'), false],
  'a byte order mark': [utf8Marked(text([header, ...rows])), true],
  'two byte order marks': [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8Marked(text([header, ...rows]))]), true],
  'a mark within': [text(with_(`\ufeff${row(9)}`)), false],
  GB18030: [gb18030(text([header, ...rows])), true],
  'UTF-16': [utf16le(text([header, ...rows])), true],
  tabs: [text([header, ...rows].map((line) => line.replaceAll(',', '\t'))), true],
  semicolons: [text([header, ...rows].map((line) => line.replaceAll(',', ';'))), true],
  'a title, a unit, blank lines, a total and who filled it in': [
    text([
      '推荐项目表,,,,,,,,,,',
      '单位：元',
      '',
      header,
      ...rows,
      '',
      '合计,,,,,,,,,99,',
      '填表人：某某',
      ',,,,,,,,,,',
    ]),
    true,
  ],
  'a unit below the table': [text([header, ...rows, '单位：元']), true],
  'a header in two lines': [
    text([header.replace('项目总投资,备注', '投资（万元）,备注'), ',,,,,,,,,总投资,', ...rows]),
    true,
  ],
  'a quoted header with a line break': [text([header.replace('项目名称', '"项目\n名称"'), ...rows]), false],
  'every cell quoted': [text([header, ...rows].map((line) => line.replaceAll(/[^,]+/g, '"$&"'))), true],
  'every cell quoted, blank ones too': [
    text(
      [header, ...rows].map((line) =>
        line
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(',')
      )
    ),
    true,
  ],
  'commas in quoted cells': [text([header, ...rows.map((_, i) => row(i, `"甲,乙${i}"`, '"1,234.50"'))]), true],
  'a line break in a quoted cell': [text(with_(row(9, '"甲\n乙"'))), false],
  'a quoted mark': [text(with_(row(9, '"甲""乙"'))), false],
  'a mark in a bare cell': [text(with_(row(9, '5"管'))), false],
  'a mark that opens and never closes': [text(with_(row(9, '"甲'))), false],
  'a mark that closes too soon': [text(with_(row(9, '"甲"乙'))), false],
  'a space behind a quoted cell': [text(with_(row(9, '"甲" '))), false],
  'a constant formula': [text(with_(row(9, '="001"'))), false],
  'too many cells': [text(with_(`${row(9)},多`)), false],
  'a blank cell too many': [text(with_(`${row(9)},`)), false],
  'a cell too few': [text(with_(row(9).slice(0, -1))), false],
  'an amount that came apart': [text(with_(row(9, '云', '1,234'))), false],
  'an amount that came apart before words': [
    text([`${header}`, ...rows, row(9, '云', '1').replace(/$/, '234.50')]),
    false,
  ],
  NUL: [text(with_(row(9, '云\0台'))), false],
  'Ctrl-Z at the end': [`${text([header, ...rows])}\x1a`, false],
  'a control character': [text(with_(row(9, '云\x07台'))), false],
  'a control character of 8 bits': [text(with_(row(9, '云\u0085台'))), false],
  'a line separator': [text(with_(row(9, '云\u2028台'))), true],
  'what turns the direction': [text(with_(row(9, '云\u202e台'))), false],
  'a character that was lost': [text(with_(row(9, '云\ufffd'))), false],
  'bytes read twice': [text(with_(row(9, '锟斤拷'))), false],
  'spaces that stay': [text(with_(row(9, ' 云 台　'), row(8, '\u00a0云'))), true],
  'backslashes and apostrophes': [text(with_(row(9, "a\\n'b\\"), `${row(8)}说\\明's`)), true],
  'a tab within a cell': [text(with_(row(9, '云\t台'), `${row(8)}说\t明`)), true],
  'words that DuckDB may take for nothing': [text(with_(row(9, 'NULL'), row(8, 'NaN', 'null'), row(7, '#云'))), true],
  'full width': [text(with_(row(9, '（云）', '１２．５'))), true],
  'rare characters': [text(with_(row(9, '𠮷野·é×㎡㈱'))), true],
  设计: [text(with_(row(9, '工业设计平台'))), true],
  'a project that is named 合计': [text(with_(row(9, '合计'))), true],
  'a sum among rows': [text(with_('小计,,,,,,,,,9,')), true],
  'a part that does not count': [text(with_('不予推荐项目,,,,,,,,,,')), false],
  'a part of the table': [text(with_('一、服务商,,,,,,,,,,')), false],
  'the header once more': [text(with_(header)), true],
  'another header': [text(with_('推荐市,批次,项目编号,项目名称,,,,,,,')), false],
  'a line that numbers the columns': [text(with_('1,2,3,4,5,6,7,8,9,10,11')), true],
  'an example': [text(with_(row(9, '示例'))), true],
  'a row that says so': [text(with_(row(9, '填写示例（请删去）'))), true],
  'e.g.': [text(with_(row(9, 'e.g.'))), true],
  'an id that shows how ids look': [text(with_(row(9).replace(/^[^,]+/, 'SL2025-XXXX'))), false],
  'a code with a few X': [text(with_(row(9).replace(/91370100[^,]+/, '913701000XX0X5XX5X'))), true],
  'a remark': [text(with_(`${row(9)}说明`)), true],
  'a remark that the row does not count': [text(with_(`${row(9)}重复，请删除`, `${row(8)}已撤销`)), false],
  'a remark with a unit': [text(with_(`${row(9)}金额单位：元`)), false],
  'a column that dismisses rows': [text([`${header},删除标记`, ...rows.map((line, i) => `${line},${i % 2}`)]), false],
  'a column of numbers that nobody knows': [
    text([`序号,${header}`, ...rows.map((line, i) => `${i + 1},${line}`)]),
    true,
  ],
  'no header': [text(rows), false],
  'no rows': [text([header]), false],
  'only a total': [text([header, '合计,,,,,,,,,1,']), false],
  'one column': [text(['项目编号', 'SL1', 'SL2']), false],
  'a day and its time': [text(['项目编号,环节,日期,时间', 'SL2025-3701-0001,提交,2025-04-20,09:00']), false],
  'a long cell': [text(with_(row(9, '云'.repeat(70_000)))), false],
  'a log': [
    text([...log, ...Array.from({ length: 3000 }, (_, i) => `SL2025-3701-${1000 + i},推荐,2025-04-21,`)]),
    true,
  ],
};

test('texts that DuckDB reads, and texts that look like them', async () => {
  const { differing, plain } = await readBoth(
    Object.fromEntries(Object.entries(cases).map(([name, [content]]) => [`${name}.csv`, content]))
  );
  expect(differing).toEqual([]);
  expect(plain.sort()).toEqual(
    Object.entries(cases)
      .flatMap(([name, [, isPlain]]) => (isPlain ? [`${name}.csv`] : []))
      .sort()
  );
});

describe('whatever one byte or line becomes, both ways say the same', () => {
  const pieces = [
    ...[
      '',
      ' ',
      ',',
      '\n',
      '\r',
      '\r\n',
      '"',
      '""',
      '\t',
      '\0',
      '\x1a',
      '\\',
      "'",
      '\ufeff',
      '\u200b',
      '\u00a0',
      '\u3000',
    ],
    ...[
      '\u0085',
      '\u2028',
      '\u202e',
      '\ufffd',
      '锟斤拷',
      '计',
      '合计',
      '小计：',
      '例',
      '示例',
      '填写示例',
      'e',
      '(例)',
      'X',
      'XXX',
      '×××',
    ],
    ...[
      '项目编号',
      '批次',
      '推荐市',
      '备注',
      '单位：元',
      '填表人：',
      '一、项目',
      '不予推荐',
      '已撤销',
      '1',
      '1,234',
      '234.50',
      '-',
      '—',
    ],
    ...['０', '云', '𠮷', '=', '="1"', '#', 'NULL', ';', '|'],
  ];
  const base = [header.replace('备注', '备注,序号'), ...rows.map((line, i) => `${line},${i + 1}`), '合计,,,,,,,,,9,,'];
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    piece: fc.constantFrom(...pieces),
    is: fc.constantFrom('put', 'put', 'over', 'cell', 'line', 'double', 'drop', 'byte'),
    byte: fc.nat(255),
  });
  const changed = (bytes: Buffer, { at, piece, is, byte }: typeof change extends fc.Arbitrary<infer C> ? C : never) => {
    const place = Math.floor(at * bytes.length);
    if (is === 'byte') return Buffer.from(bytes.map((each, i) => (i === place ? byte : each)));
    const all = bytes.toString();
    const character = Math.floor(at * all.length);
    if (is === 'put') return Buffer.from(all.slice(0, character) + piece + all.slice(character));
    if (is === 'over') return Buffer.from(all.slice(0, character) + piece + all.slice(character + 1));
    const lines = all.split('\n');
    const line = Math.floor(at * lines.length);
    if (is === 'cell') {
      const cells = lines[line]!.split(',');
      const cell = Math.floor((at * 997) % cells.length);
      return Buffer.from(lines.with(line, cells.with(cell, piece).join(',')).join('\n'));
    }
    const put = { line: [piece, lines[line]!], double: [lines[line]!, lines[line]!], drop: [] }[is]!;
    return Buffer.from(lines.toSpliced(line, 1, ...put).join('\n'));
  };

  test('many files at once', { timeout: 900_000 }, async () => {
    let plain = 0;
    let all = 0;
    const file = fc.record({
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
      encoding: fc.constantFrom(utf8, utf8, utf8Marked),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 20, maxLength: 20 }), async (files) => {
        const handed = files.map(({ changes, encoding }, i): [string, Uint8Array] => {
          const bytes = changes.reduce(changed, Buffer.from(utf8(text(base))));
          return [
            `项目基本信息表_${i}.csv`,
            encoding === utf8 ? bytes : Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
          ];
        });
        const found = await readBoth(Object.fromEntries(handed));
        plain += found.plain.length;
        all += handed.length;
        expect(found.differing).toEqual([]);
      }),
      { numRuns: sized(4, 150), seed: 20261129 }
    );
    expect(plain / all).toBeGreaterThan(0.2);
    expect(plain / all).toBeLessThan(0.9);
  });
});
