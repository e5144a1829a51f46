/** Which queries take long: learned from how long they took, by their SQL without the values bound in it. */
export interface Costs {
  isDear(sql: string): boolean;
  /** Runs one and learns from it. `onDear` is told while it runs, as soon as it has taken too long. */
  of<T>(sql: string, run: () => Promise<T>, onDear: () => void): Promise<T>;
}

/** Milliseconds from which a query is dear, and below which one that was is not any more. */
const limits = { dear: 300, cheap: 150 };

/** So many are remembered. */
const most = 200;

export function rememberCosts(): Costs {
  const dear = new Set<string>();

  function learn(sql: string, isDear: boolean): void {
    dear.delete(sql);
    if (isDear) dear.add(sql);
    const [oldest] = dear.size > most ? dear : [];
    if (oldest !== undefined) dear.delete(oldest);
  }

  return {
    isDear: (sql) => dear.has(sql),
    async of(sql, run, onDear) {
      const begun = performance.now();
      const timer = setTimeout(() => {
        learn(sql, true);
        onDear();
      }, limits.dear);
      try {
        const answer = await run();
        if (performance.now() - begun < limits.cheap) learn(sql, false);
        return answer;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
