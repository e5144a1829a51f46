/** One bar of a waterfall: from where to where on a line of 1000. */
export interface Bar {
  says: string;
  /** As it is printed. */
  text: string;
  start: number;
  width: number;
  kind: 'side' | 'up' | 'down';
}

interface Part {
  says: string;
  said: string | null;
}

/** So many causes have a bar of their own. */
const most = 10;

/**
 * From one printed number to another, cause by cause, the largest first. The line begins at 0, or where a change would
 * otherwise not be seen, short of the lowest point; `isCut` says so. null where a part has no number.
 */
export function waterfall(
  { from, to }: { from: string | null; to: string | null },
  parts: readonly Part[],
  { before, after, rest }: { before: string; after: string; rest: (count: number) => string }
): { bars: Bar[]; isCut: boolean } | null {
  if (from === null || to === null || parts.some(({ said }) => said === null)) return null;
  const told = parts.map(({ says, said }) => ({ says, value: Number(said), text: said! }));
  const small = told.slice(most);
  const digits = (from.split('.')[1] ?? '').length;
  const sum = small.reduce((all, { value }) => all + value, 0);
  const shown = [
    ...told.slice(0, most),
    ...(small.length > 0 ? [{ says: rest(small.length), value: sum, text: sum.toFixed(digits) }] : []),
  ];
  let at = Number(from);
  const spans = shown.map((each) => {
    const begun = at;
    at += each.value;
    return { ...each, low: Math.min(begun, at), high: Math.max(begun, at) };
  });
  const ends = [Number(from), Number(to), ...spans.flatMap(({ low, high }) => [low, high])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const isCut = low > 0 && high - low < high / 5;
  const floor = isCut ? Math.max(0, low - (high - low) / 2) : Math.min(0, low);
  const scale = 1000 / (Math.max(high, 0) - floor || 1);
  const place = (value: number) => Math.round((value - floor) * scale * 10) / 10;
  const bar = (a: number, b: number) => ({
    start: place(Math.min(a, b)),
    width: Math.max(2, place(Math.max(a, b)) - place(Math.min(a, b))),
  });
  const zero = isCut ? floor : 0;
  return {
    isCut,
    bars: [
      { says: before, text: from, kind: 'side', ...bar(zero, Number(from)) },
      ...spans.map(({ says, text, value, low, high }): Bar => ({
        says,
        text,
        kind: value < 0 ? 'down' : 'up',
        ...bar(low, high),
      })),
      { says: after, text: to, kind: 'side', ...bar(zero, Number(to)) },
    ],
  };
}
