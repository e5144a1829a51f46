import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isWhole, Refusal, verifiedTitles, type Scope, type Verified as Answer } from '#spec';
import { beijingTime, find, plainCode, readCode, readHandedIn, sayFound } from '#seals';
import { closed, Verified, VerifyForm, VerifySearch } from '#spec/answers';
import { decisionStream, openStore } from '#store';
import { existsSync } from 'node:fs';
import { recordFile } from '#pipeline';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { formRoute } from '../http/forms.ts';
import { seenBy, type Papers } from '../http/papers.ts';
import { route } from '../http/route.ts';

const isTrueOf: ReadonlySet<string> = new Set(['true_same', 'true_changed', 'signature_only']);

/** `GET /verify?text=` for what is short, `POST /verify` for a whole file: what a code, a QR text, a paper is worth. */
export function verification(app: FastifyInstance, api: Api, onRecord: Papers): void {
  const short = {
    needs: 'sums' as const,
    summary: 'What a code or the text of a QR code is worth: eight answers, each a sentence of its own',
    querystring: VerifySearch,
    response: { 200: Verified },
  };
  app.get(
    '/verify',
    route(short, async (request, reply) => {
      sayPassing();
      void reply.header('cache-control', 'no-store');
      return answer(request, request.query.text ?? '', request.query.address);
    })
  );
  const whole = {
    needs: 'sums' as const,
    summary: 'What a whole statement with its signature is worth',
    querystring: closed({}),
    body: VerifyForm,
    response: { 201: Verified },
  };
  app.post('/verify', {
    ...formRoute(whole, async (request) => {
      const told = await answer(request, request.body.text, request.body.address);
      const to = told.code === null ? '/verify' : `/papers/${told.code}`;
      return {
        answer: told,
        to,
        once: {
          title: verifiedTitles[told.answer],
          message: told.sentence,
          way: told.code === null ? '再核对一份' : '看它的每一个数',
        },
      };
    }),
    bodyLimit: 2 * 1024 * 1024,
  });

  async function answer(request: FastifyRequest, text: string, address: string | undefined): Promise<Answer> {
    const reader = api.reader(request);
    const register = seenBy(onRecord.register(), reader);
    const handedIn = readHandedIn(text);
    const at = beijingTime();
    if (handedIn.kind === 'code' && address !== undefined && address.trim() !== '') {
      const paper = register.papers.find(({ code }) => code === handedIn.code);
      if (!paper) return { ...(await plainOf(handedIn.code, address.trim(), reader.scope)), at };
    }
    const found =
      readCode(text.trim()) === null && handedIn.kind === 'unreadable' && !/^\s*[{]|^\s*BJ\d/.test(text)
        ? ({ is: 'mistyped', why: '这不像一个校验码（18 位，分三组）' } as const)
        : find(handedIn, register);
    const isOfAll = isWhole(reader.scope);
    const told = sayFound(found, { isOfAll });
    if (told !== null)
      return { answer: told.verdict, isTrue: isTrueOf.has(told.verdict), sentence: told.sentence, code: null, at };
    if (found.is !== 'registered') throw new Refusal(500, 'unsaid', '核对没有结果。');
    const { verdict, sentence } = await onRecord.told(found.paper, register);
    return { answer: verdict, isTrue: isTrueOf.has(verdict), sentence, code: found.paper.code, at };
  }

  /** Of what has no seal: whether the code is of this address, of its version, with the decisions of any moment. */
  async function plainOf(code: string, address: string, scope: Scope): Promise<Omit<Answer, 'at'>> {
    const wrong = (sentence: string) => ({ answer: 'unknown' as const, isTrue: false, sentence, code: null });
    if (!URL.canParse(address, 'http://page')) return wrong('没有这个码：网址看不懂，没有可核对的。');
    const url = new URL(address, 'http://page');
    const lease = await api.warehouse.lease(url.searchParams.get('version') || undefined).catch((error: unknown) => {
      if (error instanceof Refusal) return error.message;
      throw error;
    });
    if (typeof lease === 'string') return wrong(`没有这个码可核对的版本：${lease}`);
    try {
      const { receipt } = lease;
      const path = `${url.pathname}${url.search}`;
      const cities = isWhole(scope) ? await scopesWithin(lease) : [];
      for (const of of [scope, ...cities])
        for (const head of headsOf())
          if (plainCode({ path, version: receipt.version, fingerprint: receipt.sha256, head, scope: of }) === code)
            return {
              answer: 'code_fits',
              isTrue: false,
              sentence: `校验码对得上：它出自第 ${receipt.number} 号版本（${receipt.version}）的这个网址${
                isWhole(of) ? '' : `，只含 ${Object.values(of).flat().join('、')}`
              }。校验码不是签名，只说明出自哪一版、哪一页、哪些筛选；纸上的数要打开这个网址对着看。`,
              code: null,
            };
      return wrong(
        '没有这个码：它不是这个网址、这个版本的校验码，登记簿上也没有这样一份材料。筛选、版本或码有一处不同就对不上。'
      );
    } finally {
      lease.release();
    }
  }

  /** Who sees all may be handed what one city printed. */
  async function scopesWithin(lease: Awaited<ReturnType<Api['warehouse']['lease']>>): Promise<Scope[]> {
    const { values } = await api.catalogOf(lease);
    const dimensions = new Set(
      [...(api.office?.desk.roles.values() ?? [])].flatMap(({ scopedBy }) => scopedBy.slice(0, 1))
    );
    return [...dimensions].flatMap((name) =>
      (Object.entries(values).find(([each]) => each === name)?.[1] ?? []).map((value) => ({ [name]: [value] }))
    );
  }

  /** The head of decisions at every moment, the last one first. */
  function headsOf(): string[] {
    const path = recordFile(api.warehouse.folder);
    if (!existsSync(path)) return [''];
    const store = openStore(path, { readOnly: true });
    try {
      return [
        ...store
          .entries(decisionStream)
          .map(({ hash }) => hash)
          .reverse(),
        '',
      ];
    } finally {
      store.close();
    }
  }
}
