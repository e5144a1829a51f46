import { existsSync } from 'node:fs';
import { accessFile } from '#access';
import {
  alertsFile,
  askVersion,
  civilOf,
  emptyState,
  evaluate,
  evaluateVersion,
  openAlerts,
  readState,
  recipientsOf,
  type AlertsContent,
  type Context,
  type Item,
  type Outcome,
} from '#alerts';
import { recordFile } from '#pipeline';
import { followDecisions } from '#store';
import { readCurrent, zonedTime } from '#warehouse';
import { openAccounts } from '#server/open-accounts.ts';
import { readOwnAlerts } from '#server/alerts-content.ts';

type Papers = Parameters<typeof askVersion>[0]['papers'];

/** Evaluates a version once, in a process of its own; answers how it went, for the log. */
export async function evaluateAlerts({
  warehouse,
  version,
  isOffice,
  papers,
}: {
  warehouse: string;
  version: string;
  isOffice: boolean;
  papers: Papers;
}): Promise<{ isNew: boolean; unknown: string[] }> {
  const content = await readOwnAlerts();
  return withPeople(warehouse, isOffice, content, async (recipients) => {
    const decisions = followDecisions(recordFile(warehouse));
    try {
      const { isNew, outcomes } = await evaluateVersion({ warehouse, version, content, recipients, decisions, papers });
      return { isNew, unknown: unknownIn(outcomes) };
    } finally {
      decisions.close();
    }
  });
}

const unknownIn = (outcomes: ReadonlyMap<string, Outcome>): string[] =>
  [...outcomes].flatMap(([name, { found, why }]) => (found === null ? [`${name}：${why ?? ''}`] : []));

async function withPeople<T>(
  warehouse: string,
  isOffice: boolean,
  content: AlertsContent,
  work: (recipients: () => Context['recipients']) => Promise<T>
): Promise<T> {
  if (!isOffice) return work(() => []);
  const { desk, close } = await openAccounts(warehouse, console.error);
  try {
    return await work(() => recipientsOf(content.subscriptions, desk));
  } finally {
    close();
  }
}

/** What an evaluation would lead to now, in the order in which it would leave. */
export interface WouldTell {
  version: string;
  at: string;
  conditions: { name: string; title: string; found: number | null; why: string | null }[];
  items: Pick<Item, 'alert' | 'key' | 'what' | 'recipient' | 'due'>[];
  recipients: { id: string; channels: readonly string[] }[];
}

/** Asks every condition now and says what would be told to whom: nothing is written and nothing is sent. */
export async function alertsWouldTell({
  warehouse,
  version,
}: {
  warehouse: string;
  version: string | null;
}): Promise<WouldTell> {
  const content = await readOwnAlerts();
  const current = version ?? (await readCurrent(warehouse))?.version;
  if (current === undefined) throw new Error('还没有发布过版本。请先导入：npm run load -- 文件夹');
  return withPeople(warehouse, existsSync(accessFile(warehouse)), content, async (recipients) => {
    const decisions = followDecisions(recordFile(warehouse));
    const store = existsSync(alertsFile(warehouse)) ? openAlerts(alertsFile(warehouse)) : null;
    try {
      const asked = { warehouse, version: current, content, decisions, papers: null };
      const outcomes = await askVersion(asked, store);
      const people = recipients();
      const context = { conditions: content.conditions, recipients: people, calendar: content.calendar };
      const state = store === null ? emptyState : readState(store);
      const at = civilOf(Date.now());
      const { items } = evaluate(state, { at, version: current, outcomes }, context);
      return {
        version: current,
        at: zonedTime(new Date()),
        conditions: [...content.conditions.values()].map(({ name, title }) => {
          const { found = null, why = null } = outcomes.get(name) ?? {};
          return { name, title, found: found?.length ?? null, why };
        }),
        items: items.toSorted((one, other) => (one.due < other.due ? -1 : Number(one.due > other.due))),
        recipients: people.map(({ id, channels }) => ({ id, channels })),
      };
    } finally {
      store?.close();
      decisions.close();
    }
  });
}

/** For a terminal: a line a condition, a line a recipient and what they would be told. */
export function reportWouldTell({ version, conditions, items, recipients }: WouldTell): string[] {
  const by = Map.groupBy(items, ({ recipient }) => recipient);
  return [
    `版本 ${version}。只是试算：什么也没有写，什么也没有发。`,
    ...conditions.map(
      ({ name, title, found, why }) =>
        `${title}（${name}）：${found === null ? `算不出来：${why ?? ''}` : `${found} 条`}`
    ),
    ...(recipients.length === 0
      ? ['没有收件人：data/alerts/recipients.csv 里没有写，或者他们没有账号。事项照样记着。']
      : []),
    ...recipients.map(({ id, channels }) => {
      const own = by.get(id) ?? [];
      const said = own
        .slice(0, 5)
        .map(({ alert, key, what, due }) => `${alert} ${key} ${what}（${due.slice(0, 16).replace('T', ' ')} 发）`);
      return `${id}（${channels.join('、')}）：${own.length === 0 ? '没有新的' : `${own.length} 条：${said.join('；')}${own.length > 5 ? ' …' : ''}`}`;
    }),
  ];
}
