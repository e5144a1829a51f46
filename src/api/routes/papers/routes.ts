import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can } from '#access';
import { fingerprintOf, qrText, sealFile, type Paper, type Register } from '#seals';
import { Refusal } from '#spec';
import {
  closed,
  PaperAnswer,
  Papers as PapersAnswer,
  PapersStanding,
  PlainCode,
  SealKeys,
  version,
} from '#spec/answers';
import type { Api } from '../../http/context.ts';
import { attachment } from '../../http/disposition.ts';
import { FileAnswer } from '../../http/finish.ts';
import { maySeal, seenBy, type Papers } from '../../http/papers.ts';
import { qrPicture } from '../../http/qr.ts';
import { withVersion } from '../../http/request.ts';
import { tagged } from '../../http/tagged.ts';
import { readBodies } from '../decisions/bodies.ts';
import { verification } from '../verify.ts';
import { codeOfPage, sealing, sealingOf } from './sealing.ts';
import { brokenIn, briefOf, heldOf } from './standing.ts';
import { waysFrom } from './ways.ts';

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
        ...(await sealingOf(request, api, { seals, onRecord })),
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
      const wayTo = await waysFrom(api, paper, onRecord.pageOf(paper));
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

  sealing(app, api, { seals, onRecord, find });
  verification(app, api, onRecord);
}

async function* inOne(text: string) {
  yield text;
}
