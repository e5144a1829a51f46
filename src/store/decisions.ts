import type { Entry, Statement } from './entry.ts';
import type { Store } from './store.ts';

/** What a finding is known by from version to version: its rule, whom it is about, and for which batch or year. */
export interface FindingKey {
  rule: string;
  subjectKind: string;
  subjectId: string;
  /** The year of a finding that has one, else its batches. */
  span: string;
}

/** What an officer says of one finding. */
export interface Decision extends FindingKey {
  /** `withdrawn` takes back the one before. */
  state: 'proposed' | 'decided' | 'withdrawn';
  /** null of what is withdrawn. */
  conclusion: 'pass' | 'fail' | 'not_applicable' | null;
  basis: string;
  document: string | null;
  /** The name of a paper that is kept elsewhere. */
  attachment: string | null;
  person: { name: string; isVerified: boolean };
  /** The day that it was decided, as it was said. */
  on: string;
  notice: string | null;
  /** The version that it was decided on, with what the rule found there. */
  version: string;
  verdict: string;
  message: string;
  /** The values that were judged, by name. */
  judged: Readonly<Record<string, unknown>>;
  /** The hash of the line that is taken back; null of a decision. */
  withdraws: string | null;
}

/** A decision in its place in the record. Its `id` is the hash of its line. */
export interface DecisionLine extends Decision {
  position: number;
  id: string;
  at: string;
}

/** The stream of the record that decisions are in. */
export const decisionStream = 'decisions';

/** Somebody decided one of these findings after the writer had looked; nothing was written. */
export class DecidedMeanwhile extends Error {
  readonly since: readonly DecisionLine[];

  constructor(since: readonly DecisionLine[]) {
    super('decided meanwhile');
    this.name = 'DecidedMeanwhile';
    this.since = since;
  }
}

/**
 * Writes decisions down, all or none. `seen` is the head of decisions that their writer saw, '' where there was none:
 * what was said of the same findings since then is a DecidedMeanwhile. A head that is not there is one too.
 */
export function recordDecisions(
  store: Store,
  decisions: readonly Decision[],
  { at, seen }: { at: string; seen: string }
): DecisionLine[] {
  const keys = new Set(decisions.map(keyOf));
  const entries = store.appendAll(() => {
    const isLast = (store.last(decisionStream)?.hash ?? '') === seen;
    const known = isLast ? [] : store.entries(decisionStream);
    const from = isLast || seen === '' ? 0 : known.find(({ hash }) => hash === seen)?.position;
    const since = known.filter(({ position }) => from === undefined || position > from).map(readLine);
    const about = since.filter((line) => keys.has(keyOf(line)));
    if (from === undefined || about.length > 0) throw new DecidedMeanwhile(about);
    return decisions.map((decision): Statement => ({
      stream: decisionStream,
      at,
      by: decision.person.name,
      body: JSON.stringify(decision),
    }));
  });
  return entries.map(readLine);
}

/** The decisions after a position, the oldest first. */
export const decisionsIn = (store: Store, after = 0): DecisionLine[] =>
  store.entries(decisionStream, after).map(readLine);

export const keyOf = ({ rule, subjectKind, subjectId, span }: FindingKey): string =>
  JSON.stringify([rule, subjectKind, subjectId, span]);

function readLine({ position, hash: id, at, body }: Entry): DecisionLine {
  return { ...(JSON.parse(body) as Decision), position, id, at };
}
