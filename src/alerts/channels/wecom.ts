import type { Send } from './surroundings.ts';
import { post } from './post.ts';
import { addressOf, limits, textOf } from './robots.ts';

/** 企业微信: signs nothing, its address is the secret. */
export const wecom: Send = (letter, { channel, secret, ...around }) =>
  post({
    ...around,
    channel,
    secret,
    address: addressOf(secret, channel),
    body: JSON.stringify({ msgtype: 'text', text: { content: textOf(letter, limits.wecom) } }),
  });
