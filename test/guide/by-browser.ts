import type { Page } from 'playwright-core';
import type { Hands } from './follow.ts';
import { squeezed } from './html.ts';

export interface BrowserOptions {
  address: string;
  /** What is handed in where a file is asked for. */
  file: string;
  take?: (page: Page, picture: string) => Promise<void>;
}

/** Hands that use Chromium: what does not show cannot be pressed or read. */
export function handsByBrowser(page: Page, { address, file, take }: BrowserOptions): Hands {
  const settle = () => page.waitForLoadState('networkidle').catch(() => undefined);
  const seen = async () => squeezed(`${await page.title()} ${await page.locator('main').innerText()}`);
  let focus: ReturnType<Page['locator']> | null = null;
  /** What is called so, the exact name before one that begins so. */
  const find = async (label: string) => {
    const isCounted = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'u');
    const found = [
      ...([label, isCounted] as const).flatMap((name) => [
        page.getByRole('button', { name, exact: true }),
        page.getByRole('link', { name, exact: true }),
        page.getByLabel(name, { exact: true }),
        page.locator('summary').filter({ hasText: name }),
      ]),
      page.getByRole('button', { name: label }),
      page.getByRole('link', { name: label }),
      page.getByLabel(label),
      page.getByPlaceholder(label),
    ];
    for (const each of found)
      for (const one of (await each.all()).slice(0, 20))
        if ((await one.isVisible()) || (await one.getAttribute('type')) === 'file') return one;
    return null;
  };
  return {
    async go(to) {
      const answer = await page.goto(`${address}${to}`);
      await settle();
      focus = null;
      return answer?.status() === 200 ? null : `${to} 答 ${answer?.status() ?? '没有'}`;
    },
    async sees(text) {
      const said = squeezed(text);
      // What a program draws is there a moment later.
      for (let tries = 0; tries < 20 && !(await seen()).includes(said); tries++) await page.waitForTimeout(100);
      return (await seen()).includes(said);
    },
    async press(label) {
      const control = await find(label);
      if (control === null) return `${new URL(page.url()).pathname} 上看不到可以点的“${label}”`;
      const tag = await control.evaluate((element) => element.tagName.toLowerCase());
      if ((await control.getAttribute('type')) === 'file') await control.setInputFiles(file);
      else if (['input', 'select', 'textarea'].includes(tag)) await (focus = control).focus();
      else if ((await control.getAttribute('download')) === null) await control.click();
      // Where a click leads on begins a moment later.
      await page.waitForTimeout(200);
      await settle();
      return null;
    },
    async type(text) {
      if (focus === null) return `不知道“${text}”写在哪里`;
      const isChosen = (await focus.evaluate((element) => element.tagName)) === 'SELECT';
      await (isChosen ? focus.selectOption({ label: text }) : focus.fill(text));
      return null;
    },
    take: async (picture) => take?.(page, picture),
  };
}
