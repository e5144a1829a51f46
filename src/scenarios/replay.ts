/** A project of a past batch, as its city ranked it. What is not known is null; a missing rank is the worst. */
export interface RankedProject {
  id: string;
  rank: number | null;
  /** Whether it takes a place. */
  isCounted: boolean;
  isListed: boolean;
  /** null: without a conclusion. */
  isAccepted: boolean | null;
}

/** Who would have fallen by so many places. Where the line runs through equal ranks: the group, and how many of it. */
export interface Replayed {
  used: number;
  out: string[];
  undecided: { among: string[]; fall: number } | null;
  /** Least and most. */
  listedOut: [number, number];
  acceptedOut: [number, number];
  free: number;
}

/** A past batch of a city under another number of places, by its own ranks. */
export function replay(places: number, projects: readonly RankedProject[]): Replayed {
  const counted = projects.filter(({ isCounted }) => isCounted).sort(inOrder);
  const beyond = Math.max(0, counted.length - places);
  const out: RankedProject[] = [];
  let group: RankedProject[] = [];
  for (let left = beyond; left > 0; left = beyond - out.length) {
    const rest = counted.slice(0, counted.length - out.length);
    const equal = rest.filter(({ rank }) => rank === rest.at(-1)!.rank);
    if (equal.length > left) {
      group = equal;
      break;
    }
    out.unshift(...equal);
  }
  const fall = beyond - out.length;
  const range = (isOne: (project: RankedProject) => boolean, mayBe = isOne): [number, number] => [
    out.filter(isOne).length + Math.max(0, fall - group.filter((project) => !isOne(project)).length),
    out.filter(mayBe).length + Math.min(fall, group.filter(mayBe).length),
  ];
  return {
    used: counted.length,
    out: out.map(({ id }) => id),
    undecided: group.length > 0 ? { among: group.map(({ id }) => id), fall } : null,
    listedOut: range(({ isListed }) => isListed),
    acceptedOut: range(
      ({ isListed, isAccepted }) => isListed && isAccepted === true,
      ({ isListed, isAccepted }) => isListed && isAccepted !== false
    ),
    free: Math.max(0, places - counted.length),
  };
}

function inOrder(a: RankedProject, b: RankedProject): number {
  const byRank = (a.rank ?? Infinity) - (b.rank ?? Infinity);
  return a.rank !== b.rank && byRank !== 0 ? byRank : a.id < b.id ? -1 : 1;
}
