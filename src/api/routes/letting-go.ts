import type { FastifyInstance } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '#spec';
import { closed, Letting, LettingForm, type Retention } from '#spec/answers';
import { zonedTime } from '#warehouse';
import type { Api } from '../http/context.ts';
import { formRoute } from '../http/forms.ts';
import { clean, personOf } from './decisions/said.ts';
import { retentionOf } from './retention.ts';

/** Milliseconds that who lets go of something waits for it to have ended. */
const patience = 20_000;

/** `POST /retention`: lets go of all that is over its time, as it was shown, on record with why and by whom. */
export function lettingGo(app: FastifyInstance, api: Api): { last(): Retention['letting'] } {
  let last: NonNullable<Retention['letting']> | null = null;
  const again = (problem: string) => `/versions?problem=${problem}#retention`;
  app.post(
    '/retention',
    formRoute(
      {
        needs: 'versions' as const,
        summary: 'Let go of what is over its time, as it was shown',
        querystring: closed({}),
        body: LettingForm,
        response: { 201: Letting },
      },
      async (request) => {
        const { seen, basis: why, person } = request.body;
        const by = personOf(api.reader(request)) ?? (clean(person) === null ? null : `${clean(person)}（自报姓名）`);
        if (by === null) throw new Refusal(400, 'no_person', '请写明谁清理。', { parameter: 'person' });
        const basis = clean(why);
        if (basis === null) throw new Refusal(400, 'no_basis', '请写明依据：凭什么清理。', { parameter: 'basis' });
        if (!api.retention?.letGo)
          throw new Refusal(409, 'not_here', '这里不清理：请在服务器上运行 npm run retention -- --apply。');
        if (last?.isDone === false)
          throw new Refusal(503, 'letting', `${last.by}正在清理，等它结束再来。什么也没有动。`);
        const now = await retentionOf(api, last);
        if (now.unfinished !== null)
          throw new Refusal(409, 'unfinished', '清除个人信息没有做完：先在服务器上运行 npm run retention -- resume。');
        if (now.seen === null || now.seen !== seen)
          throw new Refusal(409, 'changed_due', '看过以后又有变化，什么也没有清理。请再看一遍。', { seen: now.seen });
        const letting = { by, at: zonedTime(new Date()), isDone: false, fault: null as string | null };
        last = letting;
        const done = api.retention
          .letGo({ by, basis, backups: api.retention.backups })
          .catch((error: Error) => void (letting.fault = error.message.split('\n')[0] ?? ''))
          .then(() => api.warehouse.refresh())
          .finally(() => (letting.isDone = true));
        await Promise.race([done, wait(patience, null, { ref: false })]);
        if (letting.fault !== null) throw new Refusal(409, 'not_let_go', `没有做完：${letting.fault}`);
        return {
          answer: { isDone: letting.isDone },
          to: `/versions?done=${letting.isDone ? 'let_go' : 'letting'}#retention`,
        };
      },
      again
    )
  );
  return { last: () => last };
}
