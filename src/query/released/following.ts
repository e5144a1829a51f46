/** How often each unknown is in a sum: sorted by name, none that comes to nothing. */
export interface Sum {
  names: readonly number[];
  times: readonly number[];
}

/** What sums tell, by the name that each begins with: no other has it. */
export type Basis = Map<number, Sum>;

/** A prime whose square is still exact: numbers are counted by it, and nothing is rounded. */
const prime = 94_906_249;

/** A sum of terms that are sorted by name. */
export const sumOf = (terms: readonly (readonly [name: number, times: number])[]): Sum => ({
  names: terms.map(([name]) => name),
  times: terms.map(([, times]) => ((times % prime) + prime) % prime),
});

/** A sum less all that is told of it. */
export function less(sum: Sum, basis: Basis): Sum {
  let rest = sum;
  for (const [at, name] of sum.names.entries()) {
    const known = basis.get(name);
    if (known) rest = added(rest, known, prime - sum.times[at]!);
  }
  return rest;
}

/** Adds what a sum tells more. */
export function tell(basis: Basis, sum: Sum): void {
  const rest = less(sum, basis);
  const [name, times] = [rest.names[0], rest.times[0]];
  if (name === undefined || times === undefined) return;
  const by = inverse(times);
  const own = { names: rest.names, times: rest.times.map((each) => (each * by) % prime) };
  for (const [each, other] of basis) {
    const at = placeOf(other.names, name);
    if (at >= 0) basis.set(each, added(other, own, prime - other.times[at]!));
  }
  basis.set(name, own);
}

/** One sum and so many times another. */
export function added(one: Sum, other: Sum, by = 1): Sum {
  const names: number[] = [];
  const times: number[] = [];
  const push = (name: number, count: number) => {
    if (count === 0) return;
    names.push(name);
    times.push(count);
  };
  let [at, beside] = [0, 0];
  while (at < one.names.length || beside < other.names.length) {
    const [here, there] = [one.names[at] ?? Infinity, other.names[beside] ?? Infinity];
    const own = here <= there ? one.times[at++]! : 0;
    const more = there <= here ? (other.times[beside++]! * by) % prime : 0;
    push(Math.min(here, there), (own + more) % prime);
  }
  return { names, times };
}

function placeOf(names: readonly number[], name: number): number {
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (names[middle]! < name) from = middle + 1;
    else to = middle;
  }
  return names[from] === name ? from : -1;
}

/** What a number is to be multiplied by to come to one: its power by the prime less two. */
function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
