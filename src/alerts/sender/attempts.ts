/** Minutes after the first, second … try until the next; the last of them goes on. */
const pauses = [1, 5, 30, 120, 360] as const;

/** Minutes since the first try. */
const day = 24 * 60;
/** So many tries that were cut off by the end of the process are made up for at once: one of them may be the cause. */
const atOnce = 5;

/** How a try ended: `killed` is not known to have ended at all. */
export type Ending = 'ok' | 'temporary' | 'permanent' | 'killed';

export type Standing =
  { status: 'sent' } | { status: 'refused' } | { status: 'given up' } | { status: 'waiting'; next: number };

/**
 * How a message stands after a try that ended now. It is tried again until a day has gone by since the first try; what
 * was cut off is made up for at once, since nobody knows whether it arrived.
 */
export function standingAfter(
  ending: Ending,
  {
    attempt,
    first,
    now,
    minute = 60_000,
  }: {
    attempt: number;
    first: number;
    now: number;
    /** Milliseconds that a minute of waiting has. */
    minute?: number;
  }
): Standing {
  if (ending === 'ok') return { status: 'sent' };
  if (ending === 'permanent') return { status: 'refused' };
  const pause = (pauses[attempt - 1] ?? 360) * minute;
  const next = ending === 'killed' && attempt < atOnce ? now : now + pause;
  return next - first >= day * minute ? { status: 'given up' } : { status: 'waiting', next };
}
