/** The name that was probably meant; null where none is like it. */
export function nearest(written: string, names: Iterable<string>): string | null {
  const said = written.trim().toLowerCase();
  let best: { name: string; distance: number; shared: number } | null = null;
  for (const name of names) {
    const distance = edits(said, name.toLowerCase());
    const shared = sharedHead(said, name.toLowerCase());
    if (best === null || distance < best.distance || (distance === best.distance && shared > best.shared))
      best = { name, distance, shared };
  }
  if (best === null) return null;
  const longest = Math.max(said.length, best.name.length);
  return best.distance <= Math.max(1, Math.ceil(longest / 2)) ? best.name : null;
}

function sharedHead(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** How many letters must be put in, left out, changed or swapped with their neighbour to make one of the other. */
export function edits(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j] ?? 0, (before[j - 2] ?? 0) + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
