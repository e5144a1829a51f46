import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import { walkFolder } from '#intake';
import { headerSearchRows } from '#reading';

/** A table as plain as a floor can read it: UTF-8, and how wide it is. */
export interface PlainTable {
  path: string;
  delimiter: string;
  columns: number;
}

/**
 * The CSV and TSV of a folder, written once more in UTF-8 where they are in another encoding: a floor is spared what
 * it cannot do. Workbooks have none.
 */
export async function decodeTables(folder: string, scratch: string): Promise<PlainTable[]> {
  const texts = (await walkFolder(folder)).filter(({ path }) => /\.(csv|tsv)$/i.test(path));
  return Promise.all(
    texts.map(async ({ path, diskPath }, at) => {
      const bytes = await readFile(diskPath);
      const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
      const delimiter = path.toLowerCase().endsWith('.tsv') ? '\t' : ',';
      const plain = isUtf8(bytes) ? diskPath : join(scratch, `${at}.csv`);
      if (plain !== diskPath) await writeFile(plain, text);
      return { path: plain, delimiter, columns: widthOf(text, delimiter) };
    })
  );
}

const encodingOf = (bytes: Buffer): string =>
  bytes.readUInt16LE(0) === 0xfeff ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'gb18030';

/** How many cells the widest of the first lines has, its header among them. */
const widthOf = (text: string, delimiter: string): number =>
  Math.max(...text.split('\n', headerSearchRows).map((line) => line.split(delimiter).length));
