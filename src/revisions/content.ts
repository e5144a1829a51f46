import type { Status, Step } from '#changes';
import type { State } from '#seals';
import type { Kind } from './kinds.ts';

/** A version as a notice names it. */
export interface VersionNamed {
  version: string;
  number: string;
  asOf: string;
}

/** The load that brought a file as it is now. */
export interface LoadNamed {
  file: string;
  number: string;
  loadedAt: string;
  /** null to whoever is bound to a scope, and where nobody said. */
  by: string | null;
}

/** What one thing made of the numbers of a paper. */
export interface Cause {
  /** null: the comparison cannot share the change out. */
  step: Step | null;
  says: string;
  proposed: Kind | null;
  /** An officer says of what kind it is: nothing is proposed, or a verdict turned with it. */
  mustChoose: boolean;
  /** Projects behind it whose verdict turned. */
  turned: number;
  loads: LoadNamed[];
  /** What the step itself changed, where that is not of single projects. */
  details: string[];
  /** The largest first. */
  lines: { subject: string; name: string | null; city: string | null; says: string }[];
  /** How many subjects there are in all. */
  count: number;
}

/** What a number of the paper is now, and what of the change each cause made: they add up to it. */
export interface ChangedNumber {
  key: string;
  title: string;
  state: State;
  before: { exact: string | null; printed: string; scale: { divisor: string; digits: number } };
  now: { exact: string | null; printed: string } | null;
  status: Status | null;
  change: string | null;
  unit: string;
  isMoney: boolean;
  parts: { cause: number; said: string | null }[];
}

/** What is drafted: all that the program says of a paper and a version. Nothing of it is changed afterwards. */
export interface Content {
  paper: { code: string; title: string; recipient: string; sealedAt: string; path: string } & VersionNamed;
  to: VersionNamed & { head: string };
  scope: Readonly<Record<string, readonly string[]>>;
  isSample: boolean;
  /** How many numbers the paper has, as this edition knows them. */
  of: number;
  numbers: ChangedNumber[];
  causes: Cause[];
  /** The data moved, and it would be printed the same. */
  below: { title: string; printed: string }[];
  /** What cannot be said of the present version. */
  lost: { title: string; printed: string }[];
  /** Metrics of the paper that came to the same though data under them moved. */
  offsets: string[];
  /** The verdicts that turned among the projects behind the causes, the first of them by name. */
  verdicts: { count: number; first: { rule: string; subject: string; from: string | null; to: string | null }[] };
  /** Why causes cannot be told apart from data, in words. */
  fault: string | null;
}

/** So much of each stands on a notice; the rest is counted. */
export const most = { numbers: 400, lines: 8, verdicts: 20, details: 8, named: 60 };
