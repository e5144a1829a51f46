import type { CDPSession, Page } from 'playwright-core';

/** How a page is reached: at once, or on a quarter of the machine over a line of 10 Mbit/s and 40 ms. */
export const lines = ['fast', 'slow'] as const;
export type Line = (typeof lines)[number];

const bytesPerSecond = 10_000_000 / 8;

export async function setLine(session: CDPSession, line: Line): Promise<void> {
  await session.send('Network.enable');
  if (line === 'fast') return;
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** How many bytes had come over the wire, headers and all, by a moment of the first document's own clock. */
export function countBytes(session: CDPSession): (at: number) => number {
  const finished: { timestamp: number; bytes: number }[] = [];
  let first: { timestamp: number; wallTime: number; id: string } | null = null;
  let ofFirst = 0;
  session.on('Network.requestWillBeSent', ({ timestamp, wallTime, requestId: id }) => {
    first ??= { timestamp, wallTime, id };
  });
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength: bytes }) => {
    if (requestId === first?.id) ofFirst = bytes;
    else finished.push({ timestamp, bytes });
  });
  return (at) => {
    const by = first ? first.timestamp + at / 1000 - first.wallTime : 0;
    return finished.reduce((sum, { timestamp, bytes }) => (timestamp <= by ? sum + bytes : sum), ofFirst);
  };
}

/**
 * Tells in each document when a screen of it stands and is painted, how long its one thread was held after its first
 * text stood (Total Blocking Time), and what moved. It is the same in every page that is measured, also in one without
 * a script of its own.
 */
export async function watch(page: Page, onDrawn: (at: number) => void): Promise<void> {
  await page.exposeFunction('benchDrawn', onDrawn);
  await page.addInitScript(() => {
    const told = { held: 0, moved: 0 };
    Object.assign(window, { told });
    new PerformanceObserver((list) => {
      const drawn = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity;
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= drawn) told.held += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) told.moved += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
      // What is seen without scrolling stands.
      const isFilled = (document.body?.scrollHeight ?? 0) > innerHeight && document.querySelector('h1') !== null;
      if (!isFilled && document.readyState === 'loading') return requestAnimationFrame(look);
      // Painted is what stood in the frame before.
      return requestAnimationFrame(() => {
        const told = (window as unknown as { benchDrawn(at: number): void }).benchDrawn;
        told(performance.timeOrigin + performance.now());
      });
    };
    requestAnimationFrame(look);
  });
}

export const heldAndMoved = (page: Page): Promise<{ held: number; moved: number }> =>
  page.evaluate(() => (window as unknown as { told: { held: number; moved: number } }).told);
