import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './program.ts';

const calc = () => ({
  name: 'LibreOffice',
  places: [process.env.SOFFICE_PATH, '/usr/bin/soffice', '/usr/bin/libreoffice'],
  packages: ['libreoffice-calc-nogui'],
  variable: 'SOFFICE_PATH',
});

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** What LibreOffice shows in the cells of a workbook's first sheet, row by row. Its CSV would say what is stored. */
export function shownByOffice(book: Uint8Array): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'shown-'));
  try {
    writeFileSync(join(folder, 'book.xlsx'), book);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const convert = ['--headless', '--convert-to', 'html', '--outdir', folder, join(folder, 'book.xlsx')];
    execFileSync(pathOf(calc()), [profile, ...convert], { stdio: 'ignore', timeout: 100_000 });
    const html = readFileSync(join(folder, 'book.html'), 'utf8');
    return Array.from(html.matchAll(/<tr>([^]*?)<\/tr>/g), ([, row]) =>
      Array.from(row!.matchAll(/<td[^>]*>([^]*?)<\/td>/g), ([, cell]) =>
        cell!.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
      )
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
