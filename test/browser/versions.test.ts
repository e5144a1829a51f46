import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashFile, listReceipts, openBuild, publish } from '#warehouse';
import { copySample } from '../copy-sample.ts';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { isFull, some } from '../tier.ts';

let browser: Browser;
let served: Served;
let folder: string;
let published: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versions-'));
  await copySample(folder);
  published = (await listReceipts(folder)).map(({ version }) => version);
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(folder)]);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(folder, { recursive: true });
});

/** Publishes what is current once more, with other quotas, and waits until it is served. */
async function publishNext(): Promise<string> {
  const [newest] = (await listReceipts(folder)).sort((a, b) => b.version.localeCompare(a.version));
  const version = `2099010${published.length}T090000-${String(published.length).repeat(8)}`;
  const built = join(folder, '.build-next.duckdb');
  await cp(join(folder, `${newest!.version}.duckdb`), built);
  const build = await openBuild(built, { threads: 1 });
  for (const mart of ['quotas', 'cube'])
    await build.run(mart, `update marts.${mart} set quota = quota + 1 where quota is not null`);
  await build.run('load', `update loads.load set version = '${version}'`);
  await build.run('checkpoint', 'checkpoint');
  build.close();
  const { size: bytes } = await stat(built);
  await publish(folder, built, { ...newest!, version, bytes, sha256: await hashFile(built) });
  published.push(version);
  const current = async () =>
    ((await (await fetch(`${served.address}/api/health`)).json()) as { version: string }).version;
  await expect.poll(current, { timeout: 10_000 }).toBe(version);
  return version;
}

/** What a page says of its version, at its head and at its foot, and on paper. */
const versionsOn = (page: Page) =>
  page.evaluate(() => [
    document.querySelector('.as-of')?.textContent?.match(/\d{8}T\d{6}-\w{8}/)?.[0],
    document.querySelector('footer')?.textContent?.match(/\d{8}T\d{6}-\w{8}/)?.[0],
    getComputedStyle(document.documentElement)
      .getPropertyValue('--foot')
      .match(/\d{8}T\d{6}-\w{8}/)?.[0] ?? document.head.innerHTML.match(/--foot: "[^"]*?(\d{8}T\d{6}-\w{8})/)?.[1],
  ]);

const quotaOn = async (page: Page) =>
  (await page.locator('.tile', { hasText: '推荐名额' }).first().locator('dd.large').innerText()).replace(/\D/g, '');

const quotaOf = async (version: string, filters = 'batch=2025') => {
  const { rows } = (await (
    await fetch(`${served.address}/api/query?metrics=quota&${filters}&version=${version}`)
  ).json()) as { rows: { quota: number }[] };
  return String(rows[0]!.quota);
};

describe.each(some([false, true], 1))('where JavaScript runs: %s', (javaScriptEnabled) => {
  let page: Page;
  beforeEach(async () => {
    page = await (await browser.newContext({ javaScriptEnabled })).newPage();
    return () => page.context().close();
  });
  const open = (path: string) => page.goto(served.address + path, { waitUntil: 'networkidle' });

  test('a page is of one version, data and header and foot, also when another came between two clicks', async () => {
    const before = published.at(-1)!;
    await open('/quota?batch=2025');
    expect(await quotaOn(page)).toBe(await quotaOf(before));
    const after = await publishNext();
    expect(await quotaOf(after)).not.toBe(await quotaOf(before));
    const nav = page.getByRole('navigation', { name: '主导航' });
    await nav.getByRole('link', { name: '资金成效' }).click();
    await page.waitForURL(/funding/);
    await nav.getByRole('link', { name: '名额使用' }).click();
    await page.waitForURL(/quota/);
    await page.getByRole('heading', { level: 1, name: '名额使用' }).waitFor();
    expect(await quotaOn(page)).toBe(await quotaOf(after));
    expect(new Set(await versionsOn(page))).toEqual(new Set([after]));
    expect(new URL(page.url()).searchParams.get('batch')).toBe('2025');
  });

  test.runIf(isFull)(
    'a number that is clicked is answered by the version that showed it, and the way to the newest keeps the filters',
    async () => {
      const before = published.at(-1)!;
      await open('/quota?batch=2025&city=济南市');
      const shown = await quotaOn(page);
      const after = await publishNext();
      await page.locator('.tile', { hasText: '推荐名额' }).first().locator('dd.large a').click();
      await page.waitForURL(/explain/);
      await page.getByText('有更新的版本').or(page.getByText('正在查看旧版本')).waitFor();
      expect(new Set(await versionsOn(page))).toEqual(new Set([before]));
      expect((await page.locator('main').innerText()).replaceAll(',', '')).toContain(shown);
      await page.getByRole('link', { name: '回到最新版本' }).click();
      await page.waitForURL((url) => !url.searchParams.has('version'));
      expect(new URL(page.url()).searchParams.get('city')).toBe('济南市');
      expect(new Set(await versionsOn(page))).toEqual(new Set([after]));
    }
  );

  test.runIf(isFull)('what people hang on an address is no error, and what is wrong goes alone', async () => {
    const answer = await open('/quota?from=singlemessage&isappinstalled=0&utm_source=x&city=&batch=2025');
    expect(answer?.status()).toBe(200);
    expect((await open('/projects?format=csv&citi=x'))?.status()).toBe(200);
    expect(await page.locator('.banner', { hasText: 'citi' }).count()).toBe(1);
    expect((await open('/quota?city=%E6%B5%8E%E5%8D%97%E5%B8&batch=2025'))?.status()).toBe(400);
    await page.getByRole('link', { name: /其余条件保留/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('city'));
    expect(new URL(page.url()).searchParams.get('batch')).toBe('2025');
    await open('/quota?city=济南&batch=2025');
    await page.getByRole('link', { name: '济南市', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('city') === '济南市');
    expect((await open('/quota?version=20200101T000000-00000000&batch=2025&city=济南市'))?.status()).toBe(400);
    await page.getByRole('link', { name: '回到最新版本' }).click();
    await page.waitForURL((url) => !url.searchParams.has('version'));
    expect(new URL(page.url()).searchParams.getAll('city')).toEqual(['济南市']);
    expect((await open('/projects/%E0%A4%A'))?.status()).toBe(400);
    expect(await page.locator('h1').innerText()).toBe('看不懂这个地址');
  });
});

test.runIf(isFull)(
  'a page that stands open says when a newer version came, and goes there with its filters',
  async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${served.address}/quota?batch=2025&city=济南市`, { waitUntil: 'networkidle' });
    const after = await publishNext();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const banner = page.locator('.banner', { hasText: '有更新的版本' });
    await banner.waitFor();
    await banner.getByRole('link', { name: '回到最新版本' }).click();
    await page.waitForLoadState('networkidle');
    expect(new Set(await versionsOn(page))).toEqual(new Set([after]));
    expect(new URL(page.url()).search).toContain('batch=2025');
    await page.context().close();
  }
);

test.each(some([true, false], 1))(
  'a wall goes round by itself without menus, and shows a version that came meanwhile; JavaScript: %s',
  async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    await page.goto(`${served.address}/quota?view=wall&every=5&batch=2025`, { waitUntil: 'networkidle' });
    const before = published.at(-1)!;
    expect(await page.locator('.wall').innerText()).toContain(`版本 ${before}`);
    expect(await page.locator('body').innerText()).toContain('示例数据');
    expect(await page.getByRole('navigation', { name: '主导航' }).count()).toBe(0);
    const fits = () =>
      page.evaluate(() => [
        document.scrollingElement!.scrollWidth <= innerWidth,
        document.scrollingElement!.scrollHeight <= innerHeight,
      ]);
    expect(await fits()).toEqual([true, true]);
    const after = await publishNext();
    await page.waitForURL((url) => url.searchParams.has('panel'), { timeout: 30_000 });
    await expect.poll(() => page.locator('.wall').innerText(), { timeout: 30_000 }).toContain(`版本 ${after}`);
    expect(new URL(page.url()).searchParams.get('batch')).toBe('2025');
    await context.close();
  }
);

test('a page that did not change is not sent again, and its policy lets its own scripts run', async () => {
  const first = await fetch(`${served.address}/quota?batch=2025`);
  expect(first.headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-/);
  const known = { 'if-none-match': String(first.headers.get('etag')) };
  expect((await fetch(`${served.address}/quota?batch=2025`, { headers: known })).status).toBe(304);
  expect((await fetch(`${served.address}/quota?batch=2024-1`, { headers: known })).status).toBe(200);
});
