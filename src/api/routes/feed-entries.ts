import type { Deadline, FeedEntry } from '#alerts/feeds';

/** An incident as `/api/alerts` answers it. */
export interface ListedIncident {
  alert: string;
  key: string;
  number: number;
  title: string;
  message: string;
  status: 'open' | 'away' | 'closed';
  about: Readonly<Record<string, string>>;
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

/**
 * What is to come, or is over and not done. Where the same is due of many at one moment, as of every city, who sees
 * them all has it in their calendar once, with what is said of each.
 */
export function deadlinesIn(incidents: readonly ListedIncident[], origin: string): Deadline[] {
  const due = incidents.filter((each) => each.due !== null && each.status === 'open');
  const alike = Map.groupBy(due, (each) => JSON.stringify([each.alert, keyOfAll(each), each.due]));
  return [...alike.values()]
    .map((group) => {
      const [first] = group as [ListedIncident];
      const key = group.length === 1 ? first.key : keyOfAll(first);
      return {
        key: `${first.alert}:${key}`,
        title: group.length === 1 ? shortened(first.message) : `${first.title}（${group.length} 条）`,
        due: first.due ?? '',
        note: group.map(({ message }) => message).join('\n'),
        link: `${origin}/alerts`,
      };
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** So much of a line as a calendar shows of a day: whole words of it stand in the note. */
const shortened = (line: string): string => {
  const characters = [...line];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : line;
};

/** What an incident is known by without the city that it is about. */
const keyOfAll = ({ key, about }: ListedIncident): string =>
  key
    .split(' ')
    .filter((part) => part !== about.city)
    .join(' ');
