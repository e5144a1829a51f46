import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { renderSVG } from 'uqr';
import {
  beginFactor,
  changePassword,
  confirmFactor,
  dropFactor,
  dropFeed,
  dropToken,
  findAccount,
  keyUri,
  makeFeed,
  makeToken,
  ownAccount,
  readerOf,
  type Desk,
  type Session,
  type SignedIn,
} from '#access';
import { Refusal, type OwnAccount } from '#spec';
import {
  closed,
  Ended,
  FactorForm,
  FeedForm,
  MadeFeed,
  MadeToken,
  NoForm,
  OwnAccount as Answer,
  PasswordForm,
  Stood,
  TokenForm,
} from '#spec/answers';
import { zonedTime } from '#warehouse';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { formRoute } from '../http/forms.ts';
import { route } from '../http/route.ts';
import { keepSession } from '../http/session-cookies.ts';
import { readBodies } from './decisions/bodies.ts';
import { needSession } from './session.ts';

const querystring = closed({});
const needs = 'nobody' as const;

/** One's own account: password, second factor, tokens, sessions. Whoever signed in may, as far as they came. */
export function account(app: FastifyInstance, api: Api): void {
  const { office } = api;
  if (office === null) return;
  const { desk } = office;
  readBodies(app);
  app.get(
    '/account',
    route({ needs, summary: 'Your account', querystring, response: { 200: Answer } }, async (request, reply) => {
      sayPassing();
      void reply.header('cache-control', 'no-store');
      return accountAnswer(desk, needSession(office, request).session);
    })
  );

  const again = (problem: string) => `/account?problem=${problem}`;
  const moved = (summary: string, done: string) => ({
    schema: { needs, summary, querystring, response: { 201: Stood } },
    to: `/account?done=${done}`,
  });
  const password = moved('Change the password', 'password');
  app.post(
    '/account/password',
    formRoute(
      { ...password.schema, body: PasswordForm },
      async (request, reply) => {
        const { next, again: repeated = next } = request.body;
        if (repeated !== next) throw new Refusal(400, 'not_the_same', '两次写的新密码不一样。', { parameter: 'again' });
        const { session } = needSession(office, request);
        const signed = await changePassword(desk, session, request.body);
        keepSession(reply, signed.key);
        return stood(signed, password.to);
      },
      again
    )
  );
  app.post(
    '/account/factor/begin',
    formRoute(
      { needs, summary: 'Set up a second factor', querystring, body: NoForm, response: { 201: Answer } },
      async (request) => {
        const { session } = needSession(office, request);
        const secret = beginFactor(desk, session);
        return { answer: accountAnswer(desk, { ...session, secret }), to: '/account#factor' };
      },
      again
    )
  );
  const confirmed = moved('Take the second factor into use', 'factor');
  app.post(
    '/account/factor/confirm',
    formRoute(
      { ...confirmed.schema, body: FactorForm },
      async (request, reply) => {
        const { code, password = '' } = request.body;
        const signed = await confirmFactor(desk, needSession(office, request).session, { code, password });
        keepSession(reply, signed.key);
        return stood(signed, confirmed.to);
      },
      again
    )
  );
  const removed = moved('Take the second factor away', 'no-factor');
  app.post(
    '/account/factor/remove',
    formRoute(
      { ...removed.schema, body: FactorForm },
      async (request, reply) => {
        const { code, password = '' } = request.body;
        const signed = await dropFactor(desk, needSession(office, request).session, { code, password });
        keepSession(reply, signed.key);
        return stood(signed, removed.to);
      },
      again
    )
  );
  app.post(
    '/account/tokens',
    formRoute(
      { needs, summary: 'Make a token for a program', querystring, body: TokenForm, response: { 201: MadeToken } },
      async (request) => {
        const { title, capability, days, password = '' } = request.body;
        const { session } = needSession(office, request);
        const { id, key } = await makeToken(desk, session, { title, capabilities: capability, days, password });
        const once = { title: '令牌只显示这一次', message: key, way: '记下了，返回' };
        return { answer: { id, token: key }, to: '/account?done=token', once };
      },
      again
    )
  );
  app.post(
    '/account/tokens/:id/revoke',
    formRoute(
      {
        needs,
        summary: 'Take a token out of use',
        params: closed({ id: Type.String() }),
        querystring,
        body: NoForm,
        response: { 201: Ended },
      },
      async (request) => {
        dropToken(desk, needSession(office, request).session, request.params.id);
        return { answer: { ended: 1 }, to: '/account?done=revoked' };
      },
      again
    )
  );
  app.post(
    '/account/feeds',
    formRoute(
      {
        needs,
        summary: 'Make an address under which a calendar or a reader of feeds looks',
        querystring,
        body: FeedForm,
        response: { 201: MadeFeed },
      },
      async (request) => {
        const { title, password = '' } = request.body;
        const { id, key } = await makeFeed(desk, needSession(office, request).session, { title, password });
        const origin = process.env.ORIGIN ?? `${request.protocol}://${request.host}`;
        const [alerts, deadlines] = ['alerts.atom', 'deadlines.ics'].map((name) => `${origin}/feeds/${key}/${name}`);
        const answer = { id, alerts: alerts ?? '', deadlines: deadlines ?? '' };
        const message = `截止日历（日历程序用）：${answer.deadlines}　提醒（Atom 阅读器用）：${answer.alerts}　知道地址的人都能看，请不要转发；不用了，在“我的账号”里作废。`;
        return {
          answer,
          to: '/account?done=feed',
          once: { title: '订阅地址只显示这一次', message, way: '记下了，返回' },
        };
      },
      again
    )
  );
  app.post(
    '/account/feeds/:id/withdraw',
    formRoute(
      {
        needs,
        summary: 'Withdraw such an address',
        params: closed({ id: Type.String() }),
        querystring,
        body: NoForm,
        response: { 201: Ended },
      },
      async (request) => {
        dropFeed(desk, needSession(office, request).session, request.params.id);
        return { answer: { ended: 1 }, to: '/account?done=withdrawn' };
      },
      again
    )
  );
}

const stood = ({ stage }: SignedIn, to: string) => ({ answer: { stage }, to });

function accountAnswer(desk: Desk, session: Session): OwnAccount {
  if (session.stage === 'code') throw new Refusal(401, 'sign_in', '请先登录。');
  const { account, needsFactor, asksPassword, waysAskPassword, sessions, tokens, feeds } = ownAccount(desk, session);
  const found = findAccount(desk.store, account.account) ?? account;
  const { capabilities } = readerOf(desk, found);
  const uri = session.secret === null ? null : keyUri(session.secret, { issuer: '百景', account: account.account });
  const at = (time: number) => zonedTime(new Date(time));
  return {
    account: account.account,
    title: account.title,
    office: account.office,
    role: { role: account.role, title: desk.roles.get(account.role)?.title ?? account.role },
    scope: account.scope,
    stage: session.stage,
    mustChange: account.mustChange,
    passwordAt: at(account.passwordAt),
    minLength: desk.settings.password_min_length,
    hasFactor: account.secret !== null,
    needsFactor,
    asksPassword,
    waysAskPassword,
    factor:
      uri === null || session.secret === null || account.secret !== null
        ? null
        : { uri, secret: session.secret, picture: renderSVG(uri, { ecc: 'M', border: 2 }) },
    grantable: [...capabilities].filter((each) => each !== 'accounts').sort(),
    tokenMaxDays: desk.settings.token_max_days,
    sessions: sessions.map(({ id, way, address, createdAt, seenAt }) => ({
      id: id.slice(0, 8),
      isThis: id === session.id,
      way,
      address,
      createdAt: at(createdAt),
      seenAt: at(seenAt),
    })),
    tokens: tokens.map(({ id, title, capabilities, createdAt, endsAt, usedAt }) => ({
      id,
      title,
      capabilities: [...capabilities],
      createdAt: at(createdAt),
      endsAt: at(endsAt),
      usedAt: usedAt === null ? null : at(usedAt),
    })),
    feeds: feeds.map(({ id, title, createdAt, usedAt }) => ({
      id,
      title,
      createdAt: at(createdAt),
      usedAt: usedAt === null ? null : at(usedAt),
    })),
  };
}
