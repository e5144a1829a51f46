import { createHash } from 'node:crypto';
import { Refusal } from '#spec';
import { paperStream, type Entry, type Store } from '#store';
import type { Content } from './content.ts';
import { kindTitles, type Kind } from './kinds.ts';

/** How far a notice is. One that was reviewed and is changed again is a draft. */
export type Stage = 'draft' | 'reviewed' | 'issued' | 'dropped';

/** What an officer says of a cause: its kind, why it is another than proposed, by which paper it was asked for. */
export interface ToldCause {
  cause: number;
  kind: Kind | null;
  reason: string;
  document: string;
  signer: string;
  on: string;
}

/** What an officer writes besides. */
export interface Words {
  /** Whether decisions that were made are touched. */
  effect: string;
  /** Where the paper was sent, and who was told. */
  sentTo: string;
}

/** Who did something: the account, where people sign in. */
export interface Person {
  name: string;
  account: string | null;
}

export type Did = 'drafted' | 'changed' | 'reviewed' | 'returned' | 'dropped' | 'issued';

export interface Step {
  event: Did;
  at: string;
  by: string;
  account: string | null;
  reason: string | null;
}

/** A notice of changes as it stands on record. */
export interface Revision {
  id: string;
  content: Content;
  causes: ToldCause[];
  words: Words;
  stage: Stage;
  steps: Step[];
  /** 数据变动说明〔年〕3号, and the paper that it became; null before it is issued. */
  issued: { number: string; code: string } | null;
}

type Said =
  | { event: 'revision_drafted'; id: string; content: Content }
  | ({ event: 'revision_told'; id: string } & ToldCause)
  | ({ event: 'revision_worded'; id: string } & Words)
  | { event: 'revision_reviewed'; id: string; seen: string }
  | { event: 'revision_returned' | 'revision_dropped'; id: string; reason: string }
  | { event: 'revision_issued'; id: string; number: string; code: string };

type Line = Said & { account: string | null };

/** The notices on record, the oldest first. */
export function readRevisions(entries: readonly Entry[]): Revision[] {
  const known = new Map<string, Revision>();
  for (const { at, by, body } of entries) {
    if (!body.startsWith('{"event":"revision_')) continue;
    const said = JSON.parse(body) as Line;
    const step = (event: Did, reason: string | null = null): Step => ({
      event,
      at,
      by: by ?? '',
      account: said.account,
      reason,
    });
    if (said.event === 'revision_drafted') {
      const { id, content } = said;
      const words = { effect: '', sentTo: '' };
      known.set(id, { id, content, causes: [], words, stage: 'draft', steps: [step('drafted')], issued: null });
      continue;
    }
    const revision = known.get(said.id);
    if (revision) apply(revision, said, step);
  }
  return [...known.values()];
}

function apply(
  revision: Revision,
  said: Exclude<Line, { event: 'revision_drafted' }>,
  step: (event: Did, reason?: string | null) => Step
): void {
  const { steps } = revision;
  switch (said.event) {
    case 'revision_told': {
      const { cause, kind, reason, document, signer, on } = said;
      const others = revision.causes.filter((each) => each.cause !== cause);
      revision.causes = [...others, { cause, kind, reason, document, signer, on }].sort((a, b) => a.cause - b.cause);
      revision.stage = 'draft';
      steps.push(step('changed'));
      return;
    }
    case 'revision_worded':
      revision.words = { effect: said.effect, sentTo: said.sentTo };
      revision.stage = 'draft';
      steps.push(step('changed'));
      return;
    case 'revision_reviewed':
      revision.stage = 'reviewed';
      steps.push(step('reviewed'));
      return;
    case 'revision_returned':
      revision.stage = 'draft';
      steps.push(step('returned', said.reason));
      return;
    case 'revision_dropped':
      revision.stage = 'dropped';
      steps.push(step('dropped', said.reason));
      return;
    case 'revision_issued':
      revision.stage = 'issued';
      revision.issued = { number: said.number, code: said.code };
      steps.push(step('issued'));
  }
}

/** What a reviewer saw, in one word: of anything else nothing is reviewed and nothing issued. */
export const digestOf = ({ content, causes, words }: Pick<Revision, 'content' | 'causes' | 'words'>): string =>
  createHash('sha256')
    .update(JSON.stringify([content, causes, words]))
    .digest('hex')
    .slice(0, 20);

/** Of what kind a cause is: as an officer said, else as it was proposed; null where nobody said. */
export function kindOf({ content, causes }: Pick<Revision, 'content' | 'causes'>, cause: number): Kind | null {
  const { proposed, mustChoose } = content.causes[cause]!;
  return causes.find((each) => each.cause === cause)?.kind ?? (mustChoose ? null : proposed);
}

/** What has yet to be said before it can be reviewed. */
export function lackingOf(revision: Pick<Revision, 'content' | 'causes' | 'words'>): string[] {
  const { content, words } = revision;
  const open = content.causes.flatMap(({ says }, at) =>
    kindOf(revision, at) === null ? [`原因 ${at + 1}（${says}）还没有选是${Object.values(kindTitles).join('、')}`] : []
  );
  const mattersToDecisions = content.verdicts.count > 0 || content.numbers.some(({ isMoney }) => isMoney);
  return [
    ...open,
    ...(mattersToDecisions && words.effect === '' ? ['有结论变了或者金额变了，要写是否影响已作出的决定'] : []),
  ];
}

const findIn = (store: Store, id: string): Revision => {
  const revision = readRevisions(store.entries(paperStream)).find((each) => each.id === id);
  if (!revision) throw new Refusal(404, 'unknown_revision', '没有这份数据变动说明。');
  return revision;
};

/** Enters what somebody said of a notice, if it may be said now: looked at and written in one change of the record. */
function enter(
  store: Store,
  { at, by }: { at: string; by: Person },
  said: Said,
  look: (revision: Revision) => void
): void {
  store.appendAll(() => {
    if (said.event !== 'revision_drafted') look(findIn(store, said.id));
    return [lineOf({ at, by }, said)];
  });
}

const lineOf = ({ at, by }: { at: string; by: Person }, said: Said) => ({
  stream: paperStream,
  at,
  by: by.name,
  body: JSON.stringify({ ...said, account: by.account }),
});

interface When {
  at: string;
  by: Person;
}

export const draft = (store: Store, when: When, { id, content }: { id: string; content: Content }): void =>
  enter(store, when, { event: 'revision_drafted', id, content }, () => undefined);

export const tellCause = (store: Store, when: When, id: string, told: ToldCause): void =>
  enter(store, when, { event: 'revision_told', id, ...told }, (revision) => {
    needOpen(revision);
    const cause = revision.content.causes[told.cause];
    if (!cause) throw new Refusal(404, 'unknown_cause', '没有这一条原因。');
    const isOther = told.kind !== null && told.kind !== cause.proposed;
    if (isOther && told.reason === '')
      throw new Refusal(
        400,
        'no_reason',
        cause.proposed === null ? '程序没有提出，要写明为什么这样定。' : '和程序提出的不同，要写明理由。'
      );
  });

export const write = (store: Store, when: When, id: string, words: Words): void =>
  enter(store, when, { event: 'revision_worded', id, ...words }, needOpen);

/** Reviewed by another person than who drafted it or changed it, where people sign in. */
export const review = (store: Store, when: When, id: string, seen: string): void =>
  enter(store, when, { event: 'revision_reviewed', id, seen }, (revision) => {
    needOpen(revision);
    if (revision.stage !== 'draft') throw new Refusal(409, 'not_a_draft', '已经审核过。');
    needSame(revision, seen);
    const lacking = lackingOf(revision);
    if (lacking.length > 0) throw new Refusal(409, 'not_complete', `还不能审核：${lacking.join('；')}。`);
    const { account } = when.by;
    const writers = revision.steps.filter(({ event }) => event === 'drafted' || event === 'changed');
    if (account !== null && writers.some((step) => step.account === account))
      throw new Refusal(403, 'own_draft', '起草或者改过这份说明的人不能审核，要由另一个人审核。');
  });

export const giveBack = (store: Store, when: When, id: string, reason: string): void =>
  enter(store, when, { event: 'revision_returned', id, reason }, (revision) => {
    if (revision.stage !== 'reviewed') throw new Refusal(409, 'not_reviewed', '还没有审核，不用退回。');
  });

export const drop = (store: Store, when: When, id: string, reason: string): void =>
  enter(store, when, { event: 'revision_dropped', id, reason }, needOpen);

/** A notice as it is issued, looked up while the record is held: whoever changes it meanwhile comes too late. */
export function toIssue(entries: readonly Entry[], id: string, seen: string): Revision {
  const revision = readRevisions(entries).find((each) => each.id === id);
  if (!revision) throw new Refusal(404, 'unknown_revision', '没有这份数据变动说明。');
  if (revision.stage === 'issued') throw new Refusal(409, 'issued_already', '已经签发。');
  if (revision.stage !== 'reviewed') throw new Refusal(409, 'not_reviewed', '审核以后才能签发。');
  needSame(revision, seen);
  return revision;
}

export const issuedLine = (when: When, { id, number, code }: { id: string; number: string; code: string }) =>
  lineOf(when, { event: 'revision_issued', id, number, code });

/** The next number of a year: none is given twice, also where one was annulled. */
export function nextNumber(entries: readonly Entry[], year: string): string {
  const given = readRevisions(entries).flatMap(({ issued }) => {
    const [, of, count] = /〔(\d+)〕(\d+)号/.exec(issued?.number ?? '') ?? [];
    return of === year ? [Number(count)] : [];
  });
  return `数据变动说明〔${year}〕${Math.max(0, ...given) + 1}号`;
}

function needOpen({ stage }: Revision): void {
  if (stage === 'issued') throw new Refusal(409, 'issued_already', '已经签发，不能再改。');
  if (stage === 'dropped') throw new Refusal(409, 'dropped_already', '这份草稿已经作废。');
}

function needSame(revision: Revision, seen: string): void {
  if (digestOf(revision) !== seen) throw new Refusal(409, 'changed_since', '您看过以后又有人改过，请重新看一遍。');
}
