import { SaxesParser } from 'saxes';
import type { Archive } from './archive.ts';
import { readRelations } from './relations.ts';
import { decode } from './xml.ts';

/** Boxes of one drawing, and letters of one box: what is more is decoration. */
const most = { boxes: 200, letters: 1000 };

/**
 * What stands in the text boxes and shapes that lie over a sheet, a text each: `单位：元` is often put there. A drawing
 * that cannot be read says nothing.
 */
export async function boxTexts(archive: Archive, sheet: string): Promise<string[]> {
  const drawings = (await readRelations(archive, sheet)).filter(({ type }) => type === 'drawing');
  const found: string[] = [];
  for (const { part } of drawings) if (archive.has(part)) found.push(...(await textsIn(archive, part)));
  return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

async function textsIn(archive: Archive, part: string): Promise<string[]> {
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: false, position: false });
  const nameOf = (name: string) => name.slice(name.indexOf(':') + 1);
  let isText = false;
  const add = (text: string) => {
    const last = texts.length - 1;
    if (last >= 0 && texts[last]!.length < most.letters) texts[last] += text;
  };
  parser.on('opentag', ({ name }) => {
    isText = nameOf(name) === 't';
    if (nameOf(name) === 'txBody' && texts.length < most.boxes) texts.push('');
  });
  parser.on('text', (text) => void (isText && add(text)));
  parser.on('closetag', ({ name }) => {
    isText = false;
    if (nameOf(name) === 'p') add(' ');
  });
  try {
    for await (const text of decode(archive.bytes(part))) parser.write(text);
    parser.close();
  } catch {
    return [];
  }
  return texts;
}
