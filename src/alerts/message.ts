import type { Civil, What } from './incident.ts';

/** What stands in a message: one thing, or, of many of a kind, their number. */
export interface MessageItem {
  alert: string;
  /** Not there where `many` is. */
  key?: string;
  number?: number;
  what: What;
  /** Of `due`: civil days that are left, as they were when it left. */
  days?: number;
  /** Of `baseline`. */
  count?: number;
  /** So many of this alert and kind, and none by name. */
  many?: number;
}

/**
 * One message to one recipient on one channel: a row of the outbox. It holds no text and no address: both are asked
 * for at each attempt, since scope and addresses may have changed meanwhile.
 */
export interface Message {
  /** ob-<number>-<what tells it from one of that number before a backup was brought back> */
  id: string;
  /** `<${id}@baijing.invalid>`, the same at each attempt. */
  messageId: string;
  /** An account. */
  recipient: string;
  /** The name of a channel in channels.csv. */
  channel: string;
  /** Ordered by severity, alert, what, key. */
  items: readonly MessageItem[];
  /** When it may leave. */
  due: Civil;
}

/** What is sent: made as the recipient, by the door that pages use, just before it leaves. */
export interface Prepared {
  /** Of mail: the address that the recipient is told at; null of a robot, folder or feed. */
  to: string | null;
  /** One line, no name of a project or a firm in it. */
  subject: string;
  /** Whole lines: a channel that takes fewer bytes leaves lines off at the end and says how many. */
  lines: readonly string[];
  /** Of the page that shows more, absolute where the server knows its origin. */
  link: string | null;
  /** What goes with it: a report. */
  files?: readonly { name: string; type: string; bytes: Uint8Array }[];
}

/** Asked before each attempt. `dropped` says in one word why nothing may be sent; the row ends so. */
export type Prepare = (message: Message) => Promise<Prepared | { dropped: string }>;
