import type { Attachment } from 'svelte/attachments';
import type { Drawing } from './drawing.ts';

/** So many pixels a pointer goes that means a span and not a mark. */
const meant = 8;

/** The days from one place of a picture to another, which may lie to its left. */
export function daysBetween(time: NonNullable<Drawing['time']>, width: number, places: [number, number]): string[] {
  const { left, right, from, to } = time;
  const days = places.map((place) => {
    const share = Math.min(1, Math.max(0, (place - left) / (width - left - right)));
    return new Date(from + share * (to - from)).toISOString().slice(0, 10);
  });
  return [...new Set(days)].sort();
}

interface Brushing {
  /** The picture as it is now. */
  drawn(): { time: Drawing['time']; width: number };
  choose(days: readonly string[]): void;
}

/** A span of days is chosen by drawing across a picture on which time runs; fields with the same days are elsewhere. */
export const brushing =
  ({ drawn, choose }: Brushing): Attachment<HTMLElement> =>
  (node) => {
    const span = document.createElement('div');
    span.className = 'brushed';
    span.hidden = true;
    node.append(span);
    let begun: number | null = null;
    // A page may be enlarged: what was drawn is counted in its own pixels.
    const placeOf = (event: PointerEvent) => {
      const box = node.getBoundingClientRect();
      return ((event.clientX - box.left) / box.width) * drawn().width;
    };
    const show = (event: PointerEvent) => {
      if (begun === null) return;
      const [low, high] = [begun, placeOf(event)].sort((a, b) => a - b) as [number, number];
      span.hidden = high - low < meant;
      span.style.left = `${(low / drawn().width) * 100}%`;
      span.style.width = `${((high - low) / drawn().width) * 100}%`;
    };
    const down = (event: PointerEvent) => {
      if (event.button === 0 && drawn().time) begun = placeOf(event);
    };
    const end = (event: PointerEvent) => {
      const { time, width } = drawn();
      const [from, to] = [begun, placeOf(event)];
      begun = null;
      span.hidden = true;
      if (event.type === 'pointerup' && time && from !== null && Math.abs(to - from) >= meant)
        choose(daysBetween(time, width, [from, to]));
    };
    node.addEventListener('pointerdown', down);
    addEventListener('pointermove', show);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    return () => {
      node.removeEventListener('pointerdown', down);
      removeEventListener('pointermove', show);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      span.remove();
    };
  };
