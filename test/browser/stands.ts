import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { barriersIn } from './axe.ts';

/** A page has one heading, nothing of it lies beyond the edge, and axe finds nothing wrong in it. */
export async function expectToStand(page: Page, path: string): Promise<void> {
  await expectToFit(page, path);
  expect(await barriersIn(page), path).toEqual([]);
}

export async function expectToFit(page: Page, path: string): Promise<void> {
  expect(await page.locator('h1').count(), `${path} has one h1`).toBe(1);
  const over = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect(over, `${path} overflows by`).toBeLessThanOrEqual(0);
}

/** The links of a page that lead nowhere; of those that differ in their values alone, one is followed. */
export async function deadLinksOf(page: Page, isFollowed: (path: string) => boolean): Promise<string[]> {
  // A link within a picture is one, too.
  const links = await page.$$eval('a[href]:not([download])', (all) =>
    all.map((link) => new URL(link.getAttribute('href')!, document.baseURI).href)
  );
  const { origin } = new URL(page.url());
  const own = links.map((link) => new URL(link)).filter((url) => url.origin === origin && isFollowed(url.pathname));
  const kinds = new Map(own.map((url) => [`${url.pathname}?${[...url.searchParams.keys()].join('&')}`, url.href]));
  const dead: string[] = [];
  for (const href of kinds.values()) {
    const response = await page.request.get(href, { maxRedirects: 0, headers: { accept: 'text/html' } });
    if (response.status() >= 400) dead.push(`${decodeURI(href)}: ${response.status()}`);
  }
  return dead;
}
