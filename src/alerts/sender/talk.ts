import type { Channel } from '../channels/channel.ts';
import type { Message, Prepared } from '../message.ts';

/** What the process that sends is told once. Secrets are not among it: it reads them itself. */
export interface Start {
  /** The file of what is told. */
  store: string;
  channels: readonly Channel[];
  secrets: string;
  messages: string;
  /** As of the sender. */
  perMinute?: number;
  every?: number;
  minute?: number;
}

/** What is made for one try, or in one word why nothing is. */
export type Made = Prepared | { dropped: string };

export type ToSender = { start: Start } | { made: Made; of: number } | { failed: true; of: number };

export type FromSender = { ask: Message; of: number } | { said: string };
