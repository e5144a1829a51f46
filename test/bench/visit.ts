import type { Browser, Page } from 'playwright-core';
import { countBytes, heldAndMoved, setLine, watch, type Line } from './line.ts';

/** One visit of a page by a reader who was never there. Milliseconds and bytes. */
export interface Visit {
  /** From asking to a filled screen being painted, and what had come by then. */
  drawn: number;
  bytes: number;
  /** How long the page's thread was held beyond 50 ms at a time; how much moved. */
  held: number;
  moved: number;
  /** From setting a filter to its numbers and pictures being painted: the first, and one after it. */
  firstFilter: number;
  laterFilter: number;
}

/** Sets a page's filter to a value, and tells how long it took until what follows is painted. */
export type Filter = (
  page: Page,
  value: string,
  told: { isPointedAt: boolean; nextDrawn: () => Promise<number> }
) => Promise<number>;

interface VisitOptions {
  line: Line;
  filter: Filter;
  /** Two values for it. */
  values: readonly [string, string];
  /** A reader's pointer is at a filter for a fifth of a second before it is set. */
  isPointedAt?: boolean;
}

const quiet = 500;

export async function visit(
  browser: Browser,
  address: string,
  { line, filter, values: [first, later], isPointedAt = false }: VisitOptions
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await setLine(session, line);
    const bytesBy = countBytes(session);
    let drawn = Promise.withResolvers<number>();
    await watch(page, (at) => drawn.resolve(at));
    const nextDrawn = () => (drawn = Promise.withResolvers()).promise;
    await page.goto(address, { waitUntil: 'load' });
    const at = await drawn.promise;
    const started = await page.evaluate(() => performance.timeOrigin);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(quiet);
    const { held, moved } = await heldAndMoved(page);
    const firstFilter = await filter(page, first, { isPointedAt, nextDrawn });
    await page.waitForTimeout(quiet);
    const laterFilter = await filter(page, later, { isPointedAt, nextDrawn });
    return { drawn: at - started, bytes: bytesBy(at), held, moved, firstFilter, laterFilter };
  } finally {
    await context.close();
  }
}
