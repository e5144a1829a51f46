import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can, findAccount } from '#access';
import {
  civilOf,
  countAlerts,
  plainCalendar,
  readAlerts,
  readIncident,
  recipientsOf,
  takeAcknowledgement,
  type Context,
  type View,
} from '#alerts';
import { leaveOutOthers } from '#query';
import { isWhole, Refusal, type AlertsSettings } from '#spec';
import { sayFault } from '#spec/content';
import {
  Acknowledged,
  AcknowledgementForm,
  Alerts,
  AlertsCount,
  AlertsSearch,
  AlertsSettings as Settings,
  closed,
  IncidentHistory,
  Outbox,
} from '#spec/answers';
import type { AlertsDoor, Api } from '../http/context.ts';
import { tagOf } from '../http/etag.ts';
import { route } from '../http/route.ts';
import { moveWorld } from '../http/world.ts';
import { readBodies } from './decisions/bodies.ts';
import { clean, personOf } from './decisions/said.ts';
import { answered } from './decisions/write.ts';
import { readOutbox } from './outbox.ts';

/**
 * `GET /alerts` (提醒): what stands, as who asks may see it; `/alerts/<incident>` one of them and what became of it;
 * `POST /alerts/<incident>/acknowledge` answers for it; `/alerts/count` is what every page says, `/outbox` what waits
 * and what was not delivered, `/alerts/settings` the content. None follows from a version: the count alone is kept.
 */
export function alerts(app: FastifyInstance, api: Api): void {
  const door = api.alerts ?? still;
  readBodies(app);
  const viewFor = (request: FastifyRequest) => viewOf(api, door, request);

  const many = {
    needs: 'rows' as const,
    summary: 'What stands that conditions found: open incidents, by severity, with days and who answers for them',
    querystring: closed({ ...AlertsSearch.properties }),
    response: { 200: Alerts },
  };
  app.get(
    '/alerts',
    route(many, async (request, reply) => {
      const unfit = leaveOutOthers(api.reader(request).scope, { city: request.query.city });
      return now(reply, { ...readAlerts(await viewFor(request), request.query), ...(unfit.length > 0 && { unfit }) });
    })
  );

  const counted = {
    needs: 'nobody' as const,
    summary: 'How many incidents stand open that nobody answers for yet; null for who may see none',
    querystring: closed({}),
    response: { 200: AlertsCount },
  };
  app.get(
    '/alerts/count',
    route(counted, async (request, reply) => {
      const isNone = api.alerts === null || !can(api.reader(request), 'rows');
      const answer = isNone ? { open: null, urgent: 0 } : countAlerts(await viewFor(request));
      // It follows from what a page is kept by: its tag says so.
      void reply.headers({ 'cache-control': 'no-store', etag: tagOf(JSON.stringify(answer)) });
      return answer;
    })
  );

  const settings = {
    needs: 'rows' as const,
    summary: 'Conditions, recipients, channels and days off, as content says them; for who sees the whole province',
    querystring: closed({}),
    response: { 200: Settings },
  };
  app.get(
    '/alerts/settings',
    route(settings, async (request, reply) => {
      if (!isWhole(api.reader(request).scope)) throw new Refusal(404, 'not_found', '没有这个地址。');
      return now(reply, await settingsOf(api, door));
    })
  );

  const box = {
    needs: 'rows' as const,
    summary: 'What waits to be told and when it leaves, what was sent, and what was not delivered and why',
    querystring: closed({}),
    response: { 200: Outbox },
  };
  app.get(
    '/outbox',
    route(box, async (request, reply) => now(reply, readOutbox(await viewFor(request))))
  );

  const one = {
    needs: 'rows' as const,
    summary: 'One incident, what became of it, and who was told',
    params: closed({ incident: Type.Integer({ minimum: 1 }) }),
    querystring: closed({}),
    response: { 200: IncidentHistory },
  };
  app.get(
    '/alerts/:incident',
    route(one, async (request, reply) => {
      const found = readIncident(await viewFor(request), request.params.incident);
      if (found === null) throw unknownIncident();
      return now(reply, found);
    })
  );

  const acknowledge = {
    needs: 'propose' as const,
    summary: 'Answer for an incident: reminders and escalation end, until it changes',
    params: one.params,
    querystring: closed({}),
    body: AcknowledgementForm,
    response: { 201: Acknowledged },
  };
  app.post(
    '/alerts/:incident/acknowledge',
    route(acknowledge, (request, reply) =>
      answered(request, reply, '/alerts', async () => {
        const { incident: id } = request.params;
        const view = await viewFor(request);
        const found = readIncident(view, id)?.incident;
        if (found === undefined || view.store === null) throw unknownIncident();
        const reader = api.reader(request);
        const by = personOf(reader) ?? clean(request.body.person);
        if (by === null) throw new Refusal(400, 'no_person', '请写明认领人的姓名。', { parameter: 'person' });
        const note = clean(request.body.note) ?? '';
        const row = view.store.database.prepare('select alert, key from incidents where id = ?').get(id);
        const said = { at: civilOf(view.now), alert: String(row?.alert), key: String(row?.key), by, note };
        if (found.status === 'closed' || !takeAcknowledgement(view.store, said, contextOf(api, view)))
          throw new Refusal(409, 'incident_closed', '这一条已经消除或结束，不用认领了。');
        api.record({
          stream: 'use',
          by: reader.account,
          event: 'alert_acknowledged',
          details: { alert: found.alert, incident: id, person: by },
        });
        moveWorld(api);
        return { id };
      })
    )
  );
}

/** Where nothing is told. */
const still: AlertsDoor = {
  store: () => null,
  content: async () => ({
    conditions: new Map(),
    titles: new Map(),
    subscriptions: [],
    channels: [],
    calendar: plainCalendar,
    years: [],
    faults: [],
  }),
  channels: async () => [],
  mark: () => '',
};

/** An answer that holds at this moment alone. */
function now<A>(reply: FastifyReply, answer: A): A {
  void reply.header('cache-control', 'no-store');
  return answer;
}

const unknownIncident = () => new Refusal(404, 'unknown_incident', '没有这一条事项，或者它不在您的范围内。');

async function viewOf(api: Api, door: AlertsDoor, request: FastifyRequest): Promise<View> {
  const reader = api.reader(request);
  const found = api.office && reader.account !== null ? findAccount(api.office.desk.store, reader.account) : null;
  return {
    store: door.store(),
    content: await door.content(),
    who: { reader, role: found?.role ?? null },
    now: api.office?.desk.now() ?? Date.now(),
  };
}

const contextOf = ({ office }: Api, { content }: View): Context => ({
  conditions: content.conditions,
  recipients: recipientsOf(content.subscriptions, office?.desk ?? null),
  calendar: content.calendar,
});

async function settingsOf({ office }: Api, door: AlertsDoor): Promise<AlertsSettings> {
  const content = await door.content();
  const accounts = office?.desk.store;
  return {
    conditions: [...content.conditions.values()].map((each) => ({
      alert: each.name,
      title: each.title,
      note: each.note,
      file: each.file,
      to: [...each.to],
      severity: each.severity,
      kind: each.kind,
      within: [...each.within],
      deliver: each.deliver,
      when_changed: each.whenChanged,
      hold_hours: each.holdHours,
      tells_resolved: each.tellsResolved,
      remind_workdays: each.remindWorkdays,
      escalate: each.escalate === null ? null : { to: each.escalate.to, after_workdays: each.escalate.afterWorkdays },
      many: each.many,
      sql: each.text,
      faults: each.faults.map(sayFault),
    })),
    recipients: content.subscriptions.map(({ account, channel, duties }) => {
      const found = accounts === undefined ? null : findAccount(accounts, account);
      const problem = found === null ? '没有这个账号，不会发给他' : found.isActive ? null : '账号已停用，不会发给他';
      return { account, title: found?.title ?? null, channel, duties: [...duties], problem };
    }),
    channels: (await door.channels()).map((each) => ({ ...each })),
    titles: Object.fromEntries(content.titles),
    opens: plainCalendar.opens,
    closes: plainCalendar.closes,
    digest: plainCalendar.digest,
    years: [...content.years],
    faults: content.faults.map(sayFault),
  };
}
