import { afterAll, expect, inject, test } from 'vitest';
import { formNames } from '#forms';
import { saveAgain } from '../programs/libreoffice.ts';
import { isFull } from '../tier.ts';
import { readAll, type WholeSheet } from '../xlsx/reading.ts';
import { closeVersions, fillForm, filtersFor, ownForms } from './filling.ts';

/** LibreOffice keeps a digit less of a ratio. */
const rounded = (text: string) => text.replace(/(\d\.\d{8})\d+/g, '$1');

/** What a sheet shows, row by row; blank rows and cells at the end are none. */
const shown = ({ name, rows }: WholeSheet) => [
  name,
  rows
    .map(
      ({ row, cells }) =>
        [row, cells.flatMap(({ column, text }) => (text === '' ? [] : [[column, rounded(text)]]))] as const
    )
    .filter(([, cells]) => cells.length > 0),
];
const sheetsOf = async (bytes: Buffer) => {
  const read = await readAll(bytes);
  if (read instanceof Error) throw read;
  return read.sheets;
};

afterAll(closeVersions);

test.runIf(isFull)('LibreOffice opens every form and saves it with the same cells, merged cells and sums', async () => {
  const names = (await formNames(ownForms)).filter((name) => name !== '公示名单');
  const filled: Record<string, Buffer> = {};
  for (const name of names)
    filled[name] = (await fillForm(inject('sampleWarehouse'), name, { filters: filtersFor(name) })).bytes;
  const saved = saveAgain(filled);
  for (const name of names) {
    const [before, after] = [await sheetsOf(filled[name]!), await sheetsOf(saved[name]!)];
    expect(after.map(shown)).toEqual(before.map(shown));
    expect(after.map(({ merges }) => merges.length)).toEqual(before.map(({ merges }) => merges.length));
  }
});
