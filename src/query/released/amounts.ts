/** How often an amount is in each sum that it is in, by the sum's place among the names. */
export type Stands = readonly (readonly [sum: number, times: number])[];

/** The sums in which one amount stands, and what it comes to in some projects: nothing where that is not looked at. */
export interface Amount {
  sums: readonly number[];
  worth: readonly bigint[];
}

/**
 * The amounts of a project that the others are the differences of: what is reduced is what was declared less what was
 * verified. Who adds and subtracts sums knows as much.
 */
export function amountsOf(amounts: readonly Amount[]): Stands[] {
  const size = ({ worth }: Amount) => worth.map((each) => (each < 0n ? -each : each))[0] ?? 0n;
  const made = new Map<Amount, Map<Amount, number>>();
  for (const amount of amounts.toSorted((one, other) => Number(size(other) - size(one)))) {
    const [from, less] = differenceIn([...made.keys()], amount) ?? [amount];
    const of = new Map(made.get(from) ?? [[amount, 1]]);
    for (const [each, times] of (less && made.get(less)) ?? []) of.set(each, (of.get(each) ?? 0) - times);
    made.set(amount, of);
  }
  return amounts.flatMap((base) => {
    const stands = amounts.flatMap(({ sums }, at) => {
      const times = made.get(amounts[at]!)!.get(base) ?? 0;
      return times === 0 ? [] : sums.map((sum) => [sum, times] as const);
    });
    return stands.length === 0 ? [] : [stands.sort(([one], [other]) => one - other)];
  });
}

/** Two amounts that differ by another wherever it is looked at. */
function differenceIn(known: readonly Amount[], { worth }: Amount): [from: Amount, less: Amount] | undefined {
  if (worth.length === 0) return undefined;
  const others = known.filter((each) => each.worth.length > 0);
  for (const from of others) {
    const less = others.find((each) => worth.every((amount, at) => from.worth[at]! - each.worth[at]! === amount));
    if (less !== undefined) return [from, less];
  }
  return undefined;
}
