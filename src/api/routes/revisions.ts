import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can, readScope, type Reader } from '#access';
import { filesOf, recordFile, reignsOf } from '#pipeline';
import { dimensionNames, readFilters, titlesOf } from '#query';
import {
  basisText,
  byKind,
  digestOf,
  draft,
  draftOf,
  drop,
  giveBack,
  issuedLine,
  kindOf,
  lackingOf,
  nextNumber,
  review,
  tellCause,
  textOf,
  toIssue,
  write,
  type LoadNamed,
  type Person,
  type Revision,
} from '#revisions';
import { beijingTime, brokenOf, compareNumbers, qrText, seal, type Paper, type Watched } from '#seals';
import { covers, isWhole, Refusal, type Receipt, type Scope } from '#spec';
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
import { patienceOf } from '../http/as-of.ts';
import type { Api } from '../http/context.ts';
import { onForm } from '../http/forms.ts';
import { buildTag, seenBy, type Papers } from '../http/papers.ts';
import { qrPicture } from '../http/qr.ts';
import { route } from '../http/route.ts';
import { tagged } from '../http/tagged.ts';
import { refusalOf } from '../http/write-guard.ts';
import { readBodies } from './decisions/bodies.ts';
import { dayOf, personOf } from './decisions/said.ts';
import { entered, keysAtHand } from './papers.ts';

/**
 * 数据变动说明: `GET /revisions`, `/revisions/<id>`; `POST /revisions` drafts one, and what follows writes in it, reviews,
 * gives back, drops and issues it.
 */
export function revisions(app: FastifyInstance, api: Api, onRecord: Papers): void {
  if (api.seals === null) return;
  const { seals } = api;
  readBodies(app);
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
    route(start, (request, reply) =>
      onForm(
        request,
        reply,
        () => null,
        async () => {
          const reader = api.reader(request);
          const by = personIn(reader, request.body.by);
          const paper = seenBy(onRecord.register(), reader).papers.find(
            ({ code }) => code === request.body.paper.trim()
          );
          if (!paper) throw new Refusal(404, 'unknown_paper', '登记簿上没有这份材料。');
          if (paper.voided) throw new Refusal(409, 'voided_already', '这份材料已经作废，不用写说明。');
          if (paper.statement.kind === 'revision')
            throw new Refusal(409, 'not_a_paper', '这是一份数据变动说明：再有变动，请从原来那份材料另写一份。');
          const content = await contentOf(request, request.body, paper);
          const id = randomBytes(5).toString('hex');
          withStore((store) => draft(store, { at: beijingTime(), by }, { id, content }));
          return { answer: { id, stage: 'draft' as const }, to: `/revisions/${id}` };
        }
      )
    )
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
      route(schema, (request, reply) =>
        onForm(
          request,
          reply,
          () => null,
          async () => {
            const { id } = (request as FastifyRequest<{ Params: { id: string } }>).params;
            const reader = api.reader(request);
            find(reader, id);
            const said = request.body as { by?: string };
            withStore((store) => work(store, { at: beijingTime(), by: personIn(reader, said.by) }, id, said as never));
            return { answer: { id, stage: find(reader, id).stage }, to: `/revisions/${id}` };
          }
        )
      )
    );
  };

  type Said<T> = Readonly<Partial<Record<Exclude<keyof T, 'cause'>, string>>> & { cause?: number };
  deed('cause', RevisionCauseForm, 'Say of what kind a cause is, why, and by which paper', (store, when, id, said) => {
    const { cause = -1, kind = '', reason, document, signer, on } = said as Said<typeof RevisionCauseForm.properties>;
    tellCause(store, when, id, {
      cause,
      kind: kind === '' ? null : (kind as NonNullable<ReturnType<typeof kindOf>>),
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
    route(issue, (request, reply) =>
      onForm(
        request,
        reply,
        () => null,
        async () => {
          const reader = api.reader(request);
          const { id } = request.params;
          const revision = find(reader, id);
          const by = personIn(reader, request.body.by);
          const held = await keysAtHand(seals.keys);
          await needStanding(revision);
          const receipt = await receiptOf(revision.content.to.version);
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
        }
      )
    )
  );

  /** What is drafted: of the whole scope of the paper, or of the part that the edition is for. */
  async function contentOf(request: FastifyRequest, said: { to?: string; scope?: string }, paper: Paper) {
    const { statement, code } = paper;
    const reader = api.reader(request);
    const scope = said.scope?.trim() ? readScope(said.scope.trim()) : statement.scope;
    if (!covers(statement.scope, scope)) throw new Refusal(400, 'bad_scope', '这份材料里没有这个范围的数。');
    if (!covers(reader.scope, scope)) throw new Refusal(403, 'out_of_scope', '不在您看得到的范围里。');
    const version = said.to?.trim() || api.warehouse.version();
    if (!version) throw new Refusal(404, 'no_version', '还没有发布过版本。');
    const isCurrent = version === api.warehouse.version();
    const [before, after] = [await receiptOf(statement.version), await receiptOf(version)];
    const decided = api.decisions.now();
    if (decided.fault !== null) throw new Refusal(503, 'record_damaged', decided.fault);
    const head = isCurrent ? decided.head : (after.decisions ?? '');
    const known = await catalogOf(version, scope);
    const { asked, watched } = await watchedOf(paper, { version, head, scope });
    const pair = { from: statement.version, to: version, decided: head };
    const loadOf = await loadsBetween(before, after, isWhole(scope));
    const { title, recipient, sealedAt, number, asOf } = statement;
    const isOwn = sameScope(scope, statement.scope);
    return api.comparisons.ask(pair, patienceOf(request.headers), async (comparison) =>
      draftOf({
        // An edition for a part says no word that was written for the whole.
        paper: {
          code,
          title: isOwn ? title : asked.title,
          recipient: isOwn ? recipient : '',
          sealedAt,
          path: statement.path,
          version: statement.version,
          number,
          asOf,
        },
        to: { version, number: after.number, asOf: after.asOf, head },
        isSample: after.isSample,
        scope,
        watched,
        comparison,
        loadOf,
        ...known,
      })
    );
  }

  /** The numbers of a paper's page asked again; of a part of its scope those that this part had then. */
  async function watchedOf(
    paper: Paper,
    { version, head, scope }: { version: string; head: string; scope: Scope }
  ): Promise<{ asked: { title: string }; watched: Watched }> {
    const { statement } = paper;
    const said = (asked: string) => new Refusal(409, 'not_comparable', `不能起草：${asked}。`);
    const isOwn = sameScope(scope, statement.scope);
    const then = isOwn
      ? statement
      : await onRecord.askThen(statement.path, { version: statement.version, head: statement.head, scope });
    if (typeof then === 'string') throw said(then);
    const now = await onRecord.askThen(statement.path, { version, head, scope });
    if (typeof now === 'string') throw said(now);
    // What a page tells everybody of others is none of a part's own.
    const numbers = isOwn ? then.numbers : then.numbers.filter(({ key }) => isWithin(key, scope));
    return { asked: then, watched: compareNumbers({ numbers }, now.numbers) };
  }

  /** Nothing is issued that is not so any more: what it says of the present is asked once more. */
  async function needStanding({ content }: Revision): Promise<void> {
    const version = api.warehouse.version();
    const paper = onRecord.register().papers.find(({ code }) => code === content.paper.code);
    if (!paper || version === null) throw new Refusal(404, 'unknown_paper', '登记簿上没有这份材料。');
    if (paper.voided) throw new Refusal(409, 'voided_already', '这份材料已经作废，不用写说明。');
    const { head } = api.decisions.now();
    const { watched } = await watchedOf(paper, { version, head, scope: content.scope });
    const said = new Map(content.numbers.map(({ key, now }) => [key, now?.exact ?? null]));
    const isSame = watched.numbers.every(({ key, state, now }) => {
      const isBroken = state === 'differs' || state === 'unknown_now';
      return isBroken ? said.has(key) && said.get(key) === (now?.exact ?? null) : !said.has(key);
    });
    if (!isSame || brokenOf(watched) !== content.numbers.length)
      throw new Refusal(409, 'overtaken', '起草以后数据又变了，这份说明写的不是现在的数：请作废这份草稿，重新起草。');
  }

  async function receiptOf(version: string): Promise<Receipt> {
    const receipt = await api.warehouse.versions.receipt(version).catch(() => null);
    if (receipt === null) throw new Refusal(404, 'unknown_version', `没有版本 ${version.slice(0, 60)}。`);
    return receipt;
  }

  async function catalogOf(version: string, scope: Scope) {
    const lease = await api.warehouse.lease(version);
    try {
      const catalog = await api.catalogOf(lease);
      // Of a value that nobody knows it must not be said that all its numbers hold.
      readFilters(catalog, Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])));
      return {
        metrics: new Set(catalog.metrics.keys()),
        dimensions: Object.fromEntries(dimensionNames.map((name) => [name, titlesOf(catalog, [name])])),
      };
    } finally {
      lease.release();
    }
  }

  /** By file the first load after a version that has it as the newer version has it. */
  async function loadsBetween(before: Receipt, after: Receipt, isOfAll: boolean) {
    const reigns = await reignsOf(api.warehouse.folder);
    const names = [...new Set(reigns.map(({ version }) => version))];
    const [from, to] = [names.indexOf(before.version), names.indexOf(after.version)];
    const between = names.slice(from + 1, to);
    const receipts = await Promise.all(between.map((name) => api.warehouse.versions.receipt(name).catch(() => null)));
    const walked = [...receipts.filter((receipt) => receipt !== null), after];
    const hashOf = (receipt: Receipt, file: string) => filesOf(receipt).find(({ path }) => path === file)?.sha256;
    return (file: string): LoadNamed | null => {
      const wanted = hashOf(after, file);
      if (wanted === hashOf(before, file)) return null;
      const first = walked.find((receipt) => hashOf(receipt, file) === wanted);
      if (first === undefined) return null;
      return {
        file,
        number: first.number,
        loadedAt: first.loadedAt,
        by: isOfAll ? (first.by?.name ?? null) : null,
      };
    };
  }

  function withStore<T>(work: (store: Store) => T): T {
    const store = openStore(recordFile(api.warehouse.folder));
    try {
      return work(store);
    } finally {
      store.close();
    }
  }
}

const sameScope = (one: Scope, other: Scope): boolean => covers(one, other) && covers(other, one);

/** Whether the row of a number says nothing outside of a scope. */
const isWithin = (key: string, scope: Scope): boolean =>
  Object.entries(scope).every(([name, values]) => {
    const [, said] = new RegExp(`[?&]${name}=([^&#]*)`).exec(key) ?? [];
    return said === undefined || values.includes(said);
  });

const clean = (text: string | undefined): string =>
  (text ?? '')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trim();

function personIn(reader: Reader, said: string | undefined): Person {
  const known = personOf(reader);
  if (known !== null) return { name: known, account: reader.account };
  const name = clean(said);
  if (name === '') throw new Refusal(400, 'no_person', '请写明姓名。', { parameter: 'by' });
  return { name: `${name}（自报姓名）`, account: null };
}

function statementOf(
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

const briefOf = ({ id, content, stage, steps, issued }: Revision) => {
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

function answerOf(
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
