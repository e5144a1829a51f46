import { expect, test } from 'vitest';
import { contextOf, pinned, replaced, versionAlong, withoutParameter } from '#lib/context.ts';
import { strangeNames } from '#lib/strange-names.ts';

const old = '20260701T090000-11111111';
const at = (search: string) => new URL(`http://x/quota${search}`);
const params = (search: string) => at(search).searchParams;

test('links of a page name the version that it shows, once, and keep what else its address says', () => {
  const { params } = contextOf({ url: at('?city=济南市&version='), data: { freshness: { version: old } } });
  expect([...params]).toEqual([
    ['city', '济南市'],
    ['version', old],
  ]);
  expect(String(pinned(at('?version=20250101T090000-22222222').searchParams, old))).toBe(
    'version=20250101T090000-22222222'
  );
  expect(contextOf({ url: at('?city=x'), data: {} }).params.has('version')).toBe(false);
});

test('the way out of an address takes away what is wrong with it and nothing else', () => {
  expect(decodeURIComponent(withoutParameter(params('?version=1&city=济南市&city=青岛市&offset=50'), 'version'))).toBe(
    '?city=济南市&city=青岛市&offset=50'
  );
  expect(decodeURIComponent(withoutParameter(params('?city=济南市&city=济南&batch=2025'), 'city', '济南'))).toBe(
    '?city=济南市&batch=2025'
  );
  expect(decodeURIComponent(replaced(params('?city=济南&city=青岛市&batch=2025'), 'city', '济南', '济南市'))).toBe(
    '?city=济南市&city=青岛市&batch=2025'
  );
  expect(versionAlong(params(`?city=x&version=${old}`))).toBe(`?version=${old}`);
  expect(versionAlong(params('?city=x&version='))).toBe('');
});

test('a name that no page knows is told, what chats and mail hang on an address is not', () => {
  expect(strangeNames(params('?from=singlemessage&isappinstalled=0&utm_source=a&gclid=b&city=x'))).toEqual([]);
  expect(strangeNames(params('?citi=济南市&citi=青岛市&batch=2025'))).toEqual(['citi']);
});
