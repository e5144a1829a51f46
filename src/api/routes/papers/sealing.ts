import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Reader } from '#access';
import { recordFile } from '#pipeline';
import {
  beijingTime,
  currentKey,
  keysIn,
  NoKey,
  plainCode,
  plainPath,
  seal,
  voidPaper,
  type Paper,
  type Register,
} from '#seals';
import { Refusal } from '#spec';
import { closed, SealedPaper, SealForm, VoidForm } from '#spec/answers';
import { openStore } from '#store';
import type { Api } from '../../http/context.ts';
import { formRoute } from '../../http/forms.ts';
import { ownPath } from '../../http/own-path.ts';
import { buildTag, maySeal, type Papers } from '../../http/papers.ts';
import { refusalOf } from '../../http/write-guard.ts';
import { personOf } from '../decisions/said.ts';

/** What is signed and ended: `POST /papers` seals a page, `POST /papers/<code>/void` says that one does not count. */
export function sealing(
  app: FastifyInstance,
  api: Api,
  {
    seals,
    onRecord,
    find,
  }: {
    seals: NonNullable<Api['seals']>;
    onRecord: Papers;
    /** A paper that its asker may be told of, or a Refusal. */
    find: (request: FastifyRequest, code: string) => Paper;
  }
): void {
  const make = {
    needs: 'seal' as const,
    summary: 'Seal a page: its numbers are asked, signed and entered',
    querystring: closed({}),
    body: SealForm,
    response: { 201: SealedPaper },
  };
  app.post(
    '/papers',
    formRoute(make, async (request) => {
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
    })
  );

  const end = {
    needs: 'seal' as const,
    summary: 'Say of a paper that it does not count any more: a line of its own',
    params: closed({ code: Type.String({ maxLength: 40 }) }),
    querystring: closed({}),
    body: VoidForm,
    response: { 201: SealedPaper },
  };
  app.post(
    '/papers/:code/void',
    formRoute(end, async (request) => {
      const { code, digest, voided } = find(request, request.params.code);
      const reason = request.body.reason.trim();
      if (voided !== null) throw new Refusal(409, 'voided_already', '这份材料已经作废。');
      if (reason === '') throw new Refusal(400, 'no_reason', '请写明为什么作废。');
      const reader = api.reader(request);
      const by = sealerOf(reader, request.body.by);
      withStore((store) => voidPaper(store, code, { at: beijingTime(), by, reason }));
      return { answer: { code, digest }, to: `/papers/${code}` };
    })
  );

  function withStore<T>(work: (store: ReturnType<typeof openStore>) => T): T {
    const store = openStore(recordFile(api.warehouse.folder));
    try {
      return work(store);
    } finally {
      store.close();
    }
  }
}

/** Whether who asks may seal, and why it cannot be done now. */
export async function sealingOf(
  request: FastifyRequest,
  api: Api,
  { seals, onRecord }: { seals: NonNullable<Api['seals']>; onRecord: Papers }
): Promise<{ maySeal: boolean; refusal: string | null }> {
  if (!maySeal(api.reader(request))) return { maySeal: false, refusal: null };
  const closed = refusalOf(request, api.writes)?.message ?? null;
  if (closed !== null) return { maySeal: false, refusal: closed };
  const held = await keysIn(seals.keys).catch((error: Error) => error.message);
  if (typeof held === 'string') return { maySeal: false, refusal: held };
  return currentKey(onRecord.register(), held) === null
    ? { maySeal: false, refusal: new NoKey().message }
    : { maySeal: true, refusal: null };
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

/** The code of a page in a version, as a scope sees it, up to a decision. */
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
