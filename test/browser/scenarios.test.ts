import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { sharedServer } from '../shared-server.ts';

let browser: Browser;
let address: string;
beforeAll(async () => {
  [browser, { address }] = await Promise.all([launchChromium(), sharedServer(inject('sampleDoor'))]);
});
afterAll(() => browser?.close());

/** The question as it was put: the governor wants 200 places instead of 183, and nobody below 4. */
test('who gains by 200 places with nobody below 4, and whom would it have cost last year, in three clicks', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  try {
    await page.goto(`${address}/?batch=2025`);
    await page.getByRole('link', { name: '测算', exact: true }).first().click();
    await page.waitForURL('**/scenarios/quota**');
    await page.getByRole('spinbutton', { name: '总数' }).fill('200');
    await page.getByRole('textbox', { name: '每市不少于' }).fill('4');
    // What is written is followed without a click; where no script runs, the button is the second.
    await page.waitForURL(/total=200.*floor=4|floor=4.*total=200/);
    await expect.poll(() => page.locator('main h2').first().innerText()).toMatch(/^总数 200/);
    const sentences = await page.locator('main ul li').allInnerTexts();
    expect(sentences[0]).toMatch(
      /^上年实际[\s\S]*落下 \d+[\s\S]*个（揭榜 \d+(–\d+)?，已通过 \d+(–\d+)?）；空出 \d+ 个/
    );
    expect(sentences[1]).toMatch(/移动 \d+ 个名额，另有 17 个新增；落下 \d+/);
    const seats = await page
      .locator('main tbody tr')
      .first()
      .locator('..')
      .locator('tr td:nth-child(3) b')
      .allInnerTexts();
    expect(seats).toHaveLength(16);
    expect(Math.min(...seats.map(Number))).toBeGreaterThanOrEqual(4);
    expect(seats.map(Number).reduce((a, b) => a + b)).toBe(200);
    expect(await page.locator('main').innerText()).toContain('同一批数据既定规则又验规则');
    expect(await page.locator('main details aside').count()).toBe(0);
    // A number leads to how it was worked out, and what it is made of to its own rows.
    for (const proof of [/^\/explain\?metric=/, /^\/data\/receipts\//]) {
      const links = await page.locator('#how a.from').evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
      const link = links.find((href) => proof.test(href));
      expect((await fetch(address + link)).status).toBe(200);
    }
    // Who gains: by city, beside the name. Whom it would have cost: the list of the city.
    const loser = page.locator('main tbody tr', { hasText: '落下' }).first();
    const city = await loser.getByRole('link').first().innerText();
    await loser.getByRole('link').first().click();
    await page.waitForURL(/list=/);
    await expect.poll(() => page.locator('#list').innerText()).toMatch(new RegExp(`${city}的名单[\\s\\S]*落下`));
    expect(await page.locator('#list td.out a, #list tr:has(td.out) th a').count()).toBeGreaterThan(0);
  } finally {
    await page.context().close();
  }
});

test('on paper each page of it says that it is no basis', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  try {
    for (const path of ['/scenarios/quota', '/scenarios/subsidy']) {
      await page.goto(`${address}${path}`);
      await page.emulateMedia({ media: 'print' });
      const mark = page.locator('.watermark');
      expect(await mark.isVisible()).toBe(true);
      expect(await mark.innerText()).toBe('测算，不作为依据');
      expect(await mark.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
      await page.emulateMedia({ media: 'screen' });
      expect(await mark.isVisible()).toBe(false);
      expect(await page.locator('main').innerText()).toContain('测算，不作为依据');
    }
  } finally {
    await page.context().close();
  }
});
