import type { Batch } from './batches.ts';
import { dayText, day, lastDayAfter } from './calendar.ts';
import type { Random } from './random.ts';

/** When a project is carried out, its days as the applicant gives them; null where left blank. */
export interface Period {
  start: number | null;
  end: number | null;
}

/**
 * How often, of a hundred: most take the year from the month after
 * the notice, some the last year that ends in time, a few overrun.
 */
const PERIODS = { usual: 47, last: 22, odd: 16, short: 9, late: 3, long: 2, blank: 1 } as const;

export function drawPeriod(batch: Batch, draw: Random): Period {
  const usual = monthAfter(batch.noticeOn);
  const last = batch.periodEndBy - (lastDayAfter(usual, 12) - usual);
  const odd = usual + draw.whole(-9, 24);
  const months = draw.whole(7, 10);
  switch (draw.weighted(PERIODS)) {
    case 'usual':
      return { start: usual, end: lastDayAfter(usual, 12) };
    case 'last':
      return { start: last, end: batch.periodEndBy };
    case 'odd':
      return { start: odd, end: lastDayAfter(odd, 12) };
    case 'short':
      return { start: last, end: lastDayAfter(last, months) };
    case 'late':
      return { start: lastDayAfter(last, 2) + 1, end: lastDayAfter(last, 14) };
    case 'long':
      return { start: usual - 14, end: batch.periodEndBy };
    case 'blank':
      return { start: null, end: null };
  }
}

function monthAfter(on: number): number {
  return lastDayAfter(day(`${dayText(on).slice(0, 7)}-01`), 1) + 1;
}
