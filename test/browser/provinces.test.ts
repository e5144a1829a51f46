import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { deadOnPaper } from './paper.ts';
import { deadLinksOf, expectToStand } from './stands.ts';

// Two invented provinces, read together in a real browser.

const titles = ['示例甲省', '示例乙省'];
let root: string;
let browser: Browser;
let served: Served;

const run = (...line: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'provinces-browser-'));
  for (const title of titles) {
    const own = join(root, title);
    run('test/province/cli.ts', '--province', title, '--projects', '120', '--seed', title, '--out', own);
    run('src/cli.ts', 'load', join(own, '交来的表'), '--tenant', own, '--as-of', '2026-06-30');
  }
  const lines = titles.map((title, at) => `${title},,https://${at}.example.gov.cn,,`);
  await writeFile(join(root, 'provinces.csv'), `folder,title,address,stale_after_days,note\n${lines.join('\n')}\n`);
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(null, ['--provinces', root])]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(root, { recursive: true, force: true });
});

/** What is of one province is asked of the server of that province: a page says so where nobody chose one. */
const isOfAll = (path: string) => !/^\/(explain|pipeline\/matters)$/.test(path);

test.each([
  { width: 390, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
] as const)('every page stands, says nothing is wrong and leads on, $width px, $colorScheme', async (look) => {
  const page = await browser.newPage({ viewport: { width: look.width, height: 900 }, colorScheme: look.colorScheme });
  await page.goto(served.address);
  expect(await page.locator('h1').innerText()).toBe('总览');
  const menu = await page.$$eval('header nav a, footer a', (all) => all.map((link) => link.getAttribute('href')!));
  const paths = [...new Set([...menu, '/scores', '/stays', '/deadlines', '/outcomes', '/money-chain'])];
  for (const path of paths.filter((each) => each.startsWith('/'))) {
    const response = await page.goto(served.address + path, { waitUntil: 'networkidle' });
    expect([path, response?.status()]).toEqual([path, 200]);
    await expectToStand(page, path);
    expect(await page.locator('.faults').count(), path).toBe(0);
    expect(await deadOnPaper(page), path).toEqual([]);
    expect(await deadLinksOf(page, isOfAll), path).toEqual([]);
  }
  await page.close();
});

test('no word of a picture lies on another', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
  await page.goto(`${served.address}/quota`, { waitUntil: 'networkidle' });
  const over = await page.$$eval('figure svg', (all) =>
    all.flatMap((svg) => {
      const words = [...svg.querySelectorAll('text')].filter(({ textContent }) => textContent?.trim() !== '');
      const boxes = words.map((word) => ({ said: word.textContent, at: word.getBoundingClientRect() }));
      return boxes.flatMap(({ said, at }, i) =>
        boxes
          .slice(i + 1)
          .filter(
            ({ at: other }) =>
              Math.min(at.right, other.right) - Math.max(at.left, other.left) > 3 &&
              Math.min(at.bottom, other.bottom) - Math.max(at.top, other.top) > 5
          )
          .map((other) => `${said} / ${other.said}`)
      );
    })
  );
  expect(over).toEqual([]);
  await page.close();
});
