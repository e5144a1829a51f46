/** Of what groups differences are added up. */
export interface Grouped {
  id: string;
  groups: Readonly<Record<string, string>>;
}

/** What the second gives more than the first, in fen; null where either is unknown. */
export interface Comparison {
  byProject: Map<string, bigint | null>;
  total: bigint;
  more: number;
  less: number;
  same: number;
  incomparable: number;
  /** By the name of a group and then its value. */
  byGroup: Record<string, Map<string, bigint>>;
}

export interface Side {
  amount: ReadonlyMap<string, bigint>;
  unknown: readonly string[];
}

/** Who a rule does not ask after gets nothing by it, which is known. */
export function compareSides(first: Side, second: Side, projects: readonly Grouped[]): Comparison {
  const unknown = new Set([...first.unknown, ...second.unknown]);
  const told = projects.filter(({ id }) => unknown.has(id) || first.amount.has(id) || second.amount.has(id));
  const byProject = new Map(
    told.map(({ id }) => [id, unknown.has(id) ? null : (second.amount.get(id) ?? 0n) - (first.amount.get(id) ?? 0n)])
  );
  const byGroup: Comparison['byGroup'] = {};
  for (const { id, groups } of told)
    for (const [name, value] of Object.entries(groups)) {
      const sums = (byGroup[name] ??= new Map<string, bigint>());
      sums.set(value, (sums.get(value) ?? 0n) + (byProject.get(id) ?? 0n));
    }
  const known = [...byProject.values()].filter((difference) => difference !== null);
  return {
    byProject,
    total: known.reduce((sum, difference) => sum + difference, 0n),
    more: known.filter((difference) => difference > 0n).length,
    less: known.filter((difference) => difference < 0n).length,
    same: known.filter((difference) => difference === 0n).length,
    incomparable: byProject.size - known.length,
    byGroup,
  };
}
