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

const openpyxl = () => ({
  name: 'openpyxl',
  places: [process.env.OPENPYXL_PATH, '/usr/lib/python3/dist-packages/openpyxl/__init__.py'],
  packages: ['python3-minimal', 'python3-openpyxl'],
  variable: 'OPENPYXL_PATH',
});

/** Workbooks as LibreOffice saves them again. */
export function saveAgain(books: Readonly<Record<string, Uint8Array>>): Record<string, Buffer> {
  const program = pathOf(calc());
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  try {
    const names = Object.keys(books).map((name, i) => [name, `${i}.xlsx`] as const);
    for (const [name, file] of names) writeFileSync(join(folder, file), books[name]!);
    execFileSync(
      program,
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        join(folder, 'out'),
        ...names.map(([, file]) => join(folder, file)),
      ],
      { stdio: 'ignore', timeout: 200_000 }
    );
    return Object.fromEntries(names.map(([name, file]) => [name, readFileSync(join(folder, 'out', file))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface ReadByOpenpyxl {
  sheet: string;
  cells: Record<string, string>;
  notes: Record<string, string>;
}

const program = `
import json, sys, warnings
import openpyxl
warnings.simplefilter('error')
books = []
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    books.append([{
        'sheet': sheet.title,
        'cells': {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == 's' and cell.value},
        'notes': {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
    } for sheet in book])
json.dump(books, sys.stdout)
`;

/** What openpyxl, which is strict, reads of workbooks: texts and comments. A warning of its is an error. */
export function readByOpenpyxl(books: readonly Uint8Array[]): ReadByOpenpyxl[][] {
  pathOf(openpyxl());
  const folder = mkdtempSync(join(tmpdir(), 'openpyxl-'));
  try {
    const paths = books.map((bytes, i) => {
      writeFileSync(join(folder, `${i}.xlsx`), bytes);
      return join(folder, `${i}.xlsx`);
    });
    const python = process.platform === 'linux' ? '/usr/bin/python3' : 'python3';
    return JSON.parse(execFileSync(python, ['-c', program, ...paths], { encoding: 'utf8', maxBuffer: 1 << 28 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
