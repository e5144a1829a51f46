import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { city } from './tasks/city.ts';
import { division } from './tasks/division.ts';
import { reviewer } from './tasks/reviewer.ts';
import { mostClicks, walkFrom } from './tasks/walker.ts';
import { some } from '../tier.ts';

let browser: Browser;
let served: Served;
let context: BrowserContext;

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
});

const audiences = { division, city, reviewer };

describe.each(Object.entries(audiences))('%s', (_, tasks) => {
  for (const { task, walk } of some(tasks, 1)) {
    if (walk === null) it.todo(task);
    else
      it(`${task}, in ${mostClicks} clicks`, async () => {
        const page = await context.newPage();
        try {
          await walk(await walkFrom(page, served.address));
        } finally {
          await page.close();
        }
      });
  }
});

it('there are six tasks of each of three audiences', () => {
  expect(Object.values(audiences).map((tasks) => tasks.length)).toEqual([6, 6, 6]);
});
