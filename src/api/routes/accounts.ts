import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  add,
  can,
  disable,
  enable,
  endSessionsOf,
  failing,
  grant,
  listed,
  readScope,
  readScopeFields,
  reset,
  titleOfDimension,
  unlock,
  type Desk,
} from '#access';
import { AccountForm, Accounts, closed, Ended, GrantForm, MadePassword, NoForm } from '#spec/answers';
import { zonedTime } from '#warehouse';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { formRoute } from '../http/forms.ts';
import { route } from '../http/route.ts';
import { readBodies } from './decisions/bodies.ts';

const querystring = closed({});
const needs = 'accounts' as const;
const inWords = new Set(['unknown_scope', 'unknown_dimension', 'no_scope']);
const params = closed({ account: Type.String() });

/** Everybody's accounts, for who tends them: who there is, more of them, what each may, and whether it may sign in. */
export function accounts(app: FastifyInstance, api: Api): void {
  const { office } = api;
  if (office === null) return;
  const { desk } = office;
  readBodies(app);
  const by = (request: FastifyRequest) => api.reader(request).account;
  // What is nearest to what was typed stands in the words of the refusal.
  const again = (problem: string) => (inWords.has(problem) ? null : `/accounts?problem=${problem}`);

  app.get(
    '/accounts',
    route({ needs, summary: 'Every account', querystring, response: { 200: Accounts } }, async (request, reply) => {
      sayPassing();
      void reply.header('cache-control', 'no-store');
      const rows = listed(desk).map((row) => ({
        account: row.account,
        title: row.title,
        office: row.office,
        role: row.role,
        scope: row.scope,
        isActive: row.isActive,
        mustChange: row.mustChange,
        hasFactor: row.secret !== null,
        hasProvider: row.subject !== null,
        sessions: row.sessions,
        createdAt: zonedTime(new Date(row.createdAt)),
        signedInAt: row.signedInAt === null ? null : zonedTime(new Date(row.signedInAt)),
      }));
      const roles = Array.from(desk.roles.values(), ({ role, title, note, capabilities, scopedBy }) => ({
        role,
        title,
        note,
        capabilities: [...capabilities],
        scopedBy: [...scopedBy],
      }));
      const settings = can(api.reader(request), 'settings') ? [...desk.settingRows] : [];
      return {
        accounts: rows,
        roles,
        dimensions: dimensionsOf(desk),
        failing: failing(desk).map((each) => ({ ...each, until: zonedTime(new Date(each.until)) })),
        settings,
      };
    })
  );
  app.post(
    '/accounts',
    formRoute(
      { needs, summary: 'Add an account', querystring, body: AccountForm, response: { 201: MadePassword } },
      async (request) => {
        const { account, title, office = '', role } = request.body;
        const added = { account, title, office, role, scope: scopeIn(request.body) };
        return told(account, await add(desk, by(request), added));
      },
      again
    )
  );
  app.post(
    '/accounts/:account/reset',
    formRoute(
      {
        needs,
        summary: 'Give an account another first password, and take its second factor away',
        params,
        querystring,
        body: NoForm,
        response: { 201: MadePassword },
      },
      async (request) => {
        const { account } = request.params;
        return told(account, await reset(desk, by(request), account));
      },
      again
    )
  );
  app.post(
    '/accounts/:account/grant',
    formRoute(
      {
        needs,
        summary: 'Give an account another role or scope',
        params,
        querystring,
        body: GrantForm,
        response: { 201: Ended },
      },
      async (request) => {
        const { role } = request.body;
        grant(desk, by(request), request.params.account, { role, scope: scopeIn(request.body) });
        return { answer: { ended: 0 }, to: '/accounts?done=granted' };
      },
      again
    )
  );
  const changes = {
    disable: [
      'Shut an account, its sessions and tokens',
      (request) => (disable(desk, by(request), nameIn(request)), 1),
    ],
    enable: ['Open an account again', (request) => (enable(desk, by(request), nameIn(request)), 0)],
    unlock: [
      'Let an account that is locked try to sign in again',
      (request) => (unlock(desk, by(request), nameIn(request)), 0),
    ],
    end: ['End the sessions of an account', (request) => endSessionsOf(desk, by(request), nameIn(request))],
  } as const satisfies Record<string, readonly [string, (request: FastifyRequest) => number]>;
  for (const [verb, [summary, change]] of Object.entries(changes))
    app.post(
      `/accounts/:account/${verb}`,
      formRoute(
        { needs, summary, params, querystring, body: NoForm, response: { 201: Ended } },
        async (request) => ({
          answer: { ended: change(request as FastifyRequest) },
          to: `/accounts?done=${verb}`,
        }),
        again
      )
    );
}

/** The dimensions of a scope: those that a role asks for first, where a county is one of a city. */
function dimensionsOf({ dimensions, roles, scopes }: Desk) {
  const asked = new Set([...roles.values()].flatMap(({ scopedBy }) => scopedBy));
  const known = dimensions.filter((dimension) => asked.has(dimension) || scopes.has(dimension));
  return known
    .map((dimension) => ({
      dimension,
      title: titleOfDimension(scopes, dimension),
      isAsked: asked.has(dimension),
      values: [...(scopes.get(dimension)?.values ?? [])].map(([value, outer]) => ({ value, within: [...outer] })),
    }))
    .sort((a, b) => Number(b.isAsked) - Number(a.isAsked));
}

const scopeIn = (body: { scope?: string }) => ({ ...readScope(body.scope ?? ''), ...readScopeFields(body) });

const nameIn = ({ params }: FastifyRequest): string => (params as { account: string }).account;

const told = (account: string, password: string) => ({
  answer: { account, password },
  to: '/accounts',
  once: {
    title: '第一个密码只显示这一次',
    message: `账号 ${account} 的第一个密码：${password}　请当面或用电话告诉本人，第一次登录时要换成自己的。`,
    way: '记下了，返回',
  },
});
