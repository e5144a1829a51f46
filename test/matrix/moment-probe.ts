import type { Asker } from './readers.ts';
import type { Found, Probe } from './walk.ts';

/** An address of a moment leads to the version that was current then: whoever sees nothing of any is led nowhere. */
export const momentFor = (asker: Asker): Probe[] =>
  asker.capabilities.has('sums')
    ? []
    : [
        {
          door: '/accounts',
          asker,
          address: '/accounts?at=, the version of that moment',
          async ask(now): Promise<Found> {
            // In China, where it is eight hours later.
            const at = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19);
            const { status, headers } = await now.ask(asker, `/accounts?at=${at}`);
            const to = String(headers.location ?? '');
            const leaks = /version=/.test(to) ? [`${status} leads to ${to}`] : [];
            return { isAnswered: false, leaks, mine: [], foreign: [], told: null };
          },
        },
      ];
