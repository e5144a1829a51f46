import { expect, test } from 'vitest';
import { joinFiles, readFileName } from '#clerks';

const kept = (...paths: string[]) => paths.map((path) => ({ path, sha256: `of ${path}` }));
const sent = (...names: string[]) => names.map((name) => ({ name, sha256: `new ${name}`, bytes: 1 }));
const another = (name: string) => ({ name, sha256: `new ${name}`, bytes: 1, as: 'another' as const });
const join = (there: string[], names: string[]) => {
  const { files, joinings, reasons } = joinFiles(kept(...there), sent(...names));
  return {
    files: files.map(({ path, sha256 }) => (sha256.startsWith('new') ? `+${path}` : path)),
    replaces: joinings.map(({ replaces }) => replaces),
    reasons,
  };
};

test.each<[string, string[], string[], string[], (string | null)[]]>([
  ['a file of the same name takes its place', ['a.csv', 'b.csv'], ['a.csv'], ['+a.csv', 'b.csv'], ['a.csv']],
  ['a new name comes last, whatever it is', ['表_2.csv'], ['表_1.csv'], ['表_2.csv', '+表_1.csv'], [null]],
  ['new names come in their natural order', [], ['表_10.csv', '表_9.csv'], ['+表_9.csv', '+表_10.csv'], [null, null]],
  ['the folder of the old one is kept', ['2025/a.csv', 'b.csv'], ['a.csv'], ['+2025/a.csv', 'b.csv'], ['2025/a.csv']],
  ['of two of one name the one of the very path', ['a.csv', 'x/a.csv'], ['a.csv'], ['+a.csv', 'x/a.csv'], ['a.csv']],
  ['case and composition aside', ['É表.CSV'], ['é表.csv'.normalize('NFD')], ['+É表.CSV'], ['É表.CSV']],
  ['the same table as a workbook', ['x/表.csv'], ['表.xlsx'], ['+x/表.xlsx'], ['x/表.csv']],
  ['a marked copy', ['x/表.csv'], ['表-标注.xlsx'], ['+x/表.xlsx'], ['x/表.csv']],
  ['a marked copy of a .txt', ['x/表.txt'], ['表-标注.xlsx'], ['+x/表.xlsx'], ['x/表.txt']],
  ['a marked copy that was downloaded twice', ['表.xlsx'], ['表-标注 (1).xlsx'], ['+表.xlsx'], ['表.xlsx']],
  ['a second file is not a second download', ['表.csv'], ['表 (1).csv'], ['表.csv', '+表 (1).csv'], [null]],
  [
    'the same form of another city, by its folder',
    ['济南/表.csv'],
    ['青岛/表.csv'],
    ['济南/表.csv', '+青岛/表.csv'],
    [null],
  ],
  [
    'the same city again, by its folder',
    ['济南/表.csv', '青岛/表.csv'],
    ['青岛/表.csv'],
    ['济南/表.csv', '+青岛/表.csv'],
    ['青岛/表.csv'],
  ],
  ['the same folder within another one', ['济南/表.csv'], ['第二次/济南/表.xlsx'], ['+济南/表.xlsx'], ['济南/表.csv']],
  [
    'several by their folders beside one without',
    ['表.csv'],
    ['a/表.csv', 'b/表.csv'],
    ['表.csv', '+a/表.csv', '+b/表.csv'],
    [null, null],
  ],
  ['sixteen cities at once', [], ['b/表.csv', 'a/表.csv'], ['+a/表.csv', '+b/表.csv'], [null, null]],
  ['a longer name is another file', ['表.csv'], ['表_济南市.csv'], ['表.csv', '+表_济南市.csv'], [null]],
])('%s', (_what, there, names, files, replaces) => {
  expect(join(there, names)).toEqual({ files, replaces, reasons: [] });
});

test('where it cannot be told which is meant, nothing is guessed', () => {
  expect(join(['x/a.csv', 'y/a.csv'], ['a.csv'])).toEqual({
    files: ['x/a.csv', 'y/a.csv'],
    replaces: [],
    reasons: [expect.stringMatching(/^a\.csv：已有 2 个同名文件（x\/a\.csv、y\/a\.csv）/)],
  });
  expect(join(['表.csv'], ['表.xlsx', '表-标注.xlsx']).reasons).toEqual([
    expect.stringMatching(/表.*都要替换 表\.csv/),
  ]);
});

test('a file that is said to be another one stands beside the one of its name', () => {
  const { files, joinings } = joinFiles(kept('表.csv', '表（第2份）.csv'), [another('表.csv')]);
  expect(files.map(({ path }) => path)).toEqual(['表.csv', '表（第2份）.csv', '表（第3份）.csv']);
  expect(joinings).toEqual([{ name: '表.csv', path: '表（第3份）.csv', replaces: null, isSame: false, as: 'another' }]);
});

test('the file that is there already is known by its bytes', () => {
  const { joinings } = joinFiles(kept('a.csv'), [{ name: 'a.csv', sha256: 'of a.csv', bytes: 1 }]);
  expect(joinings).toEqual([{ name: 'a.csv', path: 'a.csv', replaces: 'a.csv', isSame: true, as: null }]);
});

test.each([
  ['表.csv', '表.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\表.csv', '表.csv'],
  [' 表.csv ', '表.csv'],
  ['济南/表.csv', '济南/表.csv'],
  ['16市/济南\\表.csv', '16市/济南/表.csv'],
  ['/home/x/表.csv', '表.csv'],
  ['济南/../青岛/表.csv', '表.csv'],
  ['\\\\server\\表.csv', '表.csv'],
])('%j is called %j', (given, name) => expect(readFileName(given)).toEqual({ name }));

test.each([
  '',
  '.',
  '..',
  'a/',
  '.htaccess',
  '~$表.xlsx',
  'Thumbs.db',
  'a\u0000.csv',
  'a\n.csv',
  '表\u202Evsc.exe',
  '长'.repeat(90),
])('%j is no name', (given) => {
  expect(readFileName(given)).toEqual({ wrong: expect.stringMatching(/\p{Script=Han}/u) });
});
