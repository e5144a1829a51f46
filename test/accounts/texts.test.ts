import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/access/store/attempts.ts';
import { pageBack } from '../../src/api/http/page-back.ts';

describe('the page to go back to', () => {
  test.each(['/quota', '/quota?batch=2025&city=%E6%B5%8E', '/findings/x/P%2F1/2025'])('is %s', (path) => {
    expect(pageBack(path)).toBe(path);
  });
  test.each([
    undefined,
    '',
    'quota',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%0d%0aset-cookie:x',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a/..//evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    '/x/../..//evil.example/y',
    '/\u0000/evil',
    '/api/session',
    '/sign-in?back=/sign-in',
    '/start/token',
  ])('is never %s', (path) => {
    const found = pageBack(path);
    expect(new URL(found, 'https://x.example').origin).toBe('https://x.example');
    expect(found.startsWith('//')).toBe(false);
    if (path !== '/%0d%0aset-cookie:x') expect(found).toBe('/');
  });
});

describe('an address', () => {
  test.each([
    ['::ffff:10.1.1.1', '10.1.1.1'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:bbbb:1:2:3', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
