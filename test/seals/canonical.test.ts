import { expect, it } from 'vitest';
import { canonical, readCanonical, type Json } from '../../src/seals/canonical.ts';

it('writes the example of RFC 8785 as it does', () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
  ) as Json;
  expect(canonical(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
  );
});

it('orders names by their code units, as the RFC has it, and not by code points', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
  const text = canonical(Object.fromEntries(names.map((name) => [name, 1])));
  expect(Object.keys(JSON.parse(text) as object).sort()).toEqual([
    '\r',
    '1',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\u{1f600}',
    '\ufb33',
  ]);
  expect(text).toBe('{"\\r":1,"1":1,"\u0080":1,"\u00f6":1,"\u20ac":1,"\u{1f600}":1,"\ufb33":1}');
});

it('writes the numbers of the RFC, by their bits, as it does', () => {
  const doubles: [string, string][] = [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ];
  for (const [bits, text] of doubles) expect(canonical(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
});

it('has no form for what other programs read another way', () => {
  for (const wrong of [Number.NaN, Infinity, '\ud800', '\udead', '\udc00\ud800', undefined])
    expect(() => canonical(wrong as Json)).toThrow();
  expect(() => canonical({ '\ud800': 1 })).toThrow();
});

it('reads nothing that a parser would make the same of', () => {
  expect(readCanonical('{"a":1,"b":"é"}')).toEqual({ a: 1, b: 'é' });
  const same = [
    '{"a":1,"a":1,"b":"é"}',
    '{"b":"é","a":1}',
    '{"a":1.0,"b":"é"}',
    '{"a":1, "b":"é"}',
    '{"a":1,"b":"\\u00e9"}',
  ];
  for (const text of [...same, '\ufeff{"a":1,"b":"é"}', '{"a":1e0,"b":"é"}', '{"a":-0,"b":"é"}'])
    expect(readCanonical(text), text).toBeNull();
  // Unicode is left as it is: é of two characters is another text.
  expect(readCanonical('{"a":1,"b":"e\u0301"}')).toEqual({ a: 1, b: 'e\u0301' });
});
