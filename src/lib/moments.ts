import { codes, type Finding, type Moments } from '#spec';
import { words } from './words.ts';

type Moment = keyof typeof codes.moment;
type Judged = Pick<Finding, 'moment' | 'momentOn' | 'today' | 'asOf' | 'verdict'>;

/** When it was judged and, where something else holds now, what: “申报时点 2025-04-24 不通过 · 今日 已移出”. */
export function momentLine({ moment, momentOn, today, asOf, verdict }: Judged): string {
  const said = codes.verdict[verdict];
  if (!isMoment(moment) || moment === 'today') return `${words.asOf} ${asOf} ${said}`;
  const name = codes.moment[moment];
  const line = momentOn === null || momentOn > asOf ? words.notCome(name, said) : `${name} ${momentOn} ${said}`;
  return today === null ? line : `${line} · ${codes.moment.today} ${today}`;
}

const isMoment = (moment: string | null): moment is Moment => moment !== null && moment in codes.moment;

/** The verdict on one finding at one moment. */
export interface Mark {
  moment: string;
  /** 申报, and what stands for its verdict. */
  name: string;
  sign: string;
  kind: 'fail' | 'review' | 'pass' | 'none';
  /** The whole of it in words: 申报时点 2025-04-24 不通过. */
  says: string;
}

/** The same finding on every day. */
type Subject = Pick<Moments['findings'][number], 'rule' | 'subjectKind' | 'subjectId' | 'span'>;

const signs = { fail: '✗', review: '?', pass: '✓' } as const;
const keyOf = ({ rule, subjectKind, subjectId, span }: Subject) => JSON.stringify([rule, subjectKind, subjectId, span]);

/** The marks of each finding, once every moment that has come is played again; before that none. */
export function marksOf(moments: Moments | null): (finding: Subject) => Mark[] {
  if (moments === null || moments.moments.some(({ isReady }) => !isReady)) return () => [];
  const known = new Map(moments.findings.map((each) => [keyOf(each), each.verdicts]));
  return (finding) =>
    moments.moments.map(({ moment, on }) => {
      const title = isMoment(moment) ? codes.moment[moment] : moment;
      const verdict = known.get(keyOf(finding))?.[moment];
      const name = title.replace('时点', '');
      if (on === null) return { moment, name, sign: '–', kind: 'none', says: words.momentToCome(title) };
      if (!verdict) return { moment, name, sign: '·', kind: 'none', says: words.silentThen(title, on) };
      return { moment, name, sign: signs[verdict], kind: verdict, says: `${title} ${on} ${codes.verdict[verdict]}` };
    });
}
