import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, compare, multiply, parseExact, subtract, toNumber, toText, whole } from '#spec';

const fen = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const money = (digits: bigint) => ({ digits, decimals: 2 });

test.each([
  ['123.45', 12345n, 2],
  ['-0.05', -5n, 2],
  ['7', 7n, 0],
  ['-12', -12n, 0],
  ['0.00', 0n, 2],
  ['99999999999999999999999999999999999999.99', 9999999999999999999999999999999999999999n, 2],
])('%s is read and written to the last digit', (text, digits, decimals) => {
  expect(parseExact(text)).toEqual({ digits, decimals });
  expect(toText(parseExact(text))).toBe(text);
});

test.each(['', '1e5', '约300', '1,234', '.5', '5.', 'NaN', '+1', ' 1'])('%j is no number', (text) => {
  expect(() => parseExact(text)).toThrow(`not a decimal number: ${text}`);
});

test('nothing is lost in sums, however many and however large', () => {
  fc.assert(
    fc.property(fc.array(fen, { maxLength: 50 }), (all) => {
      const sum = all.map(money).reduce(add, money(0n));
      expect(sum.digits).toBe(all.reduce((a, b) => a + b, 0n));
      expect(all.map(money).reduce(subtract, sum).digits).toBe(0n);
    })
  );
  expect(toText(add(parseExact('0.1'), parseExact('0.2')))).toBe('0.3');
  expect(toText(add(whole(3n), parseExact('-0.01')))).toBe('2.99');
  expect(toText(multiply(parseExact('1.5'), parseExact('0.25')))).toBe('0.375');
});

test('comparing looks at the value, not at how it is written', () => {
  expect(compare(parseExact('1.50'), parseExact('1.5'))).toBe(0);
  expect(compare(parseExact('-2'), parseExact('-1.99'))).toBe(-1);
  expect(compare(whole(10n ** 20n), parseExact('99999999999999999999.99'))).toBe(1);
});

test('as a double it is the nearest there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), (digits) => {
      expect(toNumber(money(BigInt(digits)))).toBe(digits / 100);
    })
  );
});
