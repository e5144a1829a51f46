/** Numbers of one asker's answers, by column: in fen, each with where it was told. */
export type Told = Map<string, Map<number, string>>;

export interface Isolated {
  column: string;
  /** Two answers, or one alone, that leave one project's amount. */
  from: readonly string[];
  amount: number;
}

/** Keeps the amounts of an answer that is a table: by column, with the address. */
export function keepNumbers(told: Told, address: string, body: unknown): void {
  const { columns, rows } = (body ?? {}) as { columns?: { name: string; type: string }[]; rows?: unknown };
  if (!Array.isArray(columns) || !Array.isArray(rows)) return;
  for (const { name, type } of columns) {
    if (type !== 'number') continue;
    const column = told.get(name) ?? new Map<number, string>();
    for (const row of rows as Record<string, unknown>[]) {
      const value = row[name];
      if (typeof value === 'number' && value > 0 && Math.round(value * 100) % 100 !== 0)
        column.set(Math.round(value * 100), address);
    }
    told.set(name, column);
  }
}

/**
 * Amounts of single projects out of scope that follow from what was told: a number, or the difference of two of one
 * column, as a total less what is shown. Each such amount stands in one row alone, to the fen.
 */
export function isolatedIn(told: Told, foreign: ReadonlyMap<string, readonly number[]>): Isolated[] {
  return Array.from(foreign).flatMap(([column, amounts]) => {
    const known = told.get(column) ?? new Map<number, string>();
    return amounts.flatMap((amount): Isolated[] => {
      const alone = known.get(amount);
      if (alone !== undefined) return [{ column, from: [alone], amount }];
      for (const [total, address] of known) {
        const rest = known.get(total - amount);
        if (rest !== undefined) return [{ column, from: [address, rest], amount }];
      }
      return [];
    });
  });
}
