import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** A reader without a mouse: where the keyboard is can be seen, wherever it is. */
export interface Keys {
  readonly page: Page;
  /** Goes there by Tab, and fails where it cannot be reached or is not seen. */
  to(what: Locator, name?: string): Promise<void>;
  /** Goes there and presses Enter; waits for the page that a link leads to. */
  follow(what: Locator, name?: string): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  reads(what: RegExp, timeout?: number): Promise<void>;
}

/** So many stops of the keyboard a page may have before what is looked for. */
const most = 250;

export function keysOf(page: Page): Keys {
  const press = (key: string) => page.keyboard.press(key);
  const to = async (what: Locator, name = String(what)) => {
    await what.waitFor({ timeout: 15_000 });
    for (let stops = 0; stops < most; stops += 1) {
      await press('Tab');
      if (!(await what.evaluate((element) => element === document.activeElement))) continue;
      const seen = await what.evaluate((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const { top, bottom } = element.getBoundingClientRect();
        const isRinged = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        return { isRinged, isInView: bottom > 0 && top < innerHeight };
      });
      expect(seen, name).toEqual({ isRinged: true, isInView: true });
      return;
    }
    throw new Error(`${name} is not reached by ${most} stops of the keyboard`);
  };
  return {
    page,
    to,
    press,
    async follow(what, name) {
      await to(what, name);
      const before = page.url();
      const href = await what.getAttribute('href');
      await press('Enter');
      if (href !== null && new URL(href, before).href !== before) await page.waitForURL((url) => url.href !== before);
      await page.waitForLoadState();
    },
    type: (text) => page.keyboard.type(text),
    reads: (what, timeout = 10_000) => expect.poll(() => page.locator('main').innerText(), { timeout }).toMatch(what),
  };
}
