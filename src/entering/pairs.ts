/** A row of before, one of after, or both where they are one row; by their places. */
export interface Pair {
  before: number | null;
  after: number | null;
}

type Rows = readonly (readonly string[])[];

const same = (row: readonly string[]): string => JSON.stringify(row);

/**
 * Which row of before each row of after is: those that are the same, in their order; between them those of one key;
 * then, where as many are left on both sides, one after the other. In the order of after, what is gone where it was.
 */
export function pairRows(before: Rows, after: Rows, key: readonly number[]): Pair[] {
  const [one, other] = [before.map(same), after.map(same)];
  const pairs: Pair[] = [];
  let [from, to] = [0, 0];
  for (const [left, right] of [...sameInOrder(one, other), [before.length, after.length] as const]) {
    pairs.push(...between(range(from, left), range(to, right), { before, after, key }));
    if (left < before.length || right < after.length) pairs.push({ before: left, after: right });
    [from, to] = [left + 1, right + 1];
  }
  return pairs;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

function between(
  gone: readonly number[],
  come: readonly number[],
  { before, after, key }: { before: Rows; after: Rows; key: readonly number[] }
): Pair[] {
  const keyOf = (row: readonly string[] | undefined) => same(key.map((at) => row?.[at] ?? ''));
  const left = new Set(gone);
  const partner = new Map<number, number>();
  for (const at of key.length === 0 ? [] : come) {
    const found = [...left].find((each) => keyOf(before[each]) === keyOf(after[at]));
    if (found === undefined) continue;
    partner.set(at, found);
    left.delete(found);
  }
  const alone = come.filter((at) => !partner.has(at));
  if (alone.length === left.size) for (const [at, each] of [...left].entries()) partner.set(alone[at]!, each);
  const taken = new Set(partner.values());
  return [
    ...come.map((at) => ({ before: partner.get(at) ?? null, after: at })),
    ...gone.filter((each) => !taken.has(each)).map((each) => ({ before: each, after: null })),
  ];
}

/** The longest run of equal rows in the order of both. */
function sameInOrder(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const [rows, columns] = [one.length - head - tail, other.length - head - tail];
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      lengths[row]![column] =
        one[head + row] === other[head + column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
  const middle: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (one[head + row] === other[head + column]) middle.push([head + row++, head + column++]);
    else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) row += 1;
    else column += 1;
  }
  return [
    ...range(0, head).map((at) => [at, at] as const),
    ...middle,
    ...range(0, tail).map((at) => [one.length - tail + at, other.length - tail + at] as const),
  ];
}
