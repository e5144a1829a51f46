import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faultsOfGuide, openLibrary, readBook, searchBooks } from '#guide';

let folder: string;
beforeEach(() => void mkdirSync(join((folder = mkdtempSync(join(tmpdir(), 'books-'))), 'pictures')));
afterEach(() => rmSync(folder, { recursive: true }));

const ground = {
  wrongAddress: (address: string) => (address.startsWith('/quota') ? null : `没有页面 ${address}`),
  commands: ['load'],
  roles: ['city'],
};
const book = (...lines: string[]) => ['# 市手册', '看的。', '角色：city', '## up 交表', ...lines].join('\n');
const faultsOf = async (text: string) => {
  writeFileSync(join(folder, '1-city.md'), text);
  return (await faultsOfGuide(folder, ground)).map(({ line, message }) => `${line ?? ''} ${message.split('（')[0]}`);
};

test('a fault names the file as it lies there', async () => {
  writeFileSync(join(folder, '1-city.md'), book('1. 打开 [甲](/nowhere)。'));
  expect((await faultsOfGuide(folder, ground)).map(({ file }) => file)).toEqual(['data/guide/1-city.md']);
});

test('a line is read as what is done in it', () => {
  const { book: read, faults } = readBook(
    'city',
    book('1. 打开 [名额](/quota)，在【搜索】写 `P-1`，看到「没有找到」。', '> 留意。')
  );
  expect(faults).toEqual([]);
  expect(read).toMatchObject({ title: '市手册', description: '看的。', roles: ['city'] });
  expect(read.tasks[0]!.blocks).toEqual([
    {
      kind: 'step',
      parts: [
        { text: '打开 ' },
        { go: '名额', to: '/quota' },
        { text: '，在' },
        { press: '搜索' },
        { text: '写 ' },
        { type: 'P-1' },
        { text: '，看到' },
        { see: '没有找到' },
        { text: '。' },
      ],
    },
    { kind: 'note', parts: [{ text: '留意。' }] },
  ]);
});

describe('what is written wrong is told, with its line', () => {
  test('nothing of what holds', async () =>
    expect(await faultsOf(book('1. 打开 [名额](/quota?batch=2025)。', '```', 'npm run load -- 表', '```'))).toEqual(
      []
    ));
  test('an address that is no page, or of another site', async () =>
    expect(await faultsOf(book('1. 打开 [甲](/nowhere)、[乙](https://example.com)、[丙](//example.com)。'))).toEqual([
      '5 没有页面 /nowhere',
      '5 网址要以 / 开头，在本系统里面',
      '5 网址要以 / 开头，在本系统里面',
    ]));
  test('a command that there is not', async () =>
    expect(await faultsOf(book('1. 好。', '```', 'npm run laod -- 表', '```'))).toEqual([
      expect.stringContaining('没有命令 npm run'),
    ]));
  test('a picture that is not there, one that nobody shows, one that is none', async () => {
    writeFileSync(join(folder, 'pictures/lone.webp'), 'not a picture at all, but long enough to be read as one');
    expect(await faultsOf(book('1. 好。', '![图](missing)'))).toEqual([
      expect.stringContaining('没有图'),
      expect.stringContaining('没有一本手册用到'),
      expect.stringContaining('不是 WebP 图'),
    ]);
  });
  test('a role that there is not, two tasks of one name, a task without steps, fences that do not end', async () => {
    expect(await faultsOf(book('1. 好。').replace('：city', '：mayor'))).toEqual([expect.stringContaining('没有角色')]);
    expect(await faultsOf(book('1. 好。', '## up 再交', '1. 好。'))).toEqual([expect.stringContaining('都叫 up')]);
    expect(await faultsOf(book('只有话。'))).toEqual([expect.stringContaining('一个步骤也没有')]);
    expect(await faultsOf(book('1. 好。', '```', 'npm run load'))).toEqual([expect.stringContaining('命令没有结束')]);
  });
});

describe('what is searched', () => {
  const read = (name: string, text: string) => ({ ...readBook(name, text).book, name });
  const books = [
    read('a', '# 甲\n## one 改标注件\n1. 下载 标注件。\n## two 交表\n1. 看 Excel 里的标注件，密码不用写。'),
    read('b', '# 乙\n## one 标注件\n1. 好。'),
  ];
  const hits = (asked: string, own: string | null = null) =>
    searchBooks(books, asked, own).map(({ book, task }) => `${book}/${task}`);

  test('is found inside words, in half or full width, whatever its case; titles first, one’s own book before others', () => {
    expect(hits('标注件')).toEqual(['a/one', 'b/one', 'a/two']);
    expect(hits('标注件', 'b')).toEqual(['b/one', 'a/one', 'a/two']);
    expect(hits('ｅｘｃｅｌ')).toEqual(['a/two']);
    expect(hits('注　密码')).toEqual(['a/two']);
  });
  test('is not found where a word is missing; nothing asked finds nothing', () => {
    expect(hits('标注件 没有的词')).toEqual([]);
    expect(hits('　 ')).toEqual([]);
    expect(hits('.*')).toEqual([]);
  });
});

test('the handbooks of the project: one for each role that tends or fills in, every task short enough to be done', async () => {
  const { books } = await openLibrary('data/guide');
  expect(books.flatMap(({ roles }) => roles).sort()).toEqual(
    ['administrator', 'city', 'county', 'division', 'reviewer', 'seat'].sort()
  );
  for (const { name, tasks } of books)
    for (const task of tasks)
      expect([`${name}/${task.name}`, task.blocks.length <= 12]).toEqual([`${name}/${task.name}`, true]);
});
