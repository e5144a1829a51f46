import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openLibrary, readBook } from '#guide';
import { builtPages } from '../matrix/pages.ts';
import { handsByDoor, onceEach } from './by-door.ts';
import { followBook } from './follow.ts';
import { openReaders, type Readers } from './readers.ts';

// A handbook and the program cannot drift apart: whoever reads it does here, in their own role, what it says.

const { books } = await openLibrary('data/guide');

let readers: Readers;
beforeAll(async () => {
  readers = await openReaders(inject('sampleWarehouse'), await builtPages());
});
afterAll(() => readers.close());

describe.each(books)('$title', (book) => {
  test.each(book.roles.length === 0 ? [''] : book.roles)('leads as it says: %s', async (role) => {
    const ask = onceEach(await readers.askAs(role));
    expect(await followBook(book, () => handsByDoor(ask))).toEqual([]);
  });
});

test('what the program does not have is found: an address, a label, a button, a choice', async () => {
  const { book } = readBook(
    'wrong',
    [
      '# 错的',
      '## one 没有的网址',
      '1. 打开 [没有的页](/no/such/page)。',
      '## two 没有的字',
      '1. 打开 [名额使用](/quota)，看到「这里没有这几个字」。',
      '## three 没有的按钮',
      '1. 打开 [项目](/projects)，点【搜一搜】。',
      '## four 写不进去',
      '1. 打开 [项目](/projects)，`P-1`。',
      '## five 别人的页',
      '1. 打开 [账号管理](/accounts)。',
      '## six 页名不对',
      '1. 打开 [名额使用](/funding)。',
      '## seven 还没有打开',
      '1. 点【搜索】。',
    ].join('\n')
  );
  const ask = await readers.askAs('city');
  const found = await followBook(book, () => handsByDoor(ask));
  expect(found.map((each) => each.split(' ')[0])).toEqual(
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((task) => `wrong/${task}`)
  );
});
