import { describe, expect, it } from 'vitest';
import { apportion } from '../apportion.ts';
import { encode, room, type Encoding } from '../bytes.ts';
import { day, dayText, lastDayAfter, workday } from '../calendar.ts';
import { bodyCheckDigit, checkDigit, creditCode } from '../credit-code.ts';
import { dayCell, moneyCell, SYSTEM, timeCell } from '../hand.ts';
import { serialName } from '../names.ts';
import { random } from '../random.ts';

describe('the parts of a province', () => {
  it('shares a number out so that it adds up', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(1, [3, 5, 5])).toEqual([0, 1, 0]);
    for (let total = 0; total < 200; total += 1)
      expect(apportion(total, [13, 4.5, 9, 0.5]).reduce((a, b) => a + b)).toBe(total);
  });

  it('checks credit codes as registered ones are checked', () => {
    for (const code of ['91350100M000100Y43', '91110000101623741K', '911101066976941872']) {
      expect(checkDigit(code.slice(0, 17))).toBe(code[17]);
      expect(bodyCheckDigit(code.slice(8, 16))).toBe(code[16]);
    }
    const codes = new Set(
      Array.from({ length: 50_000 }, (_, number) => creditCode({ kind: '91', division: '370102', number }))
    );
    expect(codes.size).toBe(50_000);
    expect(() => creditCode({ kind: '91', division: '370102', number: -1 })).toThrow('-1');
  });

  it('names 300,000 organisations differently, the first ones shortly', () => {
    const names = new Set(Array.from({ length: 300_000 }, (_, number) => serialName(number, ['机械', '化工', '重工'])));
    expect(names.size).toBe(300_000);
    expect(serialName(150, ['机械', '化工', '重工'])).toHaveLength(4);
  });

  it('draws the same numbers from the same key, evenly, and others from another', () => {
    const [one, same, other] = [random('a', 1), random('a', 1), random('a', 2)];
    const numbers = Array.from({ length: 10_000 }, () => one.next());
    expect(Array.from({ length: 10_000 }, () => same.next())).toEqual(numbers);
    expect(other.next()).not.toBe(numbers[0]);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.reduce((a, b) => a + b) / numbers.length).toBeCloseTo(0.5, 1);
    const drawn = Array.from({ length: 10_000 }, () => same.weighted({ 多: 80, 少: 20, 无: 0 }));
    expect(drawn.filter((name) => name === '少').length / drawn.length).toBeCloseTo(0.2, 1);
    expect(drawn).not.toContain('无');
    expect(new Set(Array.from({ length: 1000 }, () => other.whole(3, 5)))).toEqual(new Set([3, 4, 5]));
  });

  it.each<Encoding>(['utf-8', 'utf-8-bom', 'utf-16le', 'gb18030'])('writes %s that reads back', (encoding) => {
    const text = '项目编号,１２３．５,√×—〔2025〕·（示例数据）\r\nA,5G+工业互联网\t';
    const bytes = room(text.length);
    const length = encode(text, encoding, bytes);
    expect(new TextDecoder(encoding.replace('-bom', ''), { fatal: true }).decode(bytes.subarray(0, length))).toBe(text);
  });

  it('refuses what two bytes of GB 18030 cannot say', () => {
    expect(() => encode('𠮷', 'gb18030', room(2))).toThrow('GB 18030');
  });

  it('counts days, skips weekends and holidays', () => {
    expect(dayText(lastDayAfter(day('2025-03-01'), 12))).toBe('2026-02-28');
    expect(dayText(workday(day('2025-04-26')))).toBe('2025-04-28');
    expect(dayText(workday(day('2026-05-01')))).toBe('2026-05-06');
    expect(dayText(workday(day('2026-04-30')))).toBe('2026-04-30');
    expect(() => day('2025-02-xx')).toThrow('2025-02-xx');
  });

  it('writes amounts, days and times in the hands of clerks', () => {
    expect(moneyCell(SYSTEM, 123_456_789)).toBe('1234567.89');
    expect(moneyCell({ ...SYSTEM, amounts: 'grouped' }, 123_456_789)).toBe('1,234,567.89');
    expect(moneyCell({ ...SYSTEM, amounts: 'grouped' }, 12_305)).toBe('123.05');
    expect(moneyCell({ ...SYSTEM, unit: '元', amounts: 'grouped' }, 123_456)).toBe('12,345,600');
    expect(moneyCell({ ...SYSTEM, amounts: 'wide' }, 12_350)).toBe('１２３．５０');
    expect(moneyCell({ ...SYSTEM, nothing: '—' }, null)).toBe('—');
    expect(dayCell({ ...SYSTEM, days: '2025年3月1日' }, day('2025-03-01'))).toBe('2025年3月1日');
    expect(timeCell({ ...SYSTEM, days: '2025/3/1', times: 'minutes' }, day('2025-04-24') * 86_400 + 61_200)).toBe(
      '2025/4/24 17:00'
    );
  });
});
