import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openLibrary, pictureBounds } from '#guide';
import { launchChromium } from '../programs/chromium.ts';
import { handsByBrowser } from './by-browser.ts';
import { followBook } from './follow.ts';
import { openOffice, type Office } from './office.ts';

// Every step of every handbook is done in Chromium by its reader, and its pictures are taken on the way; with
// PICTURES=write they are put where the handbooks have them.

const { books, pictures } = await openLibrary('data/guide');
const ofOffices = books.filter(({ roles }) => !roles.includes('seat'));
const file = 'data/sample/2025年度/项目基本信息表_济南市_第1次报送_示例数据.csv';
const folder = 'data/guide/pictures';

let browser: Browser;
let office: Office;
const taken = new Map<string, Buffer>();
beforeAll(async () => {
  const roles = [...new Set(ofOffices.flatMap((book) => book.roles))];
  [browser, office] = await Promise.all([launchChromium(), openOffice(inject('sampleWarehouse'), roles)]);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** What shows of a page, as WebP; the better the smaller it may be. */
async function take(page: Page, picture: string): Promise<void> {
  await page.keyboard.press('Home');
  const session = await page.context().newCDPSession(page);
  for (const quality of [70, 50, 30]) {
    const { data } = (await session.send('Page.captureScreenshot', { format: 'webp', quality })) as { data: string };
    taken.set(picture, Buffer.from(data, 'base64'));
    if (taken.get(picture)!.length <= pictureBounds.each) break;
  }
  await session.detach();
  if (process.env.PICTURES !== 'write') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${picture}.webp`), taken.get(picture)!);
}

describe.each(ofOffices)('$title', (book) => {
  test.each(book.roles.length === 0 ? [''] : book.roles)('is done in Chromium: %s', async (role) => {
    const page = await office.enter(browser, role);
    const hands = handsByBrowser(page, { address: office.address, file, take });
    expect(await followBook(book, () => hands)).toEqual([]);
    await page.context().close();
  });
});

test('every picture of a handbook was taken, is small, and lies where it is shown from', () => {
  const used = ofOffices.flatMap(({ tasks }) =>
    tasks.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : [])))
  );
  expect(used.length).toBeGreaterThan(5);
  expect([...taken.keys()].sort()).toEqual([...new Set(used)].sort());
  for (const [name, bytes] of taken) expect([name, bytes.length <= pictureBounds.each]).toEqual([name, true]);
  if (process.env.PICTURES !== 'write') expect([...pictures.keys()].sort()).toEqual([...taken.keys()].sort());
});
