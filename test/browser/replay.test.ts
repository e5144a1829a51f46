import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { isFull } from '../tier.ts';

let browser: Browser;
let served: Served;
let page: Page;
beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(inject('sampleWarehouse'))]);
  page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

/** Pages that wait for a replay ask again by themselves. */
const timeout = 400_000;
const hrefsOf = async (selector: string) =>
  page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

test('without JavaScript a day is chosen, the page waits for it by itself, and its links keep the day', async () => {
  await page.goto(`${served.address}/compliance?city=${encodeURIComponent('济南市')}`);
  await page.locator('input[name=as_of]').fill('2025-04-30');
  await Promise.all([page.waitForNavigation(), page.locator('.replay button').click()]);
  const first = await page.locator('main').innerText();
  if (!first.includes('只按 2025-04-30')) {
    expect(first).toContain('正在重演');
    expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1);
  }
  await page.getByText('只按 2025-04-30 为止已知的情况').waitFor({ timeout });
  expect(new URL(page.url()).searchParams.get('city')).toBe('济南市');
  const [back = ''] = await hrefsOf('.replay p a');
  expect([back.includes('as_of'), back.includes('city=')]).toEqual([false, true]);
  const lists = await hrefsOf('article .counts a[href^="/findings"]');
  expect(lists.length).toBeGreaterThan(10);
  expect(lists.every((href) => href.includes('as_of=2025-04-30'))).toBe(true);
  const sections = await hrefsOf('header nav a');
  expect(sections.filter((href) => href.includes('as_of')).map((href) => href.split('?')[0])).toEqual(['/compliance']);
  await page.goto(`${served.address}${lists[0]}`);
  const projects = (await hrefsOf('.subject a')).filter((href) => href.startsWith('/projects/'));
  for (const href of projects.slice(0, 1)) {
    await page.goto(served.address + href);
    expect(await page.locator('main').innerText()).toContain('只按 2025-04-30 为止已知的情况');
    expect((await hrefsOf('a.sheet'))[0]).toContain('as_of=2025-04-30');
  }
}, 600_000);

test.runIf(isFull)(
  'the marks of a project are made when asked for, and say each verdict in words',
  async () => {
    const answer = await fetch(`${served.address}/api/projects?batch=2025&limit=1`);
    const { rows } = (await answer.json()) as { rows: { project_id: string }[] };
    const path = `/projects/${rows[0]!.project_id}`;
    await page.goto(served.address + path);
    expect(await page.locator('li.pass, li.fail, li.review').count()).toBe(0);
    await page.getByText('看各时点的判定').click();
    await page.getByText('· 当时没有这一条的结论').waitFor({ timeout });
    const said = await page.locator('[aria-label=各时点的判定]').first().innerText();
    expect(said).toMatch(/申报时点 \d{4}-\d\d-\d\d/);
    await page.goto(`${served.address}${path}/audit`);
    expect(await page.locator('[aria-label=各时点的判定]').count()).toBeGreaterThan(0);
  },
  600_000
);
