import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './program.ts';

const pdftotext = () => ({
  name: 'pdftotext',
  places: [process.env.PDFTOTEXT_PATH, '/usr/bin/pdftotext', '/usr/local/bin/pdftotext', '/opt/homebrew/bin/pdftotext'],
  packages: ['poppler-utils'],
  variable: 'PDFTOTEXT_PATH',
});

/** What can be read of a PDF, its lines joined where they only wrap: a name that was broken over two is one. */
export function textOfPdf(bytes: Uint8Array): { text: string; joined: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'read.pdf');
    writeFileSync(file, bytes);
    const text = execFileSync(pathOf(pdftotext()), ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    return { text, joined: text.replaceAll(/\s+/g, '') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
