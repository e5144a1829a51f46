import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './program.ts';

/** LibreOffice, its part for spreadsheets, without a window. */
const calc = () => ({
  name: 'LibreOffice',
  places: [
    process.env.SOFFICE_PATH,
    '/usr/bin/soffice',
    '/usr/bin/libreoffice',
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    'C:/Program Files/LibreOffice/program/soffice.exe',
  ],
  packages: ['libreoffice-calc-nogui'],
  variable: 'SOFFICE_PATH',
});

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** Workbooks as LibreOffice saves them again. */
export const saveAgain = (books: Readonly<Record<string, Uint8Array>>): Record<string, Buffer> =>
  convert(books, 'xlsx', 'xlsx:Calc MS Excel 2007 XML');

/** What LibreOffice shows in the cells of a workbook's first sheet, row by row. Its CSV would say what is stored. */
export function shownByOffice(book: Uint8Array): string[][] {
  const html = String(convert({ book }, 'html').book);
  return Array.from(html.matchAll(/<tr>([^]*?)<\/tr>/g), ([, row]) =>
    Array.from(row!.matchAll(/<td[^>]*>([^]*?)<\/td>/g), ([, cell]) =>
      cell!.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    )
  );
}

function convert(
  books: Readonly<Record<string, Uint8Array>>,
  ending: 'xlsx' | 'html',
  filter: string = ending
): Record<string, Buffer> {
  const program = pathOf(calc());
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  const out = join(folder, 'out');
  try {
    const names = Object.keys(books);
    const paths = names.map((_, i) => join(folder, `${i}.xlsx`));
    for (const [i, path] of paths.entries()) writeFileSync(path, books[names[i]!]!);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(program, [profile, '--headless', '--convert-to', filter, '--outdir', out, ...paths], {
      stdio: 'ignore',
      timeout: 200_000,
    });
    return Object.fromEntries(names.map((name, i) => [name, readFileSync(join(out, `${i}.${ending}`))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
