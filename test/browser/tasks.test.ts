import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { city } from './tasks/city.ts';
import { division } from './tasks/division.ts';
import { reviewer } from './tasks/reviewer.ts';
import { mostClicks, walkFrom } from './tasks/walker.ts';
import { drawn, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { some } from '../tier.ts';

let browser: Browser;
let served: Served;
let context: BrowserContext;
let ofTwo: Served | undefined;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(inject('sampleWarehouse'))]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  // Whoever sits at this machine has opened the address that it printed.
  const page = await context.newPage();
  await page.goto(served.start);
  await page.close();
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await ofTwo?.stop();
});

/** Two versions of a handful of projects: in the second more was verified of one. */
async function serveTwo(): Promise<Served> {
  const tables = drawn(7);
  for (const row of tables.applications) row[3] = '7';
  const ids = tables.applications.map(([id = '']) => id);
  tables.events = ids.flatMap((id) => [
    [id, '提交', '2025-04-20 10:00'],
    [id, '市推荐', '2025-04-24 09:00'],
    [id, '公布', '2025-06-10 10:00'],
  ]);
  tables.acceptances = ids.map((id) => [id, '2026-04-02', '2026-04-20', '通过', '600', '480']);
  const { warehouse, load } = await newWarehouse();
  await load(filesOf(tables));
  tables.acceptances[0]![5] = '530';
  await load(filesOf(tables));
  return serveWarehouse(warehouse);
}

const audiences = { division, city, reviewer };

describe.each(Object.entries(audiences))('%s', (_, tasks) => {
  for (const { task, walk, isOfTwo } of some(tasks, 1))
    it(`${task}, in ${mostClicks} clicks`, async () => {
      const page = await context.newPage();
      try {
        const { address } = isOfTwo ? (ofTwo ??= await serveTwo()) : served;
        await walk(await walkFrom(page, address));
      } finally {
        await page.close();
      }
    });
});

it('there are six tasks of each of three audiences', () => {
  expect(Object.values(audiences).map((tasks) => tasks.length)).toEqual([6, 6, 6]);
});
