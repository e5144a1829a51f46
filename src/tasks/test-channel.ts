import { randomBytes } from 'node:crypto';
import { readChannels, send, titles, weaknesses } from '#alerts/channels';
import { sayFault } from '#spec/content';
import { placesOf } from '#server/sending-places.ts';

/** How a channel did when it was tried, in lines for a terminal. */
export interface TriedChannel {
  isSent: boolean;
  lines: string[];
}

/**
 * Tries a channel with a message that says nothing of anybody. Mail goes to its own sender, or where it is said. What a
 * channel lacks is said whether or not it took it.
 */
export async function testChannel({
  name,
  tables,
  warehouse,
  to = null,
}: {
  name: string;
  /** The folder data/alerts. */
  tables: string;
  warehouse: string;
  to?: string | null;
}): Promise<TriedChannel> {
  const { channels, faults } = await readChannels(tables);
  const channel = channels.find((each) => each.name === name);
  if (channel === undefined)
    return {
      isSent: false,
      lines: [
        ...faults.map(sayFault),
        channels.length === 0
          ? '还没有通道：在 data/alerts/channels.csv 里写一行。'
          : `没有通道 ${name}，有：${channels.map((each) => each.name).join('、')}`,
      ],
    };
  if (to !== null && channel.kind !== 'smtp')
    return { isSent: false, lines: [`${name} 是${titles[channel.kind]}，--to 只给邮件用。`] };
  const letter = {
    id: `test-${randomBytes(6).toString('hex')}`,
    attempt: 1,
    to: channel.kind === 'smtp' ? (to ?? channel.from) : null,
    subject: '百景试发',
    lines: ['这是一条试发的消息，收到说明通道可用。', '内容里没有任何数据。'],
    link: null,
  };
  const outcome = await send(letter, { channel, ...placesOf(warehouse), now: Date.now });
  const where = letter.to === null ? '' : `，发给 ${letter.to}`;
  return {
    isSent: outcome.is === 'ok',
    lines: [
      `${name}（${titles[channel.kind]}${where}）：${
        outcome.is === 'ok'
          ? '对方收下了'
          : `${outcome.is === 'temporary' ? '没有发成，可以再试' : '对方不收，再试也一样'}：${outcome.reason}`
      }`,
      ...weaknesses(channel).map((each) => `注意：${each}。`),
    ],
  };
}
