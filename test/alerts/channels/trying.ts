import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { send, type Channel, type Letter, type Outcome } from '#alerts/channels';

export const plain: Channel = {
  name: '试验',
  kind: 'wecom',
  host: '127.0.0.1',
  port: null,
  security: 'none',
  isVerified: true,
  ca: null,
  nets: [],
  from: null,
  folder: null,
  scope: '',
};

export const letter: Letter = {
  id: 'ob-1',
  attempt: 1,
  to: null,
  subject: '百景提醒：3 项',
  lines: ['济南市 超过推荐名额 1 个', '济南市 距填报截止 3 天'],
  link: 'https://baijing.example/alerts',
};

/** Folders of their own for secrets and messages. */
export function folders() {
  const root = mkdtempSync(join(tmpdir(), 'alerts-channels-'));
  const [secrets, messages] = [join(root, 'secrets'), join(root, 'messages')];
  mkdirSync(secrets, { mode: 0o700 });
  return { secrets, messages };
}

export function writeSecret(folder: string, name: string, lines: Readonly<Record<string, string>>, mode = 0o600): void {
  const text = Object.entries(lines).map(([key, value]) => `${key} = ${value}\n`);
  writeFileSync(join(folder, name), text.join(''));
  chmodSync(join(folder, name), mode);
}

/** Tries a letter once by a channel whose secret is this. */
export function tryOnce(
  channel: Partial<Channel>,
  secret: Readonly<Record<string, string>>,
  {
    now = Date.now,
    patience,
    ...changed
  }: Partial<Letter> & { now?: () => number; patience?: { connect: number; all: number } } = {}
): Promise<Outcome> {
  const { secrets, messages } = folders();
  const whole = { ...plain, ...channel };
  writeSecret(secrets, whole.name, secret);
  return send({ ...letter, ...changed }, { channel: whole, secrets, messages, now, ...(patience ? { patience } : {}) });
}
