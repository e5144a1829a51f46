/**
 * How far each of these dots of one size lies beside a line so that none covers another, as long as there is room: in
 * the order of their places along it, each as near to the line as it can. Beyond the room all are drawn together.
 * `isAbove`: on one side of the line alone.
 */
export function swarm(places: readonly number[], size: number, room: number, isAbove = false): number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]! || a - b);
  const beside = places.map(() => 0);
  const near: number[] = [];
  for (const at of order) {
    while (near.length > 0 && places[at]! - places[near[0]!]! >= size) near.shift();
    const barred = near.map((each) => {
      const away = places[at]! - places[each]!;
      const reach = Math.sqrt(size * size - away * away);
      return [beside[each]! - reach, beside[each]! + reach] as const;
    });
    beside[at] = nearest(barred, isAbove);
    near.push(at);
  }
  const most = Math.max(0, ...beside.map(Math.abs));
  return most <= room ? beside : beside.map((each) => (each * room) / most);
}

const hair = 1e-9;

/** The place nearest to the line that lies within none of these. */
function nearest(barred: readonly (readonly [number, number])[], isAbove: boolean): number {
  const ordered = barred.toSorted((a, b) => a[0] - b[0]);
  let [low, high] = [0, 0];
  let isBarred = false;
  // Those that overlap are one; the one over the line is left by its nearer end.
  let [from, to] = [Infinity, -Infinity];
  for (const [start, end] of [...ordered, [Infinity, Infinity] as const]) {
    if (start < to - hair) to = Math.max(to, end);
    else {
      if (from < -hair && to > hair) [low, high, isBarred] = [from, to, true];
      [from, to] = [start, end];
    }
  }
  if (!isBarred) return 0;
  return isAbove || high <= -low ? high : low;
}
