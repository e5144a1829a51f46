import type { Send } from './surroundings.ts';
import { post } from './post.ts';
import { addressOf, limits, textOf } from './robots.ts';
import { signDingtalk } from './signature.ts';

/** 钉钉: signed in the address, by milliseconds. */
export const dingtalk: Send = (letter, { channel, secret, now, ...around }) => {
  const address = addressOf(secret, channel);
  if (secret.secret) {
    const time = now();
    // Encoded once: what URL encodes by itself must not be encoded again.
    address.search += `${address.search === '' ? '?' : '&'}timestamp=${time}&sign=${signDingtalk(time, secret.secret)}`;
  }
  const body = JSON.stringify({ msgtype: 'text', text: { content: textOf(letter, limits.dingtalk) } });
  return post({ ...around, channel, secret, address, body });
};
