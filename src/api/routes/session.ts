import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findAccount, giveCode, seat, signIn, signOut, signOutEverywhere, type SignedIn } from '#access';
import { isWhole, Refusal, type SessionAnswer } from '#spec';
import { closed, CodeForm, Ended, NoForm, SessionAnswer as Answer, SignInForm, Stood } from '#spec/answers';
import { Type } from 'typebox';
import { cookiesNamed } from '../http/cookies.ts';
import type { Api } from '../http/context.ts';
import { tagOf } from '../http/etag.ts';
import { onForm, formRoute } from '../http/forms.ts';
import { whoOf, type Office } from '../http/office.ts';
import type { Who } from '../http/who.ts';
import { pageBack } from '../http/page-back.ts';
import { route } from '../http/route.ts';
import { dropSession, keepSession } from '../http/session-cookies.ts';
import { readBodies } from './decisions/bodies.ts';

const querystring = closed({});
const needs = 'nobody' as const;
const journeyCookie = '__Host-baijing-journey';

/**
 * Coming and going: `GET /session` says who asks and what they may, `POST /session` signs in, `POST /session/code`
 * shows the second factor, `DELETE /session` (a form: `POST /session/end`) signs out, `GET /session/provider` signs in
 * by the provider.
 */
export function session(app: FastifyInstance, api: Api): void {
  readBodies(app);
  const asked = { needs, summary: 'Who you are and what you may', querystring, response: { 200: Answer } };
  app.get(
    '/session',
    route(asked, async (request, reply) => {
      const answer = sessionOf(api, request);
      // It follows from what a page is kept by: its tag says so.
      void reply.headers({ 'cache-control': 'no-store', etag: tagOf(JSON.stringify(answer)) });
      // For a proxy that asks here on behalf of machines where nobody signs in: who may read, by name.
      if (api.office !== null) void reply.header('x-baijing-account', api.reader(request).account ?? '');
      return answer;
    })
  );
  const { office } = api;
  if (office === null) return;
  const { desk } = office;

  const sign = { needs, summary: 'Sign in', querystring, body: SignInForm, response: { 201: Stood } };
  app.post(
    '/session',
    route(sign, (request, reply) => {
      const { name, password, back } = request.body;
      return onForm(request, reply, againOf(back), async () => {
        const before = whoOf(office, request).key ?? undefined;
        const signed = await signIn(desk, { name, password, address: request.ip, ...(before ? { before } : {}) });
        return entered(reply, signed, back);
      });
    })
  );

  const code = { needs, summary: 'Show the second factor', querystring, body: CodeForm, response: { 201: Stood } };
  app.post(
    '/session/code',
    route(code, (request, reply) => {
      const { body } = request;
      return onForm(request, reply, againOf(body.back), async () => {
        const { session, key } = needSession(office, request);
        return entered(reply, giveCode(desk, session, key, body.code), body.back);
      });
    })
  );

  const end = { needs, summary: 'Sign out', querystring, response: { 200: Ended } };
  const leave = async (request: FastifyRequest, reply: FastifyReply): Promise<string | null> => {
    const { session } = whoOf(office, request);
    dropSession(reply);
    if (session === null) return null;
    signOut(desk, session);
    return session.ticket === null ? null : await endAtProvider(office, session.ticket);
  };
  app.delete(
    '/session',
    route(end, async (request, reply) => {
      const had = whoOf(office, request).session !== null;
      await leave(request, reply);
      return { ended: Number(had) };
    })
  );
  app.post(
    '/session/end',
    formRoute(
      { ...end, body: NoForm, response: { 201: Ended } },
      async (request, reply) => {
        const had = whoOf(office, request).session !== null;
        const further = await leave(request, reply);
        const answer = { ended: Number(had) };
        if (further === null) return { answer, to: '/sign-in?left=true' };
        // Browsers let a form lead to no other site, not by a redirect either.
        const message = '这台电脑上的统一身份认证还登录着。';
        return { answer, to: further, once: { title: '已退出百景', message, way: '同时退出统一身份认证' } };
      },
      () => '/sign-in'
    )
  );
  app.post(
    '/session/end-all',
    formRoute(
      { ...end, summary: 'Sign out everywhere', body: NoForm, response: { 201: Ended } },
      async (request, reply) => {
        const { session } = needSession(office, request);
        signOutEverywhere(desk, session);
        dropSession(reply);
        return { answer: { ended: 1 }, to: '/sign-in?left=true' };
      },
      () => '/sign-in'
    )
  );
  if (office.provider !== null) byProvider(app, office, office.provider);
}

function byProvider(app: FastifyInstance, office: Office, provider: NonNullable<Office['provider']>): void {
  const { desk } = office;
  const begin = {
    needs,
    summary: 'Sign in by the provider of the office',
    querystring: closed({ back: Type.Optional(Type.String()) }),
    response: { 303: Type.Null() },
  };
  app.get('/session/provider', { schema: begin }, async (request, reply) => {
    const { back } = request.query as { back?: string };
    try {
      const { url, held } = await provider.begin(desk, pageBack(back));
      const cookie = `${journeyCookie}=${held}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600`;
      return await reply
        .headers({ 'cache-control': 'no-store', 'set-cookie': cookie })
        .code(303)
        .header('location', url)
        .send();
    } catch (error) {
      return failedAt(reply, error);
    }
  });
  const back = {
    needs,
    summary: 'Where the provider sends people back to',
    querystring: Type.Object({}, { additionalProperties: Type.String() }),
    response: { 303: Type.Null() },
  };
  app.get('/session/provider/callback', { schema: back }, async (request, reply) => {
    const [held = ''] = cookiesNamed(journeyCookie, request.headers.cookie);
    try {
      const before = whoOf(office, request).key ?? undefined;
      const came = { url: `${provider.origin}${request.url}`, held, address: request.ip, before };
      const { key, back: to } = await provider.finish(desk, came);
      keepSession(reply, key);
      return await reply.code(303).header('location', pageBack(to)).send();
    } catch (error) {
      return failedAt(reply, error);
    }
  });
}

function failedAt(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof Refusal)) throw error;
  void reply.header('cache-control', 'no-store');
  return reply.code(303).header('location', `/sign-in?problem=${error.code}`).send();
}

/** Whoever cannot sign out there is signed out here. */
const endAtProvider = ({ provider }: Office, ticket: string): Promise<string | null> =>
  provider === null ? Promise.resolve(null) : provider.endOf(ticket).catch(() => null);

/** The session that a request is of, whatever is still to be shown; a Refusal where there is none. */
export function needSession(
  office: Office,
  request: FastifyRequest
): Who & { session: NonNullable<Who['session']>; key: string } {
  const who = whoOf(office, request);
  const { session, key, by } = who;
  if (by === 'header')
    throw new Refusal(409, 'by_portal', '您是由单位的门户登录的：密码、动态口令、退出都在门户里，这里没有登录可管。');
  if (session === null || key === null) throw new Refusal(401, 'sign_in', '请先登录。');
  return { ...who, session, key };
}

/** Where a form is shown again. */
const againOf =
  (back: string | undefined) =>
  (problem: string): string => {
    const page = pageBack(back);
    return `/sign-in?${new URLSearchParams([['problem', problem], ...(page === '/' ? [] : [['back', page]])])}`;
  };

function entered(reply: FastifyReply, { key, stage }: SignedIn, back: string | undefined) {
  keepSession(reply, key);
  const page = pageBack(back);
  const on = page === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(page)}`;
  const to = stage === 'open' ? page : stage === 'code' ? on : '/account';
  return { answer: { stage }, to };
}

function sessionOf({ office, reader: readerOf, program, namedWarehouse }: Api, request: FastifyRequest): SessionAnswer {
  const reader = readerOf(request);
  const { account, name, scope, capabilities } = reader;
  // Where data lies is for who types commands about them.
  const isTold = office === null || capabilities.has('versions') || (capabilities.has('publish') && isWhole(scope));
  const typing = { program, warehouse: isTold ? namedWarehouse : null };
  const may = { name, capabilities: [...capabilities].sort(), scope, typing };
  if (office === null)
    return {
      mode: 'seat',
      account,
      ...may,
      role: null,
      stage: reader === seat ? 'open' : null,
      way: null,
      hasProvider: false,
    };
  const { by, session } = whoOf(office, request);
  const role = office.desk.roles.get(roleOf(office, account) ?? '');
  return {
    mode: 'office',
    account: account ?? session?.account ?? null,
    ...may,
    role: role === undefined ? null : { role: role.role, title: role.title },
    stage: session?.stage ?? (by === 'nobody' ? null : 'open'),
    way: session?.way ?? (by === 'header' ? 'portal' : by === 'token' ? 'token' : null),
    hasProvider: office.provider !== null,
  };
}

const roleOf = ({ desk }: Office, account: string | null): string | undefined =>
  account === null ? undefined : findAccount(desk.store, account)?.role;
