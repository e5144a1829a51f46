import { expect, test } from 'vitest';
import { GET } from '../../src/routes/theme/+server.ts';

/** Where the theme is switched leads. */
function wayBack(back: string): string {
  const url = new URL(`http://127.0.0.1:3000/theme?to=dark&back=${back}`);
  try {
    GET({ url, cookies: { set: () => undefined } } as unknown as Parameters<typeof GET>[0]);
  } catch (thrown) {
    return (thrown as { location: string }).location;
  }
  throw new Error('nothing was answered');
}

test.each(['/', '/quota?city=%25E6%25B5%258E', '/findings?rule=a%26verdict=fail'])('back to %s', (back) => {
  expect(wayBack(back)).toBe(decodeURIComponent(back));
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/%5Cevil.example/',
  '/%09/evil.example/',
  '/%0A/evil.example/',
  '/%0D/evil.example/',
  '%09//evil.example/',
  '/%2F/evil.example',
  '',
])('%s is no page of this site', (back) => {
  const way = wayBack(back);
  expect(new URL(way, 'http://127.0.0.1:3000').origin).toBe('http://127.0.0.1:3000');
  expect(way).not.toMatch(/evil|[\0-\x1f]/);
});

test('patterns are kept by themselves, and are on or off', () => {
  const kept: string[] = [];
  const cookies = { set: (name: string, value: string) => void kept.push(`${name}=${value}`) };
  const ask = (query: string): unknown => {
    const url = new URL(`http://127.0.0.1:3000/theme?${query}`);
    try {
      return GET({ url, cookies } as unknown as Parameters<typeof GET>[0]);
    } catch (thrown) {
      return thrown;
    }
  };
  expect(ask('patterns=on&back=/quota')).toMatchObject({ status: 303, location: '/quota' });
  expect(ask('patterns=off')).toMatchObject({ status: 303 });
  expect(ask('patterns=dots')).toMatchObject({ status: 400, body: { allowed: ['on', 'off'] } });
  expect(ask('to=blue')).toMatchObject({ status: 400 });
  expect(kept).toEqual(['patterns=on', 'patterns=off']);
});
