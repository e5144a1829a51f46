import { readReference, tablesIn, type ReadReference } from '../../src/pipeline/stages/reference-files.ts';
import { openContentCheck, reference, type ContentCheck } from './content.ts';
import { keepRows, type Changed, type Kept } from './kept.ts';
import { spoil, tablesOf, trialsOf, type Trial } from './trials.ts';
import { optional, undetectable } from './undetectable.ts';

/** What became of a trial: the content is refused, an open item is named, nobody can know, or it went wrong. */
export type Outcome = 'refused' | 'open' | 'unknowable' | 'wrong';

export interface Tried {
  trial: Trial;
  outcome: Outcome;
  /** The fault, the open item, why nobody can know, or what went wrong. */
  said: string;
  isJudged: boolean;
}

export interface ForgetOptions {
  /** Which of all trials are made. */
  choose(trials: readonly Trial[]): readonly Trial[];
  /** Which of those that are not refused are judged anew; what is neither refused nor open always is. */
  isJudged(trial: Trial): boolean;
  onTrial?(done: number, all: number): void;
}

/** Spoils one thing after another in the folders of the notices, and sees what is said of it and judged by it. */
export async function forget({ choose, isJudged, onTrial = () => {} }: ForgetOptions): Promise<Tried[]> {
  const check = await openContentCheck();
  const kept = await keepRows();
  try {
    const tables = tablesIn(await readReference(reference));
    const trials = choose(trialsOf(tablesOf(tables)));
    const tried: Tried[] = [];
    for (const trial of trials) {
      tried.push(await attempt(trial, { tables, check, kept, isJudged: isJudged(trial) }));
      onTrial(tried.length, trials.length);
    }
    return tried;
  } finally {
    check.close();
    kept.close();
  }
}

async function attempt(
  trial: Trial,
  {
    tables,
    check,
    kept,
    isJudged,
  }: { tables: readonly ReadReference[]; check: ContentCheck; kept: Kept; isJudged: boolean }
): Promise<Tried> {
  const spoilt = spoil(tables, trial);
  const open = check.open(spoilt);
  const own = open.find(({ notice }) => notice === trial.notice);
  const [fault] = await check.faults(spoilt, trial.file);
  if (fault)
    return { trial, outcome: 'refused', said: `${fault.file} ${fault.line ?? ''} ${fault.message}`, isJudged: false };
  const name = `${trial.table}.${trial.column}`;
  const reason = own?.item ?? (trial.way === 'mistyped' ? undetectable : optional)[name];
  if (reason === undefined) return { trial, outcome: 'wrong', said: '没有拒绝，也没有列为未录全', isJudged: false };
  const outcome = own ? 'open' : 'unknowable';
  // What a wrong value that nobody can know of does to verdicts is what it says.
  if ((own && !isJudged) || (!own && trial.way === 'mistyped'))
    return { trial, outcome, said: reason, isJudged: false };
  const wrong = (await kept.judge(spoilt, open)).filter((each) => !isNamed(each, open));
  return wrong.length === 0
    ? { trial, outcome, said: reason, isJudged: true }
    : { trial, outcome: 'wrong', said: wrong.slice(0, 3).map(lineOf).join('；'), isJudged: true };
}

/** A verdict may go only where its notice is told to be open; it never becomes a pass. */
const isNamed = ({ now, notices }: Changed, open: readonly { notice: string }[]): boolean =>
  now === null && notices.split('、').every((notice) => open.some((each) => each.notice === notice));

const lineOf = ({ rule, subject, before, now, message }: Changed): string =>
  `${rule} ${subject}：${before ?? '没有'} → ${now ?? '没有'}${message ? `（${message}）` : ''}`;
