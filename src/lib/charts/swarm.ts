/**
 * How far each of these dots of one size lies beside a line so that none covers another, as long as there is room: in
 * the order of their places along it, each as near to the line as it can. Beyond the room all are drawn together.
 */
export function swarm(places: readonly number[], size: number, room: number): number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]! || a - b);
  const beside = places.map(() => 0);
  const near: number[] = [];
  for (const at of order) {
    while (near.length > 0 && places[at]! - places[near[0]!]! >= size) near.shift();
    beside[at] = freeOf(
      near.map((each) => ({ away: places[at]! - places[each]!, at: beside[each]! })),
      size
    );
    near.push(at);
  }
  const most = Math.max(0, ...beside.map(Math.abs));
  return most <= room ? beside : beside.map((each) => (each * room) / most);
}

/** The place nearest to the line that touches none of these. */
function freeOf(near: readonly { away: number; at: number }[], size: number): number {
  const barred = near.map(({ away, at }) => {
    const reach = Math.sqrt(size * size - away * away);
    return [at - reach, at + reach] as const;
  });
  const isFree = (place: number) => barred.every(([low, high]) => place <= low + 1e-9 || place >= high - 1e-9);
  const edges = [0, ...barred.flat()].filter(isFree);
  return edges.reduce((best, each) => (Math.abs(each) < Math.abs(best) - 1e-9 ? each : best), Infinity);
}
