import type { Deadline, FeedEntry } from '#alerts/feeds';

/** An incident as `/api/alerts` answers it. */
export interface ListedIncident {
  alert: string;
  key: string;
  number: number;
  title: string;
  message: string;
  status: 'open' | 'away' | 'closed';
  due: string | null;
  opened_at: string;
  away_at: string | null;
  closed_at: string | null;
}

/** Programs that read feeds keep what they saw: the last so many are enough. */
const most = 200;

const states = { open: '', away: '（可能已解除）', closed: '（已解除）' } as const;

/** What was told, the newest first. */
export const entriesIn = (incidents: readonly ListedIncident[], origin: string): FeedEntry[] =>
  incidents
    .map(({ alert, key, number, title, message, status, opened_at, away_at, closed_at }) => ({
      key: `${alert}/${key}/${number}`,
      title: `${title}${states[status]}`,
      text: message,
      at: closed_at ?? away_at ?? opened_at,
      link: `${origin}/alerts`,
    }))
    .sort((one, other) => (one.at === other.at ? (one.key < other.key ? -1 : 1) : one.at < other.at ? 1 : -1))
    .slice(0, most);

/** What is to come, or is over and not done. */
export const deadlinesIn = (incidents: readonly ListedIncident[], origin: string): Deadline[] =>
  incidents
    .flatMap(({ alert, key, title, message, status, due }) =>
      due === null || status !== 'open'
        ? []
        : [{ key: `${alert}:${key}`, title, due, note: message, link: `${origin}/alerts` }]
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1));
