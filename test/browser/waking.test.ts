import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { sharedServer } from '../shared-server.ts';
import { isFull } from '../tier.ts';

let browser: Browser;
let address: string;
beforeAll(async () => {
  [browser, { address }] = await Promise.all([launchChromium(), sharedServer(inject('sampleDoor'))]);
});
afterAll(async () => {
  await browser?.close();
});

interface Opened {
  page: Page;
  /** What the program of the page is asked for, which waits until it may come. */
  release: () => void;
  /** The programs of ours that the browser has begun. */
  begun: string[];
  trouble: string[];
}

/** Opens a page whose program does not come before it is released. */
async function held(path: string, use: (opened: Opened) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    const [begun, trouble] = [[] as string[], [] as string[]];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', ({ message }) => trouble.push(message));
    const session = await page.context().newCDPSession(page);
    session.on('Debugger.scriptParsed', ({ url }) => void (url.includes('/_app/') && begun.push(url)));
    await session.send('Debugger.enable');
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/_app/**', async (route) => {
      await isReleased;
      await route.continue().catch(() => undefined);
    });
    await page.goto(address + path);
    await use({ page, release, begun, trouble });
    expect(trouble).toEqual([]);
  } finally {
    await page.close();
  }
}

const alive = (page: Page) => page.locator('html[data-alive]').waitFor({ state: 'attached', timeout: 20_000 });

it('begins no program before a reader comes to it, but fetches it ahead; then it is alive', async () => {
  await held('/quota', async ({ page, release, begun }) => {
    release();
    await page.waitForLoadState('networkidle');
    const ahead = await page.$$eval('link[rel=prefetch]', (links) => links.length);
    expect(ahead).toBeGreaterThan(3);
    expect(begun).toEqual([]);
    await page.mouse.move(300, 300);
    await alive(page);
    expect(begun.length).toBeGreaterThan(3);
  });
});

it.each(['/quota?view=wall', '/data/upload'])(
  'begins by itself where it does something by itself: %s',
  async (path) => {
    await held(path, async ({ page, release }) => {
      release();
      await alive(page);
    });
  }
);

it.runIf(isFull)('begins long after where nobody comes', async () => {
  await held('/quota', async ({ page, release }) => {
    release();
    await alive(page);
  });
});

it('follows a link that is clicked before', async () => {
  await held('/quota', async ({ page, begun }) => {
    await page.getByRole('navigation', { name: '主导航' }).locator('a[href^="/directions"]').click();
    await page.waitForURL((url) => url.pathname === '/directions');
    expect(await page.locator('h1').innerText()).toContain('方向');
    expect(begun).toEqual([]);
  });
});

it.each(isFull ? [true, false] : [true])('sends a form once, by its program where that comes: %s', async (comes) => {
  const { rows } = (await (await fetch(`${address}/api/projects?limit=1`)).json()) as {
    rows: [{ project_id: string }];
  };
  await held(`/projects/${rows[0].project_id}`, async ({ page, release }) => {
    const sent: string[] = [];
    await page.route('**/api/personal', (route) => {
      sent.push(route.request().resourceType());
      return route.fulfill({ json: { projects: [], rows: [] } });
    });
    // What was fetched ahead needs no line when it begins.
    if (comes) release();
    if (comes) await page.waitForLoadState('networkidle');
    const button = page.locator('form[action="/api/personal"] button').first();
    await button.click();
    await button.click();
    await expect.poll(() => sent, { timeout: 20_000 }).toEqual([comes ? 'fetch' : 'document']);
  });
});

it('keeps a list that was unfolded and follows the box that was ticked before, once', async () => {
  await held('/quota', async ({ page, release }) => {
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('__data.json') && asked.push(request.url()));
    await page.locator('form summary', { hasText: '推荐市' }).click();
    await page.locator('input[name=city][value=济南市]').check();
    release();
    await page.waitForURL((url) => url.searchParams.get('city') === '济南市');
    expect(await page.locator('input[name=city][value=济南市]').isChecked()).toBe(true);
    expect(await page.locator('form details[open]').count()).toBe(1);
    await page.waitForLoadState('networkidle');
    expect(asked.filter((each) => !each.includes('invalidated'))).toEqual([]);
    expect(asked.length).toBe(1);
  });
});

it('keeps what was chosen and typed before, and a word that is being composed', async () => {
  await held('/projects', async ({ page, release }) => {
    const search = page.locator('input[name=search]').first();
    await search.click();
    await page.keyboard.type('数字');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'zhi', selectionStart: 3, selectionEnd: 3 });
    release();
    await page.waitForLoadState('networkidle');
    expect(await search.inputValue()).toBe('数字zhi');
    expect(await page.locator('html[data-alive]').count()).toBe(0);
    await session.send('Input.insertText', { text: '智' });
    await alive(page);
    expect(await search.inputValue()).toBe('数字智');
    await page.keyboard.type('能');
    expect(await search.inputValue()).toBe('数字智能');
    expect(await search.evaluate((box) => box === document.activeElement)).toBe(true);
  });
});

it('stays where it was scrolled to, and goes back to what stood under another address', async () => {
  await held('/quota', async ({ page, release }) => {
    release();
    await page.locator('form summary', { hasText: '推荐市' }).click();
    await page.locator('input[name=city][value=济南市]').check();
    await page.waitForURL((url) => url.searchParams.get('city') === '济南市');
    await page.evaluate(() => scrollTo(0, 500));
    await page.reload();
    await page.evaluate(() => scrollTo(0, 300));
    await page.mouse.move(300, 300);
    await alive(page);
    expect(await page.evaluate(() => scrollY)).toBe(300);
    await page.reload();
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('city'));
    await page.waitForFunction(() => !document.querySelector('.chips')?.textContent?.includes('济南市'));
  });
});
