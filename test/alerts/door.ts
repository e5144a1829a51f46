import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alertsFile,
  askVersion,
  civilOf,
  openAlerts,
  readCondition,
  takeAcknowledgement,
  takeEvaluation,
  takeTick,
  type AlertsContent,
  type AlertsStore,
  type Context,
  type Outcome,
  type Recipient,
} from '#alerts';
import { noDecisions } from '#store';
import { readCurrent } from '#warehouse';
import { readOwnAlerts } from '#server/alerts-content.ts';

/** Findings of every city, whose words name others where these are part of the matter. */
export const ofFindings = `-- title: 不通过和待核
-- to: division、city
-- deliver: digest
select
  concat_ws(' ', rule, subject_kind, subject_id, batches, year) as key,
  city,
  verdict as value,
  message,
  {subject: subject_id} as evidence,
from findings
where verdict <> 'pass' and city is not null`;

/** A moment of the clock when the office is open. */
export const asked = Date.UTC(2026, 2, 2, 2);

export interface Door {
  store(): AlertsStore;
  content(): Promise<AlertsContent>;
  channels(): Promise<{ name: string; kind: string; host: string | null; note: string | null }[]>;
  mark(): string;
  context: Context;
  /** What its conditions came to. */
  outcomes: ReadonlyMap<string, Outcome>;
  close(): Promise<void>;
}

/** What is told of a published warehouse, asked by its own conditions, one over findings and those `besides`. */
export async function openDoor(
  warehouse: string,
  recipients: readonly Recipient[] = [],
  { isWhole = false, besides = {} }: { isWhole?: boolean; besides?: Readonly<Record<string, string>> } = {}
): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'alerts-door-'));
  const own = await readOwnAlerts();
  // Of its own conditions one, unless all are wanted: more content makes no other test.
  const given = [...own.conditions].filter(([name]) => isWhole || name === 'over_quota');
  const more = Object.entries({ all_findings: ofFindings, ...besides }).map(([name, text]) =>
    readCondition(name, text, ['division', 'city'])
  );
  const subscriptions = recipients.flatMap(({ id, channels }) =>
    channels.map((channel) => ({ account: id, channel, address: null, duties: [], line: 2 }))
  );
  const channels = [
    { name: 'mail', scope: null, isGroup: false },
    { name: 'group', scope: { city: ['潍坊市'] }, isGroup: true },
  ];
  const content: AlertsContent = {
    ...own,
    subscriptions,
    channels,
    conditions: new Map([...given, ...more.map((each) => [each.name, each] as const)]),
  };
  const version = (await readCurrent(warehouse))!.version;
  const outcomes = await askVersion({ warehouse, version, content, decisions: noDecisions, papers: [] }, null);
  const store = openAlerts(alertsFile(folder));
  const context = { conditions: content.conditions, recipients, calendar: content.calendar };
  const at = (milliseconds: number) => civilOf(asked + milliseconds);
  const nothing = new Map([...content.conditions.keys()].map((name) => [name, { found: [] }]));
  takeEvaluation(store, 'first', { at: at(0), version: 'none', outcomes: nothing }, context);
  takeEvaluation(store, 'second', { at: at(60_000), version, outcomes }, context);
  takeTick(store, at(60_000), context);
  const [first] = store.database
    .prepare("select alert, key from incidents where status = 'open' order by id limit 1")
    .all() as { alert: string; key: string }[];
  if (first) takeAcknowledgement(store, { at: at(120_000), ...first, by: '张三', note: '已联系' }, context);
  return {
    store: () => store,
    content: async () => content,
    channels: async () => [],
    mark: () => '',
    context,
    outcomes,
    async close() {
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
