import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import decode from 'qr/decode.js';
import { beforeAll, expect, test } from 'vitest';
import { find, qrText, readHandedIn, readRegister, seal } from '#seals';
import { paperStream } from '#store';
import { qrPicture } from '../../src/api/http/qr.ts';
import { at, draft, room } from './draft.ts';

beforeAll(async () => {
  await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
});

/** What another library than the one that drew a picture reads in its pixels. */
function readBack(svg: string, width: number): string {
  const { pixels, width: wide, height } = new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render();
  return decode({ width: wide, height, data: pixels });
}

test('the QR code that stands on a paper is read back from its pixels by another library, large and small', async () => {
  const own = room();
  await own.newKey(1);
  const paper = seal(own.store, draft(), { at: at(2), keys: await own.keys() });
  const svg = qrPicture(qrText(paper));
  // 33 mm on paper at 600, 300 and 150 dots to the inch.
  for (const width of [780, 390, 195]) {
    const text = readBack(svg, width);
    expect(text).toBe(qrText(paper));
    expect(find(readHandedIn(text), readRegister(own.store.entries(paperStream))).is).toBe('registered');
  }
  expect(readBack(svg, 390)).not.toMatch(/https?:|\.cn|\.com/i);
});

test('a QR code is black on white, whatever the theme, with the border that readers need', () => {
  const svg = qrPicture('BJ1/0/0');
  expect(svg).toContain('#000');
  expect(svg).toContain('#fff');
  expect(svg).not.toMatch(/var\(|currentColor|<script|href/);
});
