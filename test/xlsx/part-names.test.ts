import { expect, test } from 'vitest';
import { refusalOf, sheetsOf } from './reading.ts';
import { workbookEntries } from '../province/workbook/package.ts';
import { writeZip } from '../province/workbook/zip.ts';

const sheet = 'xl/worksheets/sheet1.xml';
const data = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';

/** A workbook whose parts have other names, and whose relations say other targets. */
function renamed(name: (name: string) => string, target: (target: string) => string = (same) => same): Buffer {
  return writeZip(
    workbookEntries({ sheets: [{ data }], strings: ['济南市'] }).map((entry) => ({
      name: name(entry.name),
      data: entry.name.endsWith('.rels')
        ? String(entry.data).replace(/Target="([^"]*)"/g, (_, each: string) => `Target="${target(each)}"`)
        : entry.data,
    }))
  );
}

const onSheet = (as: string) => (name: string) => (name.endsWith('sheet1.xml') ? name.replace('sheet1', as) : name);

test.for<[string, Buffer]>([
  ['percent-encoded in the relation, plain in the zip', renamed(onSheet('表1'), onSheet('%E8%A1%A81'))],
  ['percent-encoded in the zip, plain in the relation', renamed(onSheet('%E8%A1%A81'), onSheet('表1'))],
  ['percent-encoded in both, in two letter cases', renamed(onSheet('%e8%a1%a81'), onSheet('%E8%A1%A81'))],
  ['a space that is encoded', renamed(onSheet('sheet 1'), onSheet('sheet%201'))],
  ['a percent sign that encodes nothing', renamed(onSheet('100%表'), onSheet('100%表'))],
  ['letters that two systems compose otherwise', renamed(onSheet('e\u0301'), onSheet('\u00e9'))],
  ['backslashes in the zip', renamed((name) => name.replaceAll('/', '\\'))],
  [
    'backslashes in the relations',
    renamed(
      (name) => name,
      (target) => target.replaceAll('/', '\\')
    ),
  ],
  [
    'targets from the root, with a step back',
    renamed(
      (name) => name,
      (target) => (target.startsWith('worksheets') ? `/xl/x/../${target}` : target)
    ),
  ],
  [
    'other letter cases',
    renamed((name) => name.replace('sharedStrings', 'SharedStrings').replace('[Content_Types]', '[content_types]')),
  ],
])('%s: one name', async ([, bytes]) => {
  expect((await sheetsOf(bytes))[0]!.rows).toMatchObject([{ row: 1, cells: [{ text: '济南市' }] }]);
});

test.for<[string, string, RegExp]>([
  ['a name that encodes one that is there', 'xl/worksheets/%73heet1.xml', /同名/],
  ['an encoded path that climbs', '%2e%2e/%2e%2e/x', /路径/],
])('%s is refused', async ([, name, words]) => {
  const entries = workbookEntries({ sheets: [{ data }], strings: ['济南市'] });
  expect((await refusalOf(writeZip([...entries, { name, data: 'x' }]))).message).toMatch(words);
});

test('an encoded slash parts no folders', async () => {
  const read = renamed((name) => (name === sheet ? 'xl/worksheets%2Fsheet1.xml' : name));
  expect((await refusalOf(read)).message).toMatch(/不在文件里/);
});
