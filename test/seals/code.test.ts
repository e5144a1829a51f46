import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { alphabet, fromBase32, toBase32 } from '../../src/seals/base32.ts';
import { codeOf, readCode } from '../../src/seals/code.ts';
import { sized } from '../tier.ts';

const digests = Array.from({ length: sized(20, 400) }, (_, at) => createHash('sha256').update(`${at}`).digest('hex'));
const isRead = (text: string) => 'code' in (readCode(text) ?? {});

describe('a code', () => {
  it('has 18 symbols, none of which looks like another', () => {
    for (const digest of digests) expect(codeOf(digest)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){2}$/);
  });

  it('is read as people type it', () => {
    for (const digest of digests) {
      const code = codeOf(digest);
      const typed = [
        code,
        ` ${code.toLowerCase()} `,
        code.replaceAll('-', ''),
        code.replaceAll('-', '—'),
        code.replaceAll('1', 'l').replaceAll('0', 'o'),
        code.replaceAll('1', 'I'),
        Array.from(code, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join(''),
      ];
      for (const each of typed) expect(readCode(each)).toEqual({ code });
    }
  });

  it('is never another one by one wrong symbol, two, two that changed places, or two alike that both changed', () => {
    for (const digest of digests) {
      const plain = codeOf(digest).replaceAll('-', '');
      const put = (...changes: [number, string][]) => {
        const symbols = [...plain];
        for (const [at, symbol] of changes) symbols[at] = symbol;
        return symbols.join('');
      };
      for (let at = 0; at < 18; at++)
        for (const symbol of alphabet)
          if (symbol !== plain[at]) {
            expect(isRead(put([at, symbol]))).toBe(false);
            const other = (at * 7 + 5) % 18;
            const second = alphabet[(alphabet.indexOf(plain[other]!) + 11) % 32]!;
            if (other !== at) expect(isRead(put([at, symbol], [other, second]))).toBe(false);
          }
      for (let one = 0; one < 18; one++)
        for (let two = one + 1; two < 18; two++)
          if (plain[one] !== plain[two]) expect(isRead(put([one, plain[two]!], [two, plain[one]!]))).toBe(false);
    }
  });

  it('that is cut off, too long or of other letters is said to be mistyped, and what is none is none', () => {
    const plain = codeOf(digests[0]!).replaceAll('-', '');
    expect(readCode(plain.slice(0, 17))).toEqual({ mistyped: '码有 18 位，这里是 17 位' });
    expect(readCode(plain.slice(0, 16))).toEqual({ mistyped: '码有 18 位，这里是 16 位' });
    expect(readCode(`${plain}0`)).toEqual({ mistyped: '码有 18 位，这里是 19 位' });
    expect(readCode(`U${plain.slice(1)}`)).toEqual({ mistyped: '码里没有 U 这样的字' });
    for (const none of ['', '今年的材料', 'https://example.org/x', 'а'.repeat(18), 'ı'.repeat(18)])
      expect(readCode(none)).toBeNull();
  });
});

it('bytes in symbols come back, and no other text says the same ones', () => {
  for (const digest of digests.slice(0, 20)) {
    const bytes = Buffer.from(digest, 'hex');
    const text = toBase32(bytes);
    expect(Buffer.from(fromBase32(text, 32)!)).toEqual(bytes);
    // 32 bytes leave four bits of the last symbol unused.
    const others = [...alphabet].filter((symbol) => symbol !== text.at(-1));
    for (const symbol of others) {
      const read = fromBase32(text.slice(0, -1) + symbol, 32);
      if (read !== null) expect(Buffer.from(read)).not.toEqual(bytes);
    }
    expect(fromBase32(text.toLowerCase(), 32)).toBeNull();
    expect(fromBase32(text.slice(0, -1), 32)).toBeNull();
  }
});
