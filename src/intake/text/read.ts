import type { FileHandle } from 'node:fs/promises';
import type { GridRow, ReadOptions, Sheet } from '../grid.ts';
import { blocksOf } from './bytes.ts';
import { cutRows } from './cut.ts';
import { findDelimiter } from './delimiter.ts';
import { detectEncoding, type Detected } from './encoding.ts';

const headLength = 1 << 16;

/** Reads a table in a text: first all of it for its encoding, then again for its rows, a megabyte at a time. */
export async function* readText(file: FileHandle, options: ReadOptions): AsyncGenerator<Sheet> {
  const detected = await detectEncoding(file);
  let head = '';
  for await (const text of decode(file, detected)) if ((head += text).length >= headLength) break;
  const delimiter = findDelimiter(head.slice(0, headLength), options);
  yield {
    name: '',
    encoding: detected.name,
    isCutAtCommas: delimiter === ',',
    text: { delimiter, blocks: () => utf8Of(file, detected) },
    rows: rowsOf(file, detected, delimiter),
  };
}

async function* rowsOf(file: FileHandle, detected: Detected, delimiter: string): AsyncGenerator<GridRow[]> {
  const cutter = cutRows(delimiter);
  let isHead = true;
  for await (const text of decode(file, detected)) {
    // Whoever only looks at the head of a table need not wait for a megabyte of rows.
    if (isHead) yield cutter.push(text.slice(0, headLength));
    yield cutter.push(isHead ? text.slice(headLength) : text);
    isHead = false;
  }
  yield cutter.end();
}

async function* utf8Of(file: FileHandle, detected: Detected): AsyncGenerator<Buffer> {
  if (detected.encoding === 'utf-8') yield* blocksOf(file, detected.encoding, detected.mark);
  else for await (const text of decode(file, detected)) yield Buffer.from(text);
}

async function* decode(file: FileHandle, { encoding, mark }: Detected): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let isFirst = true;
  for await (const block of blocksOf(file, encoding, mark)) {
    const text = decoder.decode(block, { stream: true });
    // A mark that was written as a character of GB18030.
    yield isFirst ? text.replace(/^\ufeff+/, '') : text;
    isFirst = false;
  }
  yield decoder.decode();
}
