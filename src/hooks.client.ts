import type { ClientInit } from '@sveltejs/kit';

/** Where a reader is about to do something. */
const intents = ['pointerover', 'pointerdown', 'touchstart', 'keydown', 'focusin'] as const;

/** Milliseconds after which a page comes alive however busy it is. */
const latest = 1500;

/** A page stands before it is alive: that begins when nothing else is to be done for it, or a reader comes to it. */
export const init: ClientInit = () =>
  new Promise<void>((resolve) => {
    const begin = () => {
      for (const intent of intents) removeEventListener(intent, begin);
      resolve();
    };
    for (const intent of intents) addEventListener(intent, begin, { passive: true });
    // Safari has no idle time to offer.
    if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: latest });
    else setTimeout(begin, 200);
  });
