import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './program.ts';

const openpyxl = () => ({
  name: 'openpyxl',
  places: [process.env.OPENPYXL_PATH, '/usr/lib/python3/dist-packages/openpyxl/__init__.py'],
  packages: ['python3-minimal', 'python3-openpyxl'],
  variable: 'OPENPYXL_PATH',
});

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
