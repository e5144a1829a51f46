import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Guide, GuideBook } from '#spec';
import { openEmpty, type EmptyOffice } from './empty-office.ts';

let office: EmptyOffice;
beforeAll(async () => {
  office = await openEmpty();
  await office.add('jinan', 'city', { city: ['济南市'] });
});
afterAll(() => office.close());

const ask = async <T>(url: string, account: string | null = null): Promise<T> => {
  const { status, body } = await office.as(account, encodeURI(url));
  expect([url, status]).toEqual([url, 200]);
  return JSON.parse(body) as T;
};

test('handbooks are read by who has not signed in, and without any data', async () => {
  const { books, found } = await ask<Guide>('/api/guide');
  expect(found).toBeNull();
  expect(books.length).toBeGreaterThan(5);
  for (const { name, title, tasks } of books) {
    const book = await ask<GuideBook>(`/api/guide/${name}`);
    expect([book.title, book.tasks.map((task) => task.name)]).toEqual([title, tasks.map((task) => task.name)]);
  }
});

test('what is searched is found, in one’s own book first', async () => {
  const books = async (search: string, account: string | null = null) =>
    (await ask<Guide>(`/api/guide?search=${search}`, account)).found!.map(({ book }) => book);
  expect(await books('第一次登录')).toEqual(['first']);
  const all = await books('上传并预览');
  expect(all.length).toBeGreaterThan(2);
  expect(all[0]).not.toBe('city');
  expect((await books('上传并预览', 'jinan'))[0]).toBe('city');
  expect(await books('没有人会写的词')).toEqual([]);
});

test('what there is not is told with what there is', async () => {
  const { status, body } = await office.as(null, '/api/guide/nobody');
  expect([status, body]).toEqual([404, expect.stringContaining('administrator')]);
  for (const picture of ['nothing', '..%2f..%2fpackage'])
    expect((await office.as(null, `/api/guide/pictures/${picture}.webp`)).status).toBe(404);
});
