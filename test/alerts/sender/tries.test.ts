import { expect, test } from 'vitest';
import { runSender, type Made, type SenderOptions } from '#alerts/sender';
import { momentOf } from '../../../src/alerts/civil.ts';
import { markSending } from '../../../src/alerts/store/outbox.ts';
import { says, startRobot, takes } from '../channels/robot.ts';
import { folders, plain, writeSecret } from '../channels/trying.ts';
import { newOutbox } from './outbox.ts';

const made: Made = { to: null, subject: '百景提醒', lines: ['一项'], link: null };

/** A sender at a clock that stands, which ends when it has nothing to do. */
function senderOf(port: number, more: Partial<SenderOptions> = {}) {
  const box = newOutbox();
  const { secrets, messages } = folders();
  writeSecret(secrets, '群', { address: `http://127.0.0.1:${port}/send?key=0123456789abcdef` });
  const clock = { now: momentOf('2026-03-02T10:00') };
  const log: string[] = [];
  const start = () =>
    runSender({
      store: box.store,
      channels: [{ ...plain, name: '群', port }],
      secrets,
      messages,
      prepare: () => Promise.resolve(made),
      log: (message) => log.push(message),
      onFault: (error) => log.push(String(error)),
      now: () => clock.now,
      every: 3_600_000,
      ...more,
    }).stop({ whenIdle: true });
  return { ...box, clock, log, start };
}

const standing = ({ status, attempts, next_at }: Record<string, unknown>) => [status, attempts, next_at];

test('what is due is sent once, what is not waits', async () => {
  await using robot = await startRobot(takes);
  const box = senderOf(robot.port);
  box.add('群', 1);
  box.add('群', 1, '2026-03-02T10:00:01');
  await box.start();
  await box.start();
  expect(box.rows().map(standing)).toEqual([
    ['sent', 1, null],
    ['waiting', 0, null],
  ]);
  box.clock.now += 1000;
  await box.start();
  expect(robot.received).toHaveLength(2);
});

test('a temporary refusal is tried again after 1, 5, 30, 120 and 360 minutes, and given up after a day', async () => {
  await using robot = await startRobot(says(429, ''));
  const box = senderOf(robot.port);
  box.add('群', 1);
  for (let tries = 0; box.rows()[0]!.status === 'waiting' && tries < 20; tries += 1) {
    await box.start();
    const next = box.rows()[0]!.next_at;
    if (next === null) break;
    // A second before it, nothing is tried.
    box.clock.now = momentOf(String(next)) - 1000;
    await box.start();
    box.clock.now += 1000;
  }
  expect(box.tries().map(({ at }) => String(at).slice(5, 16))).toEqual(
    ['02T10:00', '02T10:01', '02T10:06', '02T10:36', '02T12:36', '02T18:36', '03T00:36', '03T06:36'].map(
      (at) => `03-${at}`
    )
  );
  expect(box.rows()[0]).toMatchObject({ status: 'given up', why: expect.stringContaining('429') as string });
});

test('a permanent refusal ends and is shown; nothing of the other side stands in the log', async () => {
  await using robot = await startRobot(says(200, '{"errcode":93000,"errmsg":"invalid 0123456789abcdef 济南"}'));
  const box = senderOf(robot.port);
  box.add('群', 1);
  await box.start();
  const [row] = box.rows();
  expect(row).toMatchObject({ status: 'refused', why: expect.stringContaining('93000') as string });
  expect(String(row!.why)).not.toContain('0123456789abcdef');
  expect(box.log.join('\n')).toContain('permanent');
  expect(box.log.join('\n')).not.toMatch(/0123456789abcdef|济南|127\.0\.0\.1/);
});

test('what is not to be told any more is not tried', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port, { prepare: () => Promise.resolve({ dropped: '没有权限了' }) });
  box.add('群', 1);
  await box.start();
  expect(box.rows()[0]).toMatchObject({ status: 'dropped', why: '没有权限了', attempts: 0 });
  expect(robot.received).toEqual([]);
});

test('what cannot be made now is tried again, and its reason names nothing', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port, { prepare: () => Promise.reject(new Error('no version of 青岛市')) });
  box.add('群', 1);
  await box.start();
  expect(box.rows()[0]).toMatchObject({ status: 'waiting', attempts: 1, next_at: '2026-03-02T10:01:00' });
  expect(JSON.stringify([box.rows(), box.tries(), box.log])).not.toContain('青岛市');
});

test('what was being sent when the sender ended is sent again at once, by the same name', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port);
  box.add('群', 1);
  markSending(box.store, 1, box.clock.now);
  box.clock.now = momentOf('2026-03-02T10:07');
  await box.start();
  expect(box.rows()[0]).toMatchObject({ status: 'sent', attempts: 2, message_id: '<ob-1@baijing.invalid>' });
  expect(box.tries().map(({ attempt, answer }) => [attempt, answer])).toEqual([
    [1, 'killed'],
    [2, 'ok'],
  ]);
});

test('what ends the sender again and again does not hold up what comes after it', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port);
  box.add('群', 2);
  for (let at = 0; at < 5; at += 1) {
    box.store.database.exec("update outbox set status = 'waiting' where number = 1");
    markSending(box.store, 1, box.clock.now);
  }
  await box.start();
  expect(box.rows().map(({ status }) => status)).toEqual(['waiting', 'sent']);
});

test('a channel takes at most twenty a minute, also by a sender that was begun again', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port);
  box.add('群', 30);
  for (let at = 0; at < 3; at += 1) await box.start();
  expect(robot.received).toHaveLength(20);
  box.clock.now += 61_000;
  await box.start();
  expect(robot.received).toHaveLength(30);
});

test('what goes by a channel that is not there is refused and shown', async () => {
  await using robot = await startRobot();
  const box = senderOf(robot.port);
  box.add('旧群', 1);
  await box.start();
  expect(box.rows()[0]).toMatchObject({ status: 'refused', why: '没有渠道 旧群' });
});

test('a channel that hangs holds up no other', async () => {
  let release = () => {};
  await using robot = await startRobot((_received, response) => void (release = () => response.end('{"errcode":0}')));
  await using other = await startRobot();
  const { secrets, messages } = folders();
  writeSecret(secrets, '群', { address: `http://127.0.0.1:${robot.port}/` });
  writeSecret(secrets, '另一群', { address: `http://127.0.0.1:${other.port}/` });
  const channels = [
    { ...plain, name: '群', port: robot.port },
    { ...plain, name: '另一群', port: other.port },
  ];
  const box = senderOf(robot.port, { channels, secrets, messages });
  box.add('群', 1);
  box.add('另一群', 3);
  const run = box.start();
  await expect.poll(() => other.received.length).toBe(3);
  release();
  await run;
  expect(box.rows().map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'sent']);
});
