import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isWhole, Refusal, type Capability } from '#spec';
import { closed, Draft, EnteredForm, EnteredTable, Entering, JudgeForm, Judging, SaveForm } from '#spec/answers';
import { sayPassing } from '../../http/asking.ts';
import type { Api, EnteringDoor } from '../../http/context.ts';
import { formRoute } from '../../http/forms.ts';
import { route } from '../../http/route.ts';
import { createSerialQueue } from '../../http/serial-queue.ts';
import { readBodies } from '../decisions/bodies.ts';
import { headlineOf } from '../uploads/answers.ts';
import { openEnteringDesk } from './desk.ts';
import { draftAnswer } from './draft-answer.ts';
import { createDrafts } from './drafts.ts';
import { createJudge } from './judging.ts';
import { saveDraft } from './save-draft.ts';
import { listTables, tableAnswer } from './tables.ts';

const querystring = closed({});
/** A table of a thousand rows, as a form writes Chinese. */
const bodyLimit = 4 << 20;

/**
 * Where what a notice leaves open is filled in: the division its tables, the administrator the roles, each by a door of
 * its own.
 */
export async function entering(app: FastifyInstance, api: Api): Promise<void> {
  if (api.entering === null) return;
  readBodies(app);
  const judge = createJudge(api, api.entering);
  app.addHook('onClose', async () => judge.close());
  const isAccess = (table: string) => table.startsWith('access/');
  await open(app, api, {
    door: api.entering,
    prefix: '/entering',
    needs: 'enter',
    isOurs: (table) => !isAccess(table),
    judge,
  });
  await open(app, api, { door: api.entering, prefix: '/entering/access', needs: 'accounts', isOurs: isAccess, judge });

  app.get(
    '/entering/judge',
    route(
      {
        needs: 'enter',
        summary: 'How far what was filled in has come into the figures',
        querystring,
        response: { 200: Judging },
      },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        return judge.answer(ofAll(api, request));
      }
    )
  );
  app.post(
    '/entering/judge',
    formRoute(
      {
        needs: 'enter',
        summary: 'Load what is published once more, by the content as it is now',
        querystring,
        body: JudgeForm,
        response: { 201: Judging },
      },
      async (request) => {
        const reader = ofAll(api, request);
        judge.begin(reader, request.body.accept === 'true');
        return { answer: await judge.answer(reader), to: '/entering#judge' };
      }
    )
  );
}

/** Whoever reads a part of the province alone fills in nothing that holds for all of it. */
function ofAll(api: Api, request: FastifyRequest) {
  const reader = api.reader(request);
  if (isWhole(reader.scope)) return reader;
  throw new Refusal(403, 'not_of_province', '这些表管全省，您的账号只看一部分，不能填写。');
}

interface Opened {
  door: EnteringDoor;
  prefix: '/entering' | '/entering/access';
  needs: Capability;
  isOurs: (table: string) => boolean;
  judge: ReturnType<typeof createJudge>;
}

async function open(app: FastifyInstance, api: Api, { door, prefix, needs, isOurs, judge }: Opened): Promise<void> {
  const desk = openEnteringDesk(api, door, isOurs);
  const drafts = createDrafts(api, door, desk);
  const queue = createSerialQueue();
  app.addHook('onClose', async () => drafts.close());
  await desk.finish().catch((error: Error) => api.log(`entering: ${error.message}`));
  const headline = async () => headlineOf(await api.dashboards());
  const page = prefix === '/entering' ? 'enter' : 'access';
  const what = page === 'enter' ? 'what a notice leaves open' : 'roles';

  app.get(
    prefix,
    route(
      {
        needs,
        summary: `The tables of ${what} that are filled in`,
        querystring: closed({ notice: Type.Optional(Type.String({ maxLength: 100 })) }),
        response: { 200: Entering },
      },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        const reader = ofAll(api, request);
        const version = api.warehouse.version();
        const receipt = version === null ? null : await api.warehouse.versions.receipt(version);
        const judging = await judge.answer(reader);
        return listTables(desk, { asked: request.query.notice, asOf: receipt?.asOf ?? null, judging });
      }
    )
  );
  app.get(
    `${prefix}/table`,
    route(
      {
        needs,
        summary: `One table of ${what}, as it lies on disk`,
        querystring: closed({ table: Type.String({ maxLength: 200 }) }),
        response: { 200: EnteredTable },
      },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        ofAll(api, request);
        const place = await desk.place(request.query.table);
        const answer = await tableAnswer(desk, place);
        if (typeof answer === 'string') throw new Refusal(409, 'not_on_page', answer);
        const sheet = await desk.sheet(place);
        if (typeof sheet !== 'string') drafts.see(sheet);
        return answer;
      }
    )
  );
  app.post(`${prefix}/drafts`, {
    bodyLimit,
    ...formRoute(
      {
        needs,
        summary: `Check rows of ${what}, and try what they would change`,
        querystring,
        body: EnteredForm,
        response: { 201: Draft },
      },
      async (request) => {
        const draft = await drafts.add(request.body, ofAll(api, request).account);
        return {
          answer: await draftAnswer(draft, desk, await headline()),
          to: `/entering/draft?draft=${draft.id}${page === 'access' ? '&kind=access' : ''}`,
        };
      }
    ),
  });
  app.get(
    `${prefix}/drafts/:id`,
    route(
      {
        needs,
        summary: 'What was typed, what is wrong with it and what it would change',
        params: closed({ id: Type.String({ maxLength: 60 }) }),
        querystring,
        response: { 200: Draft },
      },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        return draftAnswer(drafts.find(request.params.id, ofAll(api, request).account), desk, await headline());
      }
    )
  );
  app.post(
    `${prefix}/drafts/:id/save`,
    formRoute(
      {
        needs,
        summary: 'Save what was typed and tried, on record',
        params: closed({ id: Type.String({ maxLength: 60 }) }),
        querystring,
        body: SaveForm,
        response: { 201: Draft },
      },
      async (request) => {
        const reader = ofAll(api, request);
        const draft = drafts.find(request.params.id, reader.account);
        await queue.run(() => saveDraft(draft, request.body, { api, door, desk, drafts, reader }));
        const to =
          draft.upload === null
            ? `/entering/draft?draft=${draft.id}${page === 'access' ? '&kind=access' : ''}`
            : `/data/upload?id=${draft.upload}`;
        return { answer: await draftAnswer(draft, desk, await headline()), to };
      },
      (problem, request) =>
        problem === 'changed_since'
          ? `/entering/draft?draft=${request.params.id}${page === 'access' ? '&kind=access' : ''}`
          : null
    )
  );
}
