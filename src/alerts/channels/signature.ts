import { createHmac } from 'node:crypto';

/** 钉钉: the key is the secret, over milliseconds and secret; written into an address, encoded once. */
export const signDingtalk = (timestamp: number, secret: string): string =>
  encodeURIComponent(createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));

/** 飞书: the key is seconds and secret, over nothing; written into the body. */
export const signFeishu = (timestamp: number, secret: string): string =>
  createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');

/** A webhook of one's own: over seconds and body, in hex, as its reader works it out again. */
export const signWebhook = (timestamp: number, body: string, secret: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
