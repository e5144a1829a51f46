import { cutToBytes } from '../../src/alerts/text.ts';
import { momentOf } from '../../src/alerts/civil.ts';
import { civilOf } from '#alerts';
import { meaningOf, messageIdOf, signDingtalk, signFeishu } from '#alerts/channels';
import { afterDeadlines, calendarOf, toldEntries, type Deadline, type Entry } from '#alerts/feeds';
import { standingAfter, type Ending } from '#alerts/sender';

type Raw = Record<string, unknown>;

/** What is asked of channels, texts and the outbox; undefined where it is asked of something else. */
export function answerChannels(question: Raw): unknown {
  switch (question.ask) {
    case 'signature':
      return (question.kind === 'dingtalk' ? signDingtalk : signFeishu)(
        Number(question.timestamp),
        String(question.secret)
      );
    case 'cut':
      return cutToBytes(String(question.text), Number(question.limit));
    case 'answer':
      return meaningOf(String(question.kind), {
        status: question.status as number | null,
        body: String(question.body),
      }).is;
    case 'outbox':
      return tried(question);
    case 'calendar':
      return calendars(question.steps as { at: string; deadlines: Deadline[] }[]);
    default:
      return undefined;
  }
}

/** The tries of one message, with what each was answered, as far as answers are given. */
function tried({ row, first, answers, restart }: Raw) {
  const minutes = (moment: number) => civilOf(moment).slice(0, 16);
  const begun = momentOf(String(first));
  const log: Raw[] = [];
  let now = begun;
  for (const [at, answer] of (answers as Ending[]).entries()) {
    const attempt = at + 1;
    log.push({ at: minutes(now), attempt, message_id: messageIdOf(String(row)), answer });
    const ended = answer === 'killed' && restart !== undefined ? momentOf(String(restart)) : now;
    const standing = standingAfter(answer, { attempt, first: begun, now: ended });
    if (standing.status !== 'waiting') return { log, status: standing.status, next: null };
    now = standing.next;
  }
  return { log, status: 'waiting', next: minutes(now) };
}

/** What a calendar is told after each step, by the properties of its events. */
function calendars(steps: readonly { at: string; deadlines: Deadline[] }[]) {
  let entries: Entry[] = [];
  return steps.map(({ at, deadlines }) => {
    entries = afterDeadlines(entries, deadlines, at);
    const text = calendarOf(toldEntries(entries, at), { title: '截止', at }).replaceAll('\r\n ', '');
    return text
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((event) => {
        const said = (name: string) => new RegExp(`^${name}[:;](.*)$`, 'm').exec(event)?.[1]?.trim() ?? null;
        const [uid, start, sequence, status] = ['UID', 'DTSTART', 'SEQUENCE', 'STATUS'].map(said);
        return { uid, DTSTART: start, SEQUENCE: Number(sequence), STATUS: status };
      });
  });
}
