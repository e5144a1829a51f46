import { describe, expect, test } from 'vitest';
import { hashPassword, isPassword, isWeak } from '../../src/access/password/hash.ts';
import { faultOfPassword, readCommonWords } from '../../src/access/password/rules.ts';

const common = await readCommonWords('data/access');
const own = ['jinan', '张三', '济南市工业和信息化局'];
const faultOf = (password: string, classes = 0) =>
  faultOfPassword(password, { rules: { password_min_length: 12, password_classes: classes }, common, own });

test('a password is hashed by argon2id with a salt of its own, and known again', async () => {
  const [one, other] = await Promise.all([hashPassword('马到 成功 第七 桥洞'), hashPassword('马到 成功 第七 桥洞')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await isPassword('马到 成功 第七 桥洞', one)).toBe(true);
  expect(await isPassword('马到 成功 第七 桥', one)).toBe(false);
  expect(await isPassword('', one)).toBe(false);
});

test('what a phone types in full width is the same password', async () => {
  expect(await isPassword('ｂlue-River 7 Lanterns', await hashPassword('blue-River 7 Lanterns'))).toBe(true);
});

test('where there is no hash, or none that can be read, no password is right', async () => {
  for (const hash of [null, '', 'x', '$argon2id$v=19$m=19456,t=2,p=1$$'])
    expect([await isPassword('', hash), await isPassword('x', hash)]).toEqual([false, false]);
});

test('a hash that was made with less work is known as such', async () => {
  const hash = await hashPassword('x');
  expect(isWeak(hash)).toBe(false);
  expect(isWeak(hash.replace('m=19456', 'm=4096'))).toBe(true);
});

describe('a password is not taken', () => {
  test.each([
    ['short', '至少 12 位'],
    ['x'.repeat(129), '最长 128 位'],
    ['line one\nline two!', '控制字符'],
    ['aaaaaaaaaaaa', '太常见'],
    ['abababababab', '太常见'],
    ['123456789012', '太常见'],
    ['abcdefghijklmn', '太常见'],
    ['qwertyuiop123', '太常见'],
    ['1qaz2wsx3edc', '太常见'],
    ['Admin@123456', '太常见'],
    ['P@ssw0rd2026', '太常见'],
    ['Password2026!!', '太常见'],
    ['shandong2026gongxin', '太常见'],
    ['Jinan@2026#jinan', '太常见'],
    ['jinan-20261128-1', '太常见'],
    ['济南市工业和信息化局2026', '太常见'],
    ['张三张三张三张三abcd', '太常见'],
  ])('%s', (password, why) => {
    expect(faultOf(password)).toContain(why);
  });
});

test.each(['correct horse battery staple', '泰山脚下第七块石头写着梅', 'kq7-vv2-plum-xd9', '839201748362'])(
  '%s is taken, whatever it is made of',
  (password) => {
    expect(faultOf(password)).toBeNull();
  }
);

test('where classes are asked for, they are counted', () => {
  expect(faultOf('kq7-vv2-plum-xd9', 3)).toBeNull();
  expect(faultOf('kq7-vv2-plum-xd9', 4)).toContain('4 类');
});
