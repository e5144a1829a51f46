import type { Scope } from '#spec';
import type { Fault } from '#spec/content';
import type { Calendar } from '../calendar.ts';
import { readConditions, strayConditions } from './conditions.ts';
import type { ConditionFile } from './read-condition.ts';
import { readDuties, readSubscriptions, type Subscription } from './recipients.ts';
import { readWorkdays } from './workdays.ts';

/** Where what is told lies: `pipelines/alerts` and `data/alerts`. */
export interface AlertsFolders {
  conditions: string;
  tables: string;
}

/** A channel by its name, with what its readers may see: who is in a group reads all that is sent there. */
export interface KnownChannel {
  name: string;
  /** null: it reaches the recipient alone. */
  scope: Scope | null;
  /** Whether it reaches a group, whose scope must be said. */
  isGroup: boolean;
  /** Whether it goes to an address of its own for each recipient. */
  isMail?: boolean;
  /** Of data/alerts/channels.csv. */
  line?: number;
}

/** What is told, to whom, and when, as content says it. */
export interface AlertsContent {
  conditions: ReadonlyMap<string, ConditionFile>;
  /** What roles of accounts and duties are called. */
  titles: ReadonlyMap<string, string>;
  subscriptions: readonly Subscription[];
  channels: readonly KnownChannel[];
  calendar: Calendar;
  /** The years of which days off are said; of others weekends alone are known. */
  years: readonly string[];
  faults: readonly Fault[];
}

/** `roles` are those of accounts, with what they are called, `channels` what can carry a message. */
export async function readAlertsContent(
  { conditions: folder, tables }: AlertsFolders,
  { roles, channels }: { roles: ReadonlyMap<string, string>; channels: readonly KnownChannel[] }
): Promise<AlertsContent> {
  const { duties, faults: ofDuties } = await readDuties(tables);
  const names = duties.map(({ duty }) => duty);
  const doubled = names.filter((name) => roles.has(name));
  const conditions = await readConditions(folder, [...roles.keys(), ...names]);
  const { subscriptions, faults: ofRecipients } = await readSubscriptions(tables, {
    duties: names,
    channels,
  });
  const { calendar, years, faults: ofDays } = await readWorkdays(tables);
  return {
    conditions: new Map(conditions.map((each) => [each.name, each])),
    titles: new Map([...roles, ...duties.map(({ duty, title }) => [duty, title] as const)]),
    subscriptions,
    channels,
    calendar,
    years,
    faults: [
      ...ofDuties,
      ...doubled.map((name) => ({
        file: 'data/alerts/duties.csv',
        line: null,
        message: `${name} 已经是一个角色，职责要另起名字。`,
      })),
      ...ofRecipients,
      ...channels.flatMap(({ name, scope, isGroup, line = null }) =>
        isGroup && scope === null ? [{ file: 'data/alerts/channels.csv', line, message: unsaid(name) }] : []
      ),
      ...ofDays,
      ...conditions.flatMap(({ faults }) => faults),
      ...(await strayConditions(folder)),
    ],
  };
}

const unsaid = (name: string): string =>
  `${name} 是群机器人，要写 scope：群里的人都看得到发去的话。写 全省，或 city=济南市。`;
