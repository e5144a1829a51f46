import { expect } from 'vitest';
import type { Download, Locator, Page } from 'playwright-core';

/** Something that somebody has to get done with the pages: from the home page, in so many clicks at most. */
export interface Task {
  /** What they want, in their words. */
  task: string;
  /** Walks there and looks whether it is there. */
  walk: (walker: Walker) => Promise<void>;
  /** It wants a version before the one that is there. */
  isOfTwo?: true;
}

/** So many clicks a task may take. */
export const mostClicks = 4;

/**
 * A reader at a page, who is counted: each click, and each value that is
 * chosen, is one. Reading and writing are not.
 */
export interface Walker {
  readonly page: Page;
  /** What was clicked so far. */
  readonly clicks: readonly string[];
  /** Clicks whatever is there to be clicked, and waits for the page that it leads to. */
  click(what: Locator, name?: string): Promise<void>;
  /** Clicks the only link or button whose name is this, or has it in it. */
  follow(name: string | RegExp, within?: Locator): Promise<void>;
  /** Chooses a value of a list. */
  choose(what: Locator, value: string): Promise<void>;
  /** Clicks what hands over a file. */
  take(what: Locator): Promise<Download>;
  /** Waits until the page says something; fails where it never does. */
  reads(what: RegExp): Promise<void>;
  /** All that a reader can read of the page. */
  text(): Promise<string>;
}

/** Begins at the home page of a batch that has something in it. Whatever is not to be seen cannot be clicked. */
export async function walkFrom(page: Page, address: string): Promise<Walker> {
  const clicks: string[] = [];
  await page.goto(`${address}/?batch=2025`);
  const counted = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    clicks.push(name);
    expect(clicks.length, `clicks: ${clicks.join(' → ')}`).toBeLessThanOrEqual(mostClicks);
    await work();
    await page.waitForLoadState();
  };
  const text = () => page.locator('main').innerText();
  const click = async (what: Locator, name?: string) =>
    counted(name ?? (await nameOf(what)), async () => {
      const before = page.url();
      const href = await what.getAttribute('href', { timeout: 10_000 });
      const isTaken = (await what.getAttribute('download')) !== null;
      await what.click({ timeout: 10_000 });
      // A program in the page draws the next one: until its address stands there, the one before is read.
      if (href !== null && !isTaken && new URL(href, before).href !== before)
        await page.waitForURL((url) => url.href !== before);
    });
  return {
    page,
    clicks,
    click,
    async follow(name, within = page.locator('body')) {
      const named = within.getByRole('link', { name }).or(within.getByRole('button', { name }));
      await click(named.filter({ visible: true }).first(), String(name));
    },
    choose: (what, value) => counted(value, () => what.selectOption(value)),
    async take(what) {
      const named = await nameOf(what);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        counted(named, () => what.click({ timeout: 10_000 })),
      ]);
      return download;
    },
    reads: (what) => expect.poll(text, { timeout: 10_000 }).toMatch(what),
    text,
  };
}

const nameOf = async (what: Locator): Promise<string> => (await what.innerText().catch(() => '')).trim().slice(0, 40);
