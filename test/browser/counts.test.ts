import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { isFull, some } from '../tier.ts';
import { looks } from './looks.ts';
import { sharedServer } from '../shared-server.ts';

// Every count of a load is a link, and what it leads to is as many as it says.

interface Link {
  href: string;
  text: string;
}

let browser: Browser;
let served: Awaited<ReturnType<typeof sharedServer>>;
let version: string;
beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), sharedServer(inject('sampleDoor'))]);
  ({ version } = (await (await fetch(`${served.address}/api/health`)).json()) as { version: string });
});
afterAll(async () => {
  await browser?.close();
});

async function visit(
  options: BrowserContextOptions,
  use: (page: Page, open: (path: string) => Promise<void>) => Promise<void>
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.url()}: ${response.status()}`);
  });
  await use(page, async (path) => void (await page.goto(served.address + path, { waitUntil: 'networkidle' })));
  await context.close();
  expect(trouble).toEqual([]);
}

const linksOf = (page: Page): Promise<Link[]> =>
  page.$$eval('main a.proof', (all) =>
    all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' }))
  );
const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));

/** How many a page says that it lists: 第 1–20 行，共 34 行. */
function listedIn(html: string): number {
  const found = /共\s+([\d,]+)\s+[行条]/.exec(html.replaceAll(/<[^>]*>/g, ''));
  return found ? numberIn(found[1]!) : html.includes('没有找到') ? 0 : NaN;
}

async function leads({ href, text }: Link): Promise<void> {
  const url = new URL(href, `${served.address}/data`);
  const answer = await fetch(url);
  const html = await answer.text();
  expect(answer.status, href).toBe(200);
  if (/\/data\/receipts\/|^\/findings/.test(url.pathname))
    expect([href, listedIn(html)]).toEqual([href, url.searchParams.has('row') ? 1 : numberIn(text)]);
  else if (url.hash === '#pair') expect([href, /<pre[^>]*>select /.test(html)]).toEqual([href, true]);
  else expect(['/data', '/data/reconciliation', '/explain']).toContain(url.pathname);
}

describe('a count', () => {
  it.each(['/data', '/data/receipts', '/data/reconciliation'])(
    'on %s leads to as many',
    async (path) => {
      await visit({ javaScriptEnabled: false }, async (page, open) => {
        await open(path === '/data/receipts' ? `${path}/${version}` : path);
        const links = await linksOf(page);
        expect(links.length).toBeGreaterThan(30);
        // No number of the tables of files stands without its link.
        if (path !== '/data/reconciliation')
          expect(links.filter(({ href }) => href.includes('/files/') && !href.includes('row=')).length).toBe(52 * 6);
        for (const link of some(links, 6)) await leads(link);
      });
    },
    120_000
  );

  it('is followed by keyboard and by mouse, and back from the list to a row', async () => {
    await visit({ viewport: { width: 390, height: 844 } }, async (page, open) => {
      await open(`/data/receipts/${version}`);
      const link = page.locator('a.proof[href*="state=rejected"]', { hasText: /^1$/ }).first();
      await link.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/files\/[0-9a-f]{64}/);
      expect(await page.locator('h1').innerText()).toBe('逐行去处');
      expect(await page.locator('tbody tr').count()).toBe(1);
      await page.locator('.fates a', { hasText: '读到' }).click();
      await page.waitForURL((url) => !url.searchParams.has('state'));
      expect(await page.locator('.fates a[aria-current]').innerText()).toContain('读到');
      await page.locator('a', { hasText: '查出问题' }).click();
      await page.waitForURL(/\/defects/);
      await page.locator('td a.proof').first().click();
      await page.waitForURL(/row=/);
      expect(await page.locator('tbody tr').count()).toBe(1);
    });
  });
});

describe('the pages behind the counts', () => {
  it.each(isFull ? looks : looks.slice(-1))(
    'stand without overflow, $width px, $colorScheme',
    async ({ width, colorScheme }) => {
      const { files } = (await (await fetch(`${served.address}/api/loads/${version}`)).json()) as {
        files: { sha256: string; superseded: number }[];
      };
      const { sha256 } = files.find(({ superseded }) => superseded > 0)!;
      await visit({ viewport: { width, height: 900 }, colorScheme }, async (page, open) => {
        for (const path of [
          `/data/receipts/${version}/files/${sha256}?state=superseded`,
          `/data/receipts/${version}/defects`,
          '/data/reconciliation?assertion=facts_keep_their_rows&pair=1',
        ]) {
          await open(path);
          expect(await page.locator('h1').count(), path).toBe(1);
          expect(
            await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth),
            `${path} overflows by`
          ).toBeLessThanOrEqual(0);
        }
      });
    }
  );
});
