import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, rewrite, takeApart, type Taken } from '#entering';

const take = (text: string | Buffer): Taken => {
  const taken = takeApart(Buffer.from(text));
  if (typeof taken === 'string') throw new Error(taken);
  return taken;
};
const again = (text: string, rows: string[][], key = [0]) => rewrite(take(text), rows, key)?.toString();

describe('a file with the same rows', () => {
  test.each(globSync('data/{reference,alerts,access}/**/*.csv'))('%s is the same bytes', (path) => {
    const bytes = readFileSync(path);
    const taken = take(bytes);
    expect(rewrite(taken, cellsOf(taken), [0])?.equals(bytes)).toBe(true);
  });

  const cell = fc.constantFrom('', 'a', '1,000', '"甲"', '乙\n丙', '１２', ' 边 ', '?');
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const quote = (text: string, isQuoted: boolean) =>
    isQuoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  test('whatever its quotes, line ends, blank lines and mark', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.tuple(cell, cell), fc.boolean(), end, fc.boolean()), { maxLength: 8 }),
        fc.boolean(),
        fc.boolean(),
        (rows, isMarked, isOpen) => {
          const lines = rows.map(
            ([cells, isQuoted, end, isBlank]) =>
              `${cells.map((each) => quote(each, isQuoted)).join(',')}${end}${isBlank ? `,${end}` : ''}`
          );
          const text = `${isMarked ? '\ufeff' : ''}a,"b"\r\n${lines.join('')}`;
          const whole = isOpen ? text.replace(/(?:\r\n|\r|\n)$/, '') : text;
          const taken = take(whole);
          expect(rewrite(taken, cellsOf(taken), [0])?.toString()).toBe(whole);
        }
      )
    );
  });
});

describe('a file with another row', () => {
  const file = '\ufeffname,"at_most",unit\r\n甲,"1",个\r\n,,\r\n"乙",2,"个,只"\r\n丙,3,个';

  test('differs in that row alone, each cell that stays as it was written', () => {
    expect(
      again(file, [
        ['甲', '5', '个'],
        ['乙', '2', '个,只'],
        ['丙', '3', '个'],
      ])
    ).toBe(file.replace('"1"', '"5"'));
    expect(
      again(file, [
        ['甲', '1', '个'],
        ['乙', '', '个,只'],
        ['丙', '3', '个'],
      ])
    ).toBe(file.replace('乙",2', '乙",'));
  });

  test('that is new, or gone, leaves the others; how the last line ends stays', () => {
    const [a, b, c] = [
      ['甲', '1', '个'],
      ['乙', '2', '个,只'],
      ['丙', '3', '个'],
    ];
    expect(again(file, [a!, b!, c!, ['丁', '1,000', '说“是”\n再说"否"']])).toBe(
      `${file}\r\n丁,"1,000","说“是”\n再说""否"""`
    );
    expect(again(file, [a!, ['丁', '4', '个'], b!, c!])).toBe(file.replace('"乙"', '丁,4,个\r\n"乙"'));
    expect(again(file, [a!, c!])).toBe(file.replace('"乙",2,"个,只"\r\n', ''));
    expect(again(file, [a!, b!])).toBe(file.replace('\r\n丙,3,个', ''));
    expect(again(file, [])).toBe('\ufeffname,"at_most",unit\r\n,,');
  });

  test('that another program wrote in GB18030 or UTF-16 stays so', () => {
    const gb = Buffer.from('612c620ac4e32c310a', 'hex');
    const taken = take(gb);
    expect(taken.encoded.encoding).toBe('gb18030');
    expect(cellsOf(taken)).toEqual([['你', '1']]);
    expect(rewrite(taken, [['你', '一']], [0])?.toString('hex')).toBe('612c620ac4e32cd2bb0a');
    // No sign of one or two bytes.
    expect(rewrite(taken, [['你', '𠮷']], [0])).toBeNull();
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const little = Buffer.from('\ufeffa,b\n你,1\n', 'utf16le');
      const bytes = encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
      const expected = Buffer.from('\ufeffa,b\n你,一\n', 'utf16le');
      expect(rewrite(take(bytes), [['你', '一']], [0])).toEqual(encoding === 'utf-16le' ? expected : expected.swap16());
    }
  });

  test('is not taken apart where its marks do not work out, or its bytes are of no encoding', () => {
    expect(takeApart(Buffer.from('a,b\n1,2"3\n'))).toMatch(/引号/);
    expect(takeApart(Buffer.from('a,b\n"1,2\n'))).toMatch(/引号/);
    expect(takeApart(Buffer.from('\n\n'))).toMatch(/列名/);
    expect(takeApart(Buffer.from([0x61, 0x0a, 0xff, 0xff]))).toMatch(/编码/);
  });
});
