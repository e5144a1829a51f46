/** Beyond this ratio of the largest to the smallest, logarithmic axes read better. */
const wide = 30;

/**
 * Both axes linear from nought, or both logarithmic where values lie far apart: so equal ratios lie on a straight line.
 */
export function isFarApart(found: readonly number[]): boolean {
  return found.length > 0 && Math.max(...found) / Math.min(...found) > wide;
}

/** A linear axis from nought in so many round steps at most: the same numbers always make the same axis. */
export function linear(found: readonly number[], steps: number): Record<string, unknown> {
  const most = Math.max(1, ...found);
  const size = 10 ** Math.floor(Math.log10(most / steps));
  const interval = size * ([1, 2, 5].find((lead) => lead * size * steps >= most) ?? 10);
  return { type: 'value', min: 0, max: Math.ceil(most / interval) * interval, interval, axisTick: { show: false } };
}

/** A logarithmic axis with a tick at 1, 2 and 5 of each power of ten, as many as there is room for. */
export function logarithmic(found: readonly number[], dense: boolean): Record<string, unknown> {
  const all = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((lead) => lead * 10 ** power)).flat();
  const first = Math.max(
    0,
    all.findLastIndex((at) => at <= Math.min(...found))
  );
  const last = all.findIndex((at) => at >= Math.max(...found));
  const ticks = all.slice(first, last + 1);
  const shown =
    dense || ticks.length < 5
      ? ticks
      : ticks.filter((at) => String(at).startsWith('1') || at === ticks[0] || at === ticks.at(-1));
  return {
    type: 'log',
    logBase: 10,
    min: ticks[0],
    max: ticks.at(-1),
    axisTick: { show: false, customValues: ticks },
    axisLabel: { customValues: shown },
  };
}

/** A linear axis in round steps, so many at most, that holds nought and all of these; of nothing from 0 to 1. */
export function roundAxis(found: readonly number[], steps: number): { min: number; max: number; interval: number } {
  const [least, most] = [Math.min(0, ...found), Math.max(0, ...found)];
  if (most - least === 0) return { min: 0, max: 1, interval: 0.5 };
  const size = 10 ** Math.floor(Math.log10((most - least) / steps));
  const interval = size * ([1, 2, 5].find((lead) => lead * size * steps >= most - least) ?? 10);
  const round = (at: number) => Number((at * interval).toPrecision(12));
  return { min: round(Math.floor(least / interval + 1e-9)), max: round(Math.ceil(most / interval - 1e-9)), interval };
}

/** The same without nought, where what lies between these matters and not how large they are. */
export function tightAxis(found: readonly number[], steps: number): { min: number; max: number; interval: number } {
  if (found.length === 0) return { min: 0, max: 1, interval: 0.5 };
  const [least, most] = [Math.min(...found), Math.max(...found)];
  const span = most - least || Math.abs(most) || 1;
  const size = 10 ** Math.floor(Math.log10(span / steps));
  const interval = size * ([1, 2, 5].find((lead) => lead * size * steps >= span) ?? 10);
  const round = (at: number) => Number((at * interval).toPrecision(12));
  const [min, max] = [Math.floor(least / interval + 1e-9), Math.ceil(most / interval - 1e-9)];
  return { min: round(min), max: round(max > min ? max : min + 1), interval };
}
