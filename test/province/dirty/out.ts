import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encode, mark, room, type Encoding } from '../bytes.ts';
import type { OnPlanted } from './planted.ts';
import { csvLines, plantedIn, type Table } from './table.ts';
import type { BookSheet } from './sheet-xml.ts';
import { workbook } from './workbook.ts';

/** Where the dirty files go, and who is told of each and of what is planted in it. */
export interface Out {
  bytes(name: string, bytes: Uint8Array): string;
  csv(name: string, table: Table, options?: { encoding?: Encoding; separator?: ',' | '\t' }): void;
  xlsx(name: string, sheets: readonly BookSheet[], options?: { is1904?: boolean }): void;
  planted: OnPlanted;
}

/** Below the folder of the province. */
const FOLDER = '有意差错';

export function openOut(folder: string, onFile: (path: string) => void, planted: OnPlanted): Out {
  const bytes = (name: string, content: Uint8Array) => {
    const path = `${FOLDER}/${name}`;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    onFile(path);
    return path;
  };
  return {
    bytes,
    planted,
    csv(name, table, { encoding = 'utf-8-bom', separator = ',' } = {}) {
      const file = bytes(name, textBytes(`${csvLines(table, separator).join('\r\n')}\r\n`, encoding));
      plantedIn(table, file, '').forEach(planted);
    },
    xlsx(name, sheets, options) {
      const file = bytes(name, workbook(sheets, options));
      for (const sheet of sheets) plantedIn(sheet.table, file, sheet.name).forEach(planted);
    },
  };
}

export function textBytes(text: string, encoding: Encoding): Buffer {
  const bytes = room(text.length);
  return Buffer.concat([mark(encoding), bytes.subarray(0, encode(text, encoding, bytes))]);
}
