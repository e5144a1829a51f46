import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, cutToBytes, cutWithin, fitText, oneLine } from '../../../src/alerts/text.ts';

test('a text that fits stays as it is, to the byte', () => {
  const text = '一二三四\n一二三四\n一二三四';
  expect(cutToBytes(text, 38)).toBe(text);
  expect(cutToBytes(text, 37)).toBe('一二三四\n…另有 2 条');
});

const line = fc.string({ unit: fc.constantFrom('a', '市', '𠮷', 'é', '👨‍👩‍👧', ' '), maxLength: 40 });
const lines = fc.array(line, { minLength: 1, maxLength: 60 });

test('whatever is cut is whole lines, says how many are left off, and fits', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 24, max: 400 }), (all, limit) => {
      const cut = cutToBytes(all.join('\n'), limit).split('\n');
      expect(bytesOf(cut.join('\n'))).toBeLessThanOrEqual(limit);
      if (bytesOf(all.join('\n')) <= limit) {
        expect(cut).toEqual(all.join('\n').split('\n'));
        return;
      }
      const kept = cut.slice(0, -1);
      expect(all.slice(0, kept.length)).toEqual(kept);
      expect(cut.at(-1)).toBe(`…另有 ${all.length - kept.length} 条`);
      // One line more would not have fitted.
      const more = [...all.slice(0, kept.length + 1), `…另有 ${all.length - kept.length - 1} 条`].join('\n');
      if (all.length - kept.length > 1) expect(bytesOf(more)).toBeGreaterThan(limit);
    })
  );
});

test('title and address stay, whatever of the lines is left off', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 90, max: 400 }), (all, limit) => {
      const told = fitText({ title: '百景提醒', lines: all, foot: ['https://baijing.example/alerts'] }, limit);
      expect(bytesOf(told)).toBeLessThanOrEqual(limit);
      expect(told.startsWith('百景提醒\n')).toBe(true);
      expect(told.endsWith('\nhttps://baijing.example/alerts')).toBe(true);
    })
  );
});

test('a text within bytes has no half character', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 3, max: 60 }), (text, limit) => {
      const cut = cutWithin(text, limit);
      expect(bytesOf(cut)).toBeLessThanOrEqual(limit);
      expect(Buffer.from(cut).toString('utf8')).toBe(cut);
      expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
    })
  );
});

test('one line has nothing that steers a terminal or turns a text around', () => {
  expect(oneLine('甲\r\n乙\u001b[2J\u202e丙\u2028丁\u0000')).toBe('甲 乙 [2J 丙 丁');
});
