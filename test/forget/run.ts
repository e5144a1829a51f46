import { readReference, tablesIn, type ReadReference } from '../../src/pipeline/stages/reference-files.ts';
import { openContentCheck, reference, type ContentCheck } from './content.ts';
import { keepRows, type Changed, type Kept } from './kept.ts';
import { together } from './together.ts';
import { spoil, spoilAll, tablesOf, trialsOf, type Trial } from './trials.ts';
import { reasonOf } from './undetectable.ts';

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
  /** Told as soon as what became of a trial is known. */
  onTried?(tried: Tried): void;
}

/** What is tried, and by what it is judged. */
interface Ground {
  tables: readonly ReadReference[];
  check: ContentCheck;
  kept: Kept;
}

/** Spoils one thing after another in the folders of the notices, and sees what is said of it and judged by it. */
export async function forget({ choose, onTried = () => {} }: ForgetOptions): Promise<Tried[]> {
  const ground = {
    tables: tablesIn(await readReference(reference)),
    check: await openContentCheck(),
    kept: await keepRows(),
  };
  try {
    const done: Tried[] = [];
    const end = (tried: readonly Tried[]) => {
      tried.forEach(onTried);
      done.push(...tried);
    };
    const toJudge: Tried[] = [];
    for (const trial of choose(trialsOf(tablesOf(ground.tables)))) {
      const told = await tell(trial, ground);
      if (isToJudge(told)) toJudge.push(told);
      else end([told]);
    }
    const groups = together(toJudge.map((each) => ({ ...each, group: `${each.trial.notice} ${each.outcome}` })));
    for (const group of groups) end(await judgeTogether(group, ground));
    return done;
  } finally {
    ground.check.close();
    ground.kept.close();
  }
}

/** What is said of a trial before anything is judged. */
async function tell(trial: Trial, { tables, check }: Ground): Promise<Tried> {
  const spoilt = spoil(tables, trial);
  const own = check.open(spoilt).find(({ notice }) => notice === trial.notice);
  const [fault] = await check.faults(spoilt, trial.file);
  const told = (outcome: Outcome, said: string): Tried => ({ trial, outcome, said, isJudged: false });
  if (fault) return told('refused', `${fault.file} ${fault.line ?? ''} ${fault.message}`);
  if (own) return told('open', own.item);
  const reason = reasonOf(trial, check.atHand.has(trial.notice));
  return reason === null ? told('wrong', '没有拒绝，也没有列为未录全') : told('unknowable', reason);
}

/** What a wrong value that nobody can know of does to verdicts is what it says: it is not judged. */
const isToJudge = ({ trial, outcome }: Tried): boolean =>
  outcome === 'open' || (outcome === 'unknowable' && trial.way !== 'mistyped');

/** Judges trials in one go; where anything is wrong, each half by itself, down to the one that it comes from. */
async function judgeTogether(group: readonly Tried[], ground: Ground): Promise<Tried[]> {
  const { tables, check, kept } = ground;
  const spoilt = spoilAll(
    tables,
    group.map(({ trial }) => trial)
  );
  const open = check.open(spoilt);
  const found = await kept.judge(spoilt, open).then(
    (changed) => ({ outcome: 'wrong' as const, said: changed.filter((each) => !isNamed(each, open)).map(lineOf) }),
    // A load that cannot go on publishes nothing.
    (error: unknown) => ({ outcome: 'refused' as const, said: [`判不下去：${String(error).slice(0, 200)}`] })
  );
  const judged = group.map((each) => ({ ...each, isJudged: true }));
  if (found.said.length === 0) return judged;
  if (group.length === 1)
    return judged.map((each) => ({ ...each, outcome: found.outcome, said: found.said.slice(0, 3).join('；') }));
  const middle = Math.ceil(group.length / 2);
  return [
    ...(await judgeTogether(group.slice(0, middle), ground)),
    ...(await judgeTogether(group.slice(middle), ground)),
  ];
}

/** A verdict may go only where its notice is told to be open; it never becomes a pass. */
const isNamed = ({ now, notices }: Changed, open: readonly { notice: string }[]): boolean =>
  now === null && notices.split('、').every((notice) => open.some((each) => each.notice === notice));

const lineOf = ({ rule, subject, before, now, message }: Changed): string =>
  `${rule} ${subject}：${before ?? '没有'} → ${now ?? '没有'}${message ? `（${message}）` : ''}`;
