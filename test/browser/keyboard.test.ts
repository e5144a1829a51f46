import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { application, applications } from '../api/uploading.ts';
import { copySample } from '../copy-sample.ts';
import { launchChromium } from '../programs/chromium.ts';
import { some } from '../tier.ts';
import { serveWarehouse, type Served } from './server.ts';
import { keysOf, type Keys } from './tasks/keys.ts';

let folder: string;
let browser: Browser;
let served: Served;
let context: BrowserContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyboard-'));
  await copySample(folder);
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(folder)]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(served.start);
  await page.close();
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Walk = readonly [task: string, from: string, walk: (keys: Keys) => Promise<void>];

/** One task of each audience, from the menu to its end. */
const walks: readonly Walk[] = [
  [
    'the division: from what is late to an answer on record',
    '/',
    async ({ page, follow, to, type, press, reads }) => {
      await follow(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '督办台' }), '督办台');
      await follow(page.locator('#late tbody a').first(), 'the first that is late');
      await reads(/逾期 \d+ 天[\s\S]*还没有答复/);
      await to(page.locator('textarea[name=note]').first(), '答复内容');
      await type('已申请验收，资料下周交齐');
      await to(page.locator('input[name=person]').first(), '答复人');
      await type('示例 王');
      await press('Enter');
      await reads(/已记下。[\s\S]*示例 王（未核实）：已申请验收，资料下周交齐[\s\S]*北京时间/);
    },
  ],
  [
    'a city: its quota line, and who stands outside of it',
    '/cities?batch=2025',
    async ({ page, follow, reads }) => {
      await follow(page.locator('main').getByRole('link', { name: '潍坊市' }).first(), '潍坊市');
      await reads(/推荐名额 13 个，该市占用名额 15 个，超出 2 个：在线外的 2 个/);
      await follow(page.locator('nav a[href="#line"]'), 'the way to the line');
      await follow(page.locator('#line tr.below a').first(), 'the first outside');
      await reads(/推荐排序[\s\S]*19/);
    },
  ],
  [
    'a reviewer: from a number to the rows and the file that it is of',
    '/quota?batch=2025',
    async ({ page, follow, reads }) => {
      await follow(page.locator('#headline a[href^="/explain"]').first(), 'the first number');
      await reads(/读数溯源[\s\S]*复算/);
      await follow(page.locator('main details summary:has(.value)').first(), 'the first row that it is of');
      await reads(/各市推荐名额表_2025[^\n]*第 \d+ 行[\s\S]*SHA-256/);
    },
  ],
  [
    'a clerk: from a file to its receipt',
    '/data',
    async ({ page, follow, to, press, type, reads }) => {
      await follow(page.locator('main').getByRole('link', { name: '上传' }).first(), '上传');
      await to(page.locator('input[name=by]'), '交表人');
      await type('示例 李');
      await to(page.locator('input[type=file]').first(), 'the field of files');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')]);
      const text = applications(application('K1', { city: '青岛市' }));
      await chooser.setFiles([
        { name: '项目基本信息表_青岛市补.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
      ]);
      await reads(/选了 1 个文件/);
      await follow(page.getByRole('button', { name: '上传并预览' }), '上传并预览');
      await reads(/对现有数据的影响/, 60_000);
      await follow(page.getByRole('button', { name: '导入', exact: true }), '导入');
      await reads(/已发布版本/, 90_000);
      await follow(page.getByRole('link', { name: /看回执/ }), '看回执');
      await reads(/示例 李[\s\S]*项目基本信息表_青岛市补\.csv/);
    },
  ],
];

test.each(some(walks, 1))('by the keyboard alone, %s', async (_task, from, walk) => {
  const page = await context.newPage();
  try {
    await page.goto(served.address + from, { waitUntil: 'networkidle' });
    await walk(keysOf(page));
  } finally {
    await page.close();
  }
});

test('nothing moves for who asked for that', async () => {
  const page = await context.newPage();
  for (const path of some(['/?batch=2025', '/data/upload', '/?view=wall&batch=2025', '/deadlines?batch=2025'], 1)) {
    await page.goto(served.address + path, { waitUntil: 'networkidle' });
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(element);
        const isLong = (said: string) => said.split(',').some((each) => Number.parseFloat(each) > 0.01);
        const isMoving =
          isLong(transitionDuration) ||
          (animationName !== 'none' && isLong(animationDuration)) ||
          scrollBehavior === 'smooth';
        return isMoving ? [element.outerHTML.slice(0, 80)] : [];
      })
    );
    expect([path, moving]).toEqual([path, []]);
  }
  await page.close();
});
