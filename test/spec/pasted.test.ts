import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPasted, writePasted } from '#spec';

// Each of these is a fault that grids of others had.
test.each<[string, string, string[][]]>([
  [
    'the line end of Windows is in no cell',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['what programs put behind the last row is no row', 'a\tb\n\n\t\n\r\n', [['a', 'b']]],
  ['empty cells keep their places', 'a\t\t\tb\t', [['a', '', '', 'b', '']]],
  ['an empty row within is one', 'a\n\nb', [['a'], [''], ['b']]],
  ['a quoted cell holds lines, tabs and marks', '"一\r\n二"\t"三\t""四"""\r\n五', [['一\n二', '三\t"四"'], ['五']]],
  ['a mark within a cell is a letter', '5"管\t"甲"公司\n"乙', [['5"管', '"甲"公司'], ['"乙']]],
  ['an empty quoted cell is empty', '""\ta', [['', 'a']]],
  ['numbers stay as they are written', '１，０００\t1,000\t007\t 2 ', [['１，０００', '1,000', '007', ' 2 ']]],
  ['a mark of an encoding is none', '\ufeffa', [['a']]],
  ['nothing is nothing', ' \r\n', []],
])('%s', (_, text, rows) => {
  expect(readPasted(text)).toEqual(rows);
});

test('what is written is read again, row by row', () => {
  const cell = fc.constantFrom('', '甲', '"', '""', 'a\tb', 'a\nb', '"a"b', '1,000', ' ');
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const whole = [...rows, ['末']];
      expect(readPasted(writePasted(whole))).toEqual(whole);
      expect(readPasted(writePasted(whole).replaceAll(/\r?\n/g, '\r\n'))).toEqual(whole);
    })
  );
});
