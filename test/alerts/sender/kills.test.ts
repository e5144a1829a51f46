import { expect, test } from 'vitest';
import type { Made } from '#alerts/sender';
import { followOutbox } from '#server/follow-outbox.ts';
import { isFull, sized } from '../../tier.ts';
import { refusal, startMail } from '../channels/mail-server.ts';
import { startRobot } from '../channels/robot.ts';
import { folders, plain, writeSecret } from '../channels/trying.ts';
import { newOutbox } from './outbox.ts';

const messages = sized(24, 400);
const kills = sized(6, 100);

/** Numbers from 0 up to 1, the same for the same seed. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const nameOf = (headers: Record<string, unknown>) => String(headers['x-baijing-message-id']);

/**
 * A mail server and a robot as the real ones are: they refuse for a while, take a message and break off before they
 * say so, are slow, and say no with 200. The sender is killed at any moment. Nothing is lost; what comes twice has one
 * name.
 */
test(`${messages} of ${messages} messages arrive through ${kills} kills`, async () => {
  const draw = drawn(isFull ? 7 : 11);
  await using mail = await startMail(() => {
    const one = draw();
    return one < 0.03 ? refusal(451, '4.7.1 greylisted') : one < 0.06 ? 'cut' : null;
  });
  const taken: string[] = [];
  await using robot = await startRobot((received, response) => {
    const one = draw();
    if (one < 0.03) return void response.end('{"errcode":45009,"errmsg":"api freq out of limit"}');
    if (one < 0.06) return void response.writeHead(429).end();
    taken.push(nameOf(received.headers));
    if (one < 0.09) return void response.destroy();
    setTimeout(() => response.end('{"errcode":0}'), one < 0.15 ? 150 : 0);
  });
  const box = newOutbox();
  box.add('邮件', messages / 2);
  box.add('接口', messages / 2);
  const { secrets, messages: place } = folders();
  writeSecret(secrets, '接口', { address: `http://127.0.0.1:${robot.port}/in`, secret: 'of the robot' });
  const log: string[] = [];
  const made = (id: string): Made => ({ to: 'wang@jn.example.gov.cn', subject: '百景提醒', lines: [id], link: null });
  const sender = followOutbox({
    store: box.path,
    channels: [
      { ...plain, name: '邮件', kind: 'smtp', port: mail.port, from: 'baijing@gxt.example.gov.cn' },
      { ...plain, name: '接口', kind: 'webhook', port: robot.port },
    ],
    secrets,
    messages: place,
    perMinute: 100_000,
    every: 20,
    // 24 hours of tries in five minutes.
    minute: 200,
    prepare: ({ id }) => Promise.resolve(made(id)),
    log: (message) => log.push(message),
    pauses: { least: 10, most: 10 },
  });
  const isDone = () => box.rows().every(({ status }) => status === 'sent');
  let killed = 0;
  for (let at = 0; at < kills && !isDone(); at += 1) {
    await expect.poll(() => sender.pid(), { timeout: 20_000 }).not.toBeNull();
    const before = box.tries().length;
    // Once it has begun to send, so that a slow machine is killed in the middle too.
    await expect.poll(() => box.tries().length > before || isDone(), { timeout: 60_000, interval: 5 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, draw() * 60));
    const pid = sender.pid();
    if (pid === null) continue;
    process.kill(pid, 'SIGKILL');
    killed += 1;
    await expect.poll(() => sender.pid(), { timeout: 20_000, interval: 5 }).not.toBe(pid);
  }
  await expect.poll(isDone, { timeout: 200_000, interval: 100 }).toBe(true);
  await sender.stop();

  const names = box.rows().map(({ message_id }) => String(message_id));
  const arrived = [...mail.mails.map(({ messageId }) => messageId), ...taken];
  expect(new Set(arrived)).toEqual(new Set(names));
  for (const { messageId, raw } of mail.mails)
    expect(Buffer.from(raw.split('\r\n\r\n')[1] ?? '', 'base64').toString()).toContain(
      messageId.slice(1).split('@')[0]
    );
  // Each that came twice was cut off: by a kill, or by the other side after it had taken it.
  const cut = box.tries().filter(({ answer, said }) => answer === 'killed' || String(said).includes('可能已经收到'));
  expect(arrived.length - names.length).toBeLessThanOrEqual(cut.length);
  expect(box.tries().filter(({ answer }) => answer === null)).toEqual([]);
  expect(killed).toBeGreaterThanOrEqual(Math.min(kills, 3));
  if (isFull)
    console.log(`${killed} kills, ${arrived.length - names.length} came twice, ${cut.length} tries were cut off`);
});
