import { expect, test } from 'vitest';
import { codeOf, keyUri, newSecret, stepAt, stepOfCode, toBase32 } from '../../src/access/totp.ts';

const secret = toBase32(Buffer.from('12345678901234567890'));

// RFC 6238, appendix B, SHA-1.
test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('at %i the code is %s', (seconds, code) => {
  expect(codeOf(secret, stepAt(seconds * 1000), 8)).toBe(code);
  expect(codeOf(secret, stepAt(seconds * 1000))).toBe(code.slice(2));
});

const time = 1_234_567_890_000;
const now = stepAt(time);

test('a code counts in its step and in its neighbours, and nowhere else', () => {
  const taken = (step: number) => stepOfCode(secret, codeOf(secret, step), { time, last: 0 });
  expect([-2, -1, 0, 1, 2].map((by) => taken(now + by))).toEqual([null, now - 1, now, now + 1, null]);
});

test('a code of a step that one was taken of, or of an earlier one, is not taken', () => {
  const code = codeOf(secret, now);
  expect(stepOfCode(secret, code, { time, last: now })).toBeNull();
  expect(stepOfCode(secret, codeOf(secret, now - 1), { time, last: now })).toBeNull();
  expect(stepOfCode(secret, codeOf(secret, now + 1), { time, last: now })).toBe(now + 1);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('“%s” is no code', (code) => {
  expect(stepOfCode(secret, code, { time, last: 0 })).toBeNull();
});

test('a code may be typed as it is shown, with a space', () => {
  const code = codeOf(secret, now);
  expect(stepOfCode(secret, `${code.slice(0, 3)} ${code.slice(3)}`, { time, last: 0 })).toBe(now);
});

test('a secret has 160 bit, and its address names issuer and account', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(newSecret());
  expect(keyUri(secret, { issuer: '百景', account: 'jinan' })).toBe(
    `otpauth://totp/%E7%99%BE%E6%99%AF:jinan?secret=${secret}&issuer=%E7%99%BE%E6%99%AF&period=30&digits=6`
  );
});
