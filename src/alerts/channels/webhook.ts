import type { Send } from './surroundings.ts';
import { messageIdOf } from './letter.ts';
import { post } from './post.ts';
import { addressOf, WrongSettings } from './robots.ts';
import { signWebhook } from './signature.ts';

/**
 * A program of one's own: JSON, signed by HMAC-SHA256 over `timestamp.body` in X-Baijing-Signature, which its reader
 * works out again. What comes twice has the same Message-Id.
 */
export const webhook: Send = ({ id, attempt, to, subject, lines, link }, { channel, secret, now, ...around }) => {
  if (!secret.secret) throw new WrongSettings(`渠道 ${channel.name} 的密钥文件里没有写 secret，不签名的不发`);
  const body = JSON.stringify({ id: messageIdOf(id), attempt, to, subject, lines, link });
  const time = Math.floor(now() / 1000);
  const headers = {
    'x-baijing-timestamp': String(time),
    'x-baijing-signature': `sha256=${signWebhook(time, body, secret.secret)}`,
    'x-baijing-message-id': messageIdOf(id),
    'x-baijing-attempt': String(attempt),
  };
  return post({ ...around, channel, secret, address: addressOf(secret, channel), headers, body });
};
