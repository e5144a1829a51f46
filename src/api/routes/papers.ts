import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can, type Reader } from '#access';
import { recordFile } from '#pipeline';
import { dimensionNames } from '#query';
import { questionOf } from '#revisions';
import {
  beijingTime,
  brokenOf,
  currentKey,
  fingerprintOf,
  keysIn,
  NoKey,
  plainCode,
  plainPath,
  qrText,
  seal,
  sealFile,
  voidPaper,
  type Paper,
  type Register,
  type Watched,
} from '#seals';
import { Refusal, type PaperBrief } from '#spec';
import {
  closed,
  PaperAnswer,
  Papers as PapersAnswer,
  PapersStanding,
  PlainCode,
  SealedPaper,
  SealForm,
  SealKeys,
  VoidForm,
  version,
} from '#spec/answers';
import { openStore } from '#store';
import type { Api } from '../http/context.ts';
import { attachment } from '../http/disposition.ts';
import { FileAnswer } from '../http/finish.ts';
import { onForm } from '../http/forms.ts';
import { buildTag, maySeal, revisionsOf, seenBy, unrevised, type Papers } from '../http/papers.ts';
import { qrPicture } from '../http/qr.ts';
import { withVersion } from '../http/request.ts';
import { ownPath } from '../http/own-path.ts';
import { route } from '../http/route.ts';
import { tagged } from '../http/tagged.ts';
import { refusalOf } from '../http/write-guard.ts';
import { readBodies } from './decisions/bodies.ts';
import { personOf } from './decisions/said.ts';
import { verification } from './verify.ts';

/** What is sealed: `GET /papers` the register, each asked again, `/papers/<code>` one, `POST /papers` seals a page. */
export function papers(app: FastifyInstance, api: Api, onRecord: Papers): void {
  if (api.seals === null) return;
  const { seals } = api;
  readBodies(app);
  const seen = (request: FastifyRequest): Register => seenBy(onRecord.register(), api.reader(request));
  const find = (request: FastifyRequest, code: string): Paper => {
    const paper = seen(request).papers.find((each) => each.code === code);
    if (!paper) throw new Refusal(404, 'unknown_paper', '登记簿上没有这份材料。', { code: code.slice(0, 40) });
    return paper;
  };
  const byRow = { needs: 'rows' as const, querystring: closed({}) };

  const many = {
    ...byRow,
    summary: 'What was sealed, the newest first, each asked again',
    response: { 200: PapersAnswer },
  };
  app.get(
    '/papers',
    tagged(api, many, async (request) => {
      const register = seen(request);
      const told = [];
      for (const paper of [...register.papers].reverse()) told.push(await briefOf(onRecord, paper, register));
      const wrong = told.filter(({ broken, standing }) => standing !== 'voided' && (broken ?? 0) > 0);
      return {
        version: api.warehouse.version(),
        papers: told,
        broken: brokenIn(wrong),
        ...(await sealingOf(request)),
      };
    })
  );

  const standing = {
    ...byRow,
    summary: 'How many numbers of how many papers no longer hold',
    response: { 200: PapersStanding },
  };
  app.get(
    '/papers/standing',
    tagged(api, standing, async (request) => {
      const register = seen(request);
      const live = register.papers.filter(({ voided }) => voided === null);
      const counted = [];
      for (const paper of live) counted.push(heldOf(await onRecord.now(paper), paper, register));
      return { ...brokenIn(counted.filter(({ broken }) => (broken ?? 0) > 0)), of: live.length };
    })
  );

  const code = {
    needs: 'sums' as const,
    summary: 'The code (校验码) of a page: of its address, version, decisions and scope; no signature',
    querystring: closed({ path: Type.String({ maxLength: 4_000 }), ...version }),
    response: { 200: PlainCode },
  };
  app.get(
    '/papers/code',
    withVersion(api, code, async ({ lease, scope, decided, reader }, { query: { path } }) => {
      const plain = path.startsWith('/') ? codeOfPage(path, { lease, scope, head: decided.head }) : null;
      // Who may see no rows is told of no paper.
      const known = plain === null || !can(reader, 'rows') ? [] : seenBy(onRecord.register(), reader).papers;
      const sealed = known.findLast(
        ({ voided, statement }) =>
          voided === null &&
          statement.kind !== 'revision' &&
          codeOfPage(statement.path, {
            lease: { receipt: { version: statement.version, sha256: statement.fingerprint } },
            scope: statement.scope,
            head: statement.head,
          }) === plain
      );
      return {
        code: plain,
        maySeal: maySeal(reader),
        mayPack: api.packer !== null && can(reader, 'package'),
        sealed: sealed
          ? {
              code: sealed.code,
              sealedAt: sealed.statement.sealedAt,
              by: sealed.statement.by,
              qr: qrPicture(qrText(sealed)),
            }
          : null,
      };
    })
  );

  const keysOf = {
    needs: 'sums' as const,
    summary: 'The public keys of the office, also those that sign nothing more: what the offline script takes',
    querystring: closed({}),
    response: { 200: SealKeys },
  };
  app.get(
    '/keys.json',
    tagged(api, keysOf, async () => {
      const { keys } = onRecord.register();
      return {
        office: seals.office,
        keys: keys.map(({ alg, id, public: known, from, until, revoked }) => ({
          alg,
          id,
          public: known,
          fingerprint: fingerprintOf(known),
          from,
          until,
          revoked: revoked && { at: revoked.at, reason: revoked.reason },
        })),
      };
    })
  );

  const one = {
    ...byRow,
    summary: 'One paper: each number as printed and as it is now, its signature, and its QR code',
    params: closed({ code: Type.String({ maxLength: 40 }) }),
    response: { 200: PaperAnswer },
  };
  app.get(
    '/papers/:code',
    tagged(api, one, async (request) => {
      const register = seen(request);
      const paper = find(request, request.params.code);
      const { statement, digest, sm3, signature } = paper;
      const now = await onRecord.now(paper);
      const wayTo = await waysFrom(paper);
      const { verdict, sentence } = await onRecord.told(paper, register);
      const { office, key, fingerprint, head, isSample, prev, says } = statement;
      return {
        ...(await briefOf(onRecord, paper, register)),
        list: statement.numbers.map(({ key, title, exact, printed }, at) => {
          const { state = null, now: is = null } = typeof now === 'string' ? {} : now.numbers[at]!;
          const why = state === 'same' || state === null ? null : wayTo(key);
          return { key, title, exact, printed, state, now: is, why };
        }),
        says: [...says],
        office,
        digest,
        sm3,
        signature,
        key,
        fingerprint,
        head,
        isSample,
        prev,
        qr: qrPicture(qrText(paper)),
        qrText: qrText(paper),
        verdict,
        sentence,
      };
    })
  );

  const file = {
    ...one,
    needs: 'files' as const,
    summary:
      'What is handed on beside a paper: its statement and its signature, to be verified with the public key alone',
    response: { 200: Type.String() },
    formats: ['json'] as const,
  };
  app.get(
    '/papers/:code/seal.json',
    tagged(api, file, async (request) => {
      const paper = find(request, request.params.code);
      const name = `${paper.code}.seal.json`;
      return new FileAnswer('application/json; charset=utf-8', attachment(name, name), inOne(sealFile(paper)));
    })
  );

  const make = {
    needs: 'seal' as const,
    summary: 'Seal a page: its numbers are asked, signed and entered',
    querystring: closed({}),
    body: SealForm,
    response: { 201: SealedPaper },
  };
  app.post(
    '/papers',
    route(make, (request, reply) =>
      onForm(
        request,
        reply,
        () => null,
        async () => {
          const { path, title, recipient = '', version: named, seen: looked } = request.body;
          ownPath(path);
          const reader = api.reader(request);
          const { keys, office } = seals;
          const held = await keysAtHand(keys);
          const lease = await api.warehouse.lease(named === '' ? undefined : named);
          try {
            const { head, fault } = api.decisions.now();
            if (fault !== null) throw new Refusal(503, 'record_damaged', fault);
            const { scope } = reader;
            if (looked !== undefined && looked !== '' && looked !== codeOfPage(path, { lease, scope, head }))
              throw new Refusal(409, 'changed_since', '您看过以后又有核定或者新的版本，没有签章。请重新看一遍再签。');
            const asked = await onRecord.ask(path, lease, scope);
            const { receipt } = lease;
            const draft = {
              office,
              kind: asked.kind,
              title: title?.trim() || asked.title,
              recipient: recipient.trim(),
              path: plainPath(path),
              scope,
              version: receipt.version,
              number: receipt.number,
              fingerprint: receipt.sha256,
              asOf: receipt.asOf,
              head,
              program: receipt.digest,
              build: buildTag(api),
              isSample: receipt.isSample,
              by: sealerOf(reader, request.body.by),
              numbers: asked.numbers,
              says: [],
            };
            const paper = entered(() => withStore((store) => seal(store, draft, { at: beijingTime(), keys: held })));
            return { answer: { code: paper.code, digest: paper.digest }, to: `/papers/${paper.code}` };
          } finally {
            lease.release();
          }
        }
      )
    )
  );

  const end = {
    needs: 'seal' as const,
    summary: 'Say of a paper that it does not count any more: a line of its own',
    params: one.params,
    querystring: closed({}),
    body: VoidForm,
    response: { 201: SealedPaper },
  };
  app.post(
    '/papers/:code/void',
    route(end, (request, reply) =>
      onForm(
        request,
        reply,
        () => null,
        async () => {
          const { code, digest, voided } = find(request, request.params.code);
          const reason = request.body.reason.trim();
          if (voided !== null) throw new Refusal(409, 'voided_already', '这份材料已经作废。');
          if (reason === '') throw new Refusal(400, 'no_reason', '请写明为什么作废。');
          const reader = api.reader(request);
          const by = sealerOf(reader, request.body.by);
          withStore((store) => voidPaper(store, code, { at: beijingTime(), by, reason }));
          return { answer: { code, digest }, to: `/papers/${code}` };
        }
      )
    )
  );

  verification(app, api, onRecord);

  /** Where a number of a paper stands line by line beside the same of the current version. */
  async function waysFrom(paper: Paper): Promise<(key: string) => string | null> {
    const version = api.warehouse.version();
    if (version === null || version === paper.statement.version) return () => null;
    const lease = await api.warehouse.lease(version);
    try {
      const catalog = await api.catalogOf(lease);
      const known = { metrics: new Set(catalog.metrics.keys()), dimensions: new Set<string>(dimensionNames) };
      const path = onRecord.pageOf(paper);
      return (key) => {
        const asked = questionOf(key, path, known);
        if (asked === null) return null;
        const { metric, filters } = asked;
        const said = Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value]));
        return `/changes?${new URLSearchParams([['from', paper.statement.version], ['version', version], ...said, ['metric', metric]])}#number`;
      };
    } finally {
      lease.release();
    }
  }

  async function sealingOf(request: FastifyRequest): Promise<{ maySeal: boolean; refusal: string | null }> {
    if (!maySeal(api.reader(request))) return { maySeal: false, refusal: null };
    const closed = refusalOf(request, api.writes)?.message ?? null;
    if (closed !== null) return { maySeal: false, refusal: closed };
    const held = await keysIn(seals.keys).catch((error: Error) => error.message);
    if (typeof held === 'string') return { maySeal: false, refusal: held };
    return currentKey(onRecord.register(), held) === null
      ? { maySeal: false, refusal: new NoKey().message }
      : { maySeal: true, refusal: null };
  }

  function withStore<T>(work: (store: ReturnType<typeof openStore>) => T): T {
    const store = openStore(recordFile(api.warehouse.folder));
    try {
      return work(store);
    } finally {
      store.close();
    }
  }
}

/** The keys of a folder; one that is damaged is told. */
export async function keysAtHand(folder: string): Promise<Awaited<ReturnType<typeof keysIn>>> {
  try {
    return await keysIn(folder);
  } catch (error) {
    throw new Refusal(503, 'bad_key', (error as Error).message);
  }
}

export function entered<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoKey) throw new Refusal(409, 'no_key', `${error.message}。`);
    throw error;
  }
}

export const codeOfPage = (
  path: string,
  {
    lease: { receipt },
    scope,
    head,
  }: {
    lease: { receipt: { version: string; sha256: string } };
    scope: Register['papers'][number]['statement']['scope'];
    head: string;
  }
): string => plainCode({ path, version: receipt.version, fingerprint: receipt.sha256, head, scope });

/** Who seals: who signed in; where nobody does, a name that nobody looked into, and it says so. */
export function sealerOf(reader: Reader, said: string | undefined): string {
  const name = said?.trim() ?? '';
  const known = personOf(reader);
  if (known !== null) return known;
  if (name === '') throw new Refusal(400, 'no_person', '请写明签章人的姓名。', { parameter: 'by' });
  return `${name}（自报姓名）`;
}

type Held = Pick<PaperBrief, 'broken' | 'explained'>;

/** How many numbers of a paper no longer hold, and of how many its last notice says so as they are. */
function heldOf(now: Watched | string, paper: Paper, register: Register): Held {
  if (typeof now === 'string') return { broken: null, explained: null };
  const broken = brokenOf(now);
  return { broken, explained: broken - unrevised(paper, now, register) };
}

const brokenIn = (papers: readonly Held[]) => ({
  papers: papers.length,
  numbers: sumOf(papers.map(({ broken }) => broken ?? 0)),
  explained: sumOf(papers.map(({ explained }) => explained ?? 0)),
});

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

async function* inOne(text: string) {
  yield text;
}

async function briefOf(onRecord: Papers, paper: Paper, register: Register) {
  const { code, statement, voided } = paper;
  const { title, kind, recipient, path, scope, version, number, asOf, sealedAt, by, numbers } = statement;
  const revisions = revisionsOf(paper, register);
  const now = await onRecord.now(paper);
  const watched = typeof now === 'string' ? null : now;
  const held = heldOf(now, paper, register);
  return {
    code,
    title,
    kind,
    recipient,
    path,
    scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
    version,
    number,
    asOf,
    sealedAt,
    by,
    standing: standingOf(watched, {
      isVoided: voided !== null,
      // What changed again after its notice is not corrected by it.
      isCorrected: revisions.length > 0 && held.broken === held.explained,
    }),
    numbers: numbers.length,
    ...held,
    counts: watched === null ? null : { ...watched.counts },
    reason: typeof now === 'string' ? now : (watched?.reason ?? null),
    revisions,
    voided,
  };
}

function standingOf(watched: Watched | null, { isVoided, isCorrected }: { isVoided: boolean; isCorrected: boolean }) {
  if (isVoided) return 'voided' as const;
  if (watched === null || brokenOf(watched) === 0) return 'in_force' as const;
  return isCorrected ? ('corrected' as const) : ('changed' as const);
}
