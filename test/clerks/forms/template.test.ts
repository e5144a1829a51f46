import { readXlsx as readByHucre } from 'hucre';
import { describe, expect, test } from 'vitest';
import { readForms, writeTemplate } from '#clerks';
import type { Form, FormColumn } from '#spec';
import { land } from '../../intake/landing.ts';
import { ownContent } from '../../pipeline/own-content.ts';
import { partsOf, packed } from '../marked/parts.ts';
import { some } from '../../tier.ts';

const forms = await readForms(ownContent);
const bytesOf = async (form: Form) => Buffer.concat(await Array.fromAsync(writeTemplate(form)));

/** Something that a clerk may write in a cell, as the program for spreadsheets then stores it. */
function filled({ kind, options, format }: FormColumn): {
  text: string;
  xml: (place: string, style: string) => string;
} {
  const asText = (text: string) => ({
    text,
    xml: (place: string, style: string) => `<c r="${place}"${style} t="inlineStr"><is><t>${text}</t></is></c>`,
  });
  if (format === 'plain') return { text: '12', xml: (place, style) => `<c r="${place}"${style}><v>12</v></c>` };
  if (format === 'day')
    return { text: '2025-04-24', xml: (place, style) => `<c r="${place}"${style}><v>45771</v></c>` };
  return asText(
    options?.[0] ?? (kind === 'code' ? '913701000123456789' : kind === 'time' ? '2025-04-24 16:58' : `某${kind}`)
  );
}

describe.each(some(forms, 4).map((form) => [form.name, form] as const))('the template of %s', (_, form) => {
  test('filled in, reads cell by cell what was written', async () => {
    const parts = await partsOf(await bytesOf(form));
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    const styles = Array.from(sheet.matchAll(/<col [^>]*style="(\d+)"/g), ([, style]) => ` s="${style}"`);
    const cells = form.columns.map((column, i) => filled(column).xml(`${letters(i)}2`, styles[i] ?? ''));
    parts.set(
      'xl/worksheets/sheet1.xml',
      sheet.replace('</sheetData>', `<row r="2">${cells.join('')}</row></sheetData>`)
    );
    const { files, read, defects } = await land({ '某市.xlsx': packed(parts) });
    expect(defects).toEqual([]);
    expect(files['某市.xlsx']).toMatchObject({ source: form.name, header: 1, counts: [1, 1, 0, 0, 0] });
    const [row] = await read(`select * from sources."${form.name}"`);
    expect(row).toMatchObject(Object.fromEntries(form.columns.map((column) => [column.header, filled(column).text])));
    expect(row?.['其他列']).toBeNull();
  });

  test('says in a comment over each column what belongs there, and offers what there is to choose', async () => {
    const parts = await partsOf(await bytesOf(form));
    const comments = parts.get('xl/comments1.xml') ?? '';
    expect(comments.match(/<comment /g)).toHaveLength(form.columns.length);
    for (const { reads, options } of form.columns)
      if (!options) expect(comments).toContain(reads.slice(0, 12).replaceAll('"', '&quot;'));
    const lists = Array.from(
      (parts.get('xl/worksheets/sheet1.xml') ?? '').matchAll(/<formula1>"(.*?)"<\/formula1>/g),
      ([, list]) => list?.split(',')
    );
    expect(lists).toEqual(form.columns.flatMap(({ options }) => (options ? [options] : [])));
  });

  test('opens in another reader, and handed in empty is no error', async () => {
    const bytes = await bytesOf(form);
    expect((await readByHucre(bytes)).sheets.map(({ name }) => name)).toEqual([form.title, '填写说明']);
    expect((await land({ 'x.xlsx': bytes })).checks).toEqual([['no_rows', null, 'mark']]);
  });
});

test('every column of every contract is told in words', () => {
  for (const { columns } of forms)
    for (const { kindTitle, kind, reads, options } of columns)
      expect([kind, kindTitle !== kind, reads !== '' || options !== null || kind === 'project']).toEqual([
        kind,
        true,
        true,
      ]);
});

const letters = (i: number): string =>
  (i < 26 ? '' : String.fromCharCode(64 + Math.floor(i / 26))) + String.fromCharCode(65 + (i % 26));
