import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can, type Reader } from '#access';
import { recordFile } from '#pipeline';
import {
  draft,
  drop,
  giveBack,
  issuedLine,
  nextNumber,
  review,
  tellCause,
  toIssue,
  write,
  type Kind,
  type Person,
  type Revision,
} from '#revisions';
import { beijingTime, seal } from '#seals';
import { covers, Refusal } from '#spec';
import {
  closed,
  RevisionAnswer,
  RevisionCauseForm,
  RevisionDone,
  RevisionForm,
  RevisionIssued,
  RevisionReasonForm,
  Revisions,
  RevisionSeenForm,
  RevisionWordsForm,
} from '#spec/answers';
import { openStore, type Store } from '#store';
import type { Api } from '../../http/context.ts';
import { formRoute } from '../../http/forms.ts';
import { buildTag, seenBy, type Papers } from '../../http/papers.ts';
import { tagged } from '../../http/tagged.ts';
import { refusalOf } from '../../http/write-guard.ts';
import { readBodies } from '../decisions/bodies.ts';
import { dayOf } from '../decisions/said.ts';
import { entered, keysAtHand } from '../papers/sealing.ts';
import { answerOf, briefOf, statementOf } from './answer.ts';
import { draftingOf } from './drafting.ts';
import { clean, personIn } from './said.ts';

/**
 * 数据变动说明: `GET /revisions`, `/revisions/<id>`; `POST /revisions` drafts one, and what follows writes in it, reviews,
 * gives back, drops and issues it.
 */
export function revisions(app: FastifyInstance, api: Api, onRecord: Papers): void {
  if (api.seals === null) return;
  const { seals } = api;
  readBodies(app);
  const drafting = draftingOf(api, onRecord);
  const onFile = (): Revision[] => onRecord.revisions();
  /** A draft is for those who may write in it; what was issued for whoever may see its rows. */
  const mayRead = (reader: Reader, { stage, content }: Revision) =>
    covers(reader.scope, content.scope) && (stage === 'issued' || can(reader, 'revise') || can(reader, 'seal'));
  const find = (reader: Reader, id: string): Revision => {
    const revision = onFile().find((each) => each.id === id);
    if (!revision || !mayRead(reader, revision)) throw new Refusal(404, 'unknown_revision', '没有这份数据变动说明。');
    return revision;
  };
  const byRow = { needs: 'rows' as const, querystring: closed({}) };

  const many = {
    ...byRow,
    summary: 'Notices of changes (数据变动说明), the newest first',
    response: { 200: Revisions },
  };
  app.get(
    '/revisions',
    tagged(api, many, async (request) => {
      const reader = api.reader(request);
      const read = onFile().filter((each) => mayRead(reader, each));
      return {
        version: api.warehouse.version(),
        revisions: read.reverse().map(briefOf),
        mayDraft: can(reader, 'revise') && refusalOf(request, api.writes) === null,
      };
    })
  );

  const params = closed({ id: Type.String({ maxLength: 40 }) });
  const one = { ...byRow, summary: 'One of them, as it is to be printed', params, response: { 200: RevisionAnswer } };
  app.get(
    '/revisions/:id',
    tagged(api, one, async (request) => {
      const reader = api.reader(request);
      const revision = find(reader, request.params.id);
      const paper = onRecord.register().papers.find(({ code }) => code === revision.issued?.code) ?? null;
      const isOpen = refusalOf(request, api.writes) === null;
      return answerOf(revision, {
        paper,
        office: paper?.statement.office ?? seals.office,
        mayRevise: isOpen && can(reader, 'revise'),
        maySeal: isOpen && can(reader, 'seal'),
      });
    })
  );

  const start = {
    needs: 'revise' as const,
    summary: 'Draft a notice: which numbers of a paper no longer hold, and why, by the exact comparison',
    querystring: closed({}),
    body: RevisionForm,
    response: { 201: RevisionDone },
  };
  app.post(
    '/revisions',
    formRoute(start, async (request) => {
      const reader = api.reader(request);
      const by = personIn(reader, request.body.by);
      const paper = seenBy(onRecord.register(), reader).papers.find(({ code }) => code === request.body.paper.trim());
      if (!paper) throw new Refusal(404, 'unknown_paper', '登记簿上没有这份材料。');
      if (paper.voided) throw new Refusal(409, 'voided_already', '这份材料已经作废，不用写说明。');
      if (paper.statement.kind === 'revision')
        throw new Refusal(409, 'not_a_paper', '这是一份数据变动说明：再有变动，请从原来那份材料另写一份。');
      const content = await drafting.contentOf(request, request.body, paper);
      const id = randomBytes(5).toString('hex');
      withStore((store) => draft(store, { at: beijingTime(), by }, { id, content }));
      return { answer: { id, stage: 'draft' as const }, to: `/revisions/${id}` };
    })
  );

  /** What somebody does with a notice that is there. */
  const deed = <B extends ReturnType<typeof closed>>(
    step: string,
    body: B,
    summary: string,
    work: (store: Store, when: { at: string; by: Person }, id: string, said: never) => void
  ) => {
    const schema = {
      needs: 'revise' as const,
      summary,
      params,
      querystring: closed({}),
      body,
      response: { 201: RevisionDone },
    };
    app.post(
      `/revisions/:id/${step}`,
      formRoute(schema, async (request) => {
        const { id } = (request as FastifyRequest<{ Params: { id: string } }>).params;
        const reader = api.reader(request);
        find(reader, id);
        const said = request.body as { by?: string };
        withStore((store) => work(store, { at: beijingTime(), by: personIn(reader, said.by) }, id, said as never));
        return { answer: { id, stage: find(reader, id).stage }, to: `/revisions/${id}` };
      })
    );
  };

  type Said<T> = Readonly<Partial<Record<Exclude<keyof T, 'cause'>, string>>> & { cause?: number };
  deed('cause', RevisionCauseForm, 'Say of what kind a cause is, why, and by which paper', (store, when, id, said) => {
    const { cause = -1, kind = '', reason, document, signer, on } = said as Said<typeof RevisionCauseForm.properties>;
    tellCause(store, when, id, {
      cause,
      kind: kind === '' ? null : (kind as Kind),
      reason: clean(reason),
      document: clean(document),
      signer: clean(signer),
      on: clean(on) === '' ? '' : dayOf(clean(on), '订正依据的日期'),
    });
  });
  deed('words', RevisionWordsForm, 'Write what is not worked out', (store, when, id, said) => {
    const { effect, sentTo } = said as Said<typeof RevisionWordsForm.properties>;
    write(store, when, id, { effect: clean(effect), sentTo: clean(sentTo) });
  });
  deed(
    'review',
    RevisionSeenForm,
    'Say that it is right: another person than who wrote it',
    (store, when, id, said) => {
      review(store, when, id, (said as { seen: string }).seen);
    }
  );
  deed('return', RevisionReasonForm, 'Give it back to be written anew', (store, when, id, said) => {
    giveBack(store, when, id, (said as { reason: string }).reason.trim());
  });
  deed('drop', RevisionReasonForm, 'Drop a draft; it stays on record', (store, when, id, said) => {
    drop(store, when, id, (said as { reason: string }).reason.trim());
  });

  const issue = {
    needs: 'seal' as const,
    summary: 'Issue it: it is numbered, signed with the key of the office and entered',
    params,
    querystring: closed({}),
    body: RevisionSeenForm,
    response: { 201: RevisionIssued },
  };
  app.post(
    '/revisions/:id/issue',
    formRoute(issue, async (request) => {
      const reader = api.reader(request);
      const { id } = request.params;
      const revision = find(reader, id);
      const by = personIn(reader, request.body.by);
      const held = await keysAtHand(seals.keys);
      await drafting.needStanding(revision);
      const receipt = await drafting.receiptOf(revision.content.to.version);
      const at = beijingTime();
      let number = '';
      const paper = entered(() =>
        withStore((store) =>
          seal(
            store,
            (entries) => {
              const now = toIssue(entries, id, request.body.seen);
              number = nextNumber(entries, at.slice(0, 4));
              return statementOf(now, { number, receipt, by: by.name, office: seals.office, build: buildTag(api) });
            },
            { at, keys: held, beside: ({ code }) => [issuedLine({ at, by }, { id, number, code })] }
          )
        )
      );
      return { answer: { id, number, code: paper.code }, to: `/revisions/${id}` };
    })
  );

  function withStore<T>(work: (store: Store) => T): T {
    const store = openStore(recordFile(api.warehouse.folder));
    try {
      return work(store);
    } finally {
      store.close();
    }
  }
}
