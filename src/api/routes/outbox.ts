import { whatWords, type View } from '#alerts';
import { isWhole, type Outbox } from '#spec';

/** So many of what was sent and of what was dropped are told. */
const most = 200;

/** What waits to be told, what was sent and what was not: all of it, or of who sees a part what is for themselves. */
export function readOutbox({ store, content, who: { reader } }: View): Outbox {
  if (store === null) return { waiting: [], messages: [], dropped: [] };
  const own = isWhole(reader.scope) ? '' : 'and recipient = $account';
  const values: Record<string, string> = own === '' ? {} : { $account: reader.account ?? '' };
  const rows = (sql: string) => store.database.prepare(sql).all(values) as Record<string, string | number | null>[];
  const title = (alert: unknown) => content.conditions.get(String(alert))?.title ?? String(alert);
  const word = (what: unknown) => whatWords[what as keyof typeof whatWords] ?? String(what);
  return {
    waiting: rows(
      `select due, recipient, alert, what, count(*) as items from items where status = 'waiting' ${own}
      group by due, recipient, alert, what order by due, recipient limit 1500`
    ).map((row) => ({
      due: String(row.due),
      recipient: String(row.recipient),
      alert: String(row.alert),
      title: title(row.alert),
      what: word(row.what),
      items: Number(row.items),
    })),
    messages: rows(`select * from outbox where true ${own} order by number desc limit ${most}`).map((row) => {
      const items = JSON.parse(String(row.items)) as { alert: string; many?: number }[];
      return {
        id: String(row.id),
        recipient: String(row.recipient),
        channel: String(row.channel),
        items: items.reduce((sum, { many = 1 }) => sum + many, 0),
        titles: [...new Set(items.map(({ alert }) => title(alert)))],
        due: String(row.due),
        status: String(row.status),
        attempts: Number(row.attempts),
        next_at: row.next_at as string | null,
        ended_at: row.ended_at as string | null,
        why: row.why as string | null,
      };
    }),
    dropped: rows(
      `select ended_at as at, recipient, alert, what, why from items where status = 'dropped' ${own}
      order by id desc limit ${most}`
    ).map((row) => ({
      at: String(row.at),
      recipient: String(row.recipient),
      alert: String(row.alert),
      title: title(row.alert),
      what: word(row.what),
      why: whys[String(row.why)] ?? String(row.why),
    })),
  };
}

const whys: Readonly<Record<string, string>> = {
  gone: '到发的时候已经没有了',
  'out of scope': '到发的时候已经不在他的范围里',
  acknowledged: '到发的时候已经有人认领',
};
