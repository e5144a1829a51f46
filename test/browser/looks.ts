import { some } from '../tier.ts';

/** How a page is looked at, on a desk and on a phone: in npm test each width and each colours once. */
export const looks = some(
  [
    { width: 1440, colorScheme: 'light' },
    { width: 390, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
    { width: 390, colorScheme: 'dark' },
  ] as const,
  2
);
