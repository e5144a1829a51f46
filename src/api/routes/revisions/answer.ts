import { basisText, byKind, digestOf, kindOf, lackingOf, textOf, type Revision } from '#revisions';
import { qrText, type Paper } from '#seals';
import type { Receipt } from '#spec';
import { qrPicture } from '../../http/qr.ts';

/** What is signed of a notice: its whole text, and the numbers as they are now. */
export function statementOf(
  revision: Revision,
  {
    number,
    receipt,
    by,
    office,
    build,
  }: { number: string; receipt: Receipt; by: string; office: string; build: string }
) {
  const { content, steps } = revision;
  const of = (event: string) => steps.findLast((step) => step.event === event)?.by ?? '';
  return {
    office,
    kind: 'revision' as const,
    title: number,
    recipient: content.paper.recipient,
    path: `/papers/${content.paper.code}`,
    scope: content.scope,
    version: content.to.version,
    number: content.to.number,
    fingerprint: receipt.sha256,
    asOf: content.to.asOf,
    head: content.to.head,
    program: receipt.digest,
    build,
    isSample: content.isSample,
    by,
    numbers: content.numbers.map(({ key, title, now, before }) => ({
      key,
      title,
      exact: now?.exact ?? null,
      printed: now?.printed ?? '—',
      ...before.scale,
    })),
    says: [...textOf(revision), `经办 ${of('drafted')}　审核 ${of('reviewed')}　签发 ${by}`],
  };
}

/** A notice in a list. */
export const briefOf = ({ id, content, stage, steps, issued }: Revision) => {
  const { paper, to, scope, numbers } = content;
  const { version, number, asOf } = to;
  return {
    id,
    stage,
    number: issued?.number ?? null,
    code: issued?.code ?? null,
    paper: { ...paper },
    to: { version, number, asOf },
    scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
    numbers: numbers.length,
    draftedAt: steps[0]!.at,
    draftedBy: steps[0]!.by,
  };
};

/** All of it, as it is to be printed, with what whoever reads may do. */
export function answerOf(
  revision: Revision,
  { paper, office, mayRevise, maySeal }: { paper: Paper | null; office: string; mayRevise: boolean; maySeal: boolean }
) {
  const { content, causes, words, stage, steps } = revision;
  const isOpen = stage === 'draft' || stage === 'reviewed';
  return {
    ...briefOf(revision),
    isSample: content.isSample,
    office,
    of: content.of,
    list: content.numbers.map((number) => {
      const { key, title, state, before, now, change, unit, parts } = number;
      return {
        key,
        title,
        state,
        before: { exact: before.exact, printed: before.printed },
        now,
        change,
        unit,
        kinds: byKind(revision, number),
        causes: parts.map(({ cause }) => cause),
      };
    }),
    causes: content.causes.map((cause, at) => {
      const said = causes.find((each) => each.cause === at);
      const { cause: _at, ...rest } = said ?? { cause: at };
      return {
        ...cause,
        kind: kindOf(revision, at),
        said: said === undefined ? null : (rest as Omit<typeof said, 'cause'>),
        basis: basisText(said),
      };
    }),
    below: content.below,
    lost: content.lost,
    offsets: content.offsets,
    verdicts: content.verdicts,
    fault: content.fault,
    words,
    steps: steps.map(({ event, at, by, reason }) => ({ event, at, by, reason })),
    lacking: isOpen ? lackingOf(revision) : [],
    seen: digestOf(revision),
    mayWrite: isOpen && mayRevise,
    mayReview: stage === 'draft' && mayRevise,
    mayIssue: stage === 'reviewed' && maySeal,
    qr: paper === null ? null : qrPicture(qrText(paper)),
    sealedAt: paper?.statement.sealedAt ?? null,
  };
}
