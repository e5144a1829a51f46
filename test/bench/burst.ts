/** So many who ask for one address at the same moment: how many of each status, and when the last of them had it. */
export interface Burst {
  path: string;
  statuses: Readonly<Record<string, number>>;
  p50: number;
  last: number;
}

export async function burst(address: string, path: string, count: number): Promise<Burst> {
  const statuses: Record<string, number> = {};
  const begun = performance.now();
  const times = await Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await fetch(`${address}${path}`, { headers: { accept: 'text/html' } });
      await answer.arrayBuffer();
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      return performance.now() - begun;
    })
  );
  const sorted = times.sort((a, b) => a - b);
  return { path, statuses, p50: sorted[Math.floor(count / 2)] ?? NaN, last: sorted.at(-1) ?? NaN };
}
