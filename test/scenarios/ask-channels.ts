import { cutToBytes } from '../../src/alerts/text.ts';
import { momentOf } from '../../src/alerts/civil.ts';
import { civilOf } from '#alerts';
import { meaningOf, messageIdOf, signDingtalk, signFeishu } from '#alerts/channels';
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
