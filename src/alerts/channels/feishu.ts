import type { Send } from './surroundings.ts';
import { post } from './post.ts';
import { addressOf, limits, textOf } from './robots.ts';
import { signFeishu } from './signature.ts';

/** 飞书: signed in the body, by seconds. */
export const feishu: Send = (letter, { channel, secret, now, ...around }) => {
  const time = Math.floor(now() / 1000);
  const signed = secret.secret ? { timestamp: String(time), sign: signFeishu(time, secret.secret) } : {};
  const body = JSON.stringify({ ...signed, msg_type: 'text', content: { text: textOf(letter, limits.feishu) } });
  return post({ ...around, channel, secret, address: addressOf(secret, channel), body });
};
