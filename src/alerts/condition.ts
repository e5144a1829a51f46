/** What is told when, as the header of a file of `pipelines/alerts` says it. */
export interface Condition {
  name: string;
  title: string;
  /** Roles of accounts, and duties of recipients. */
  to: readonly string[];
  severity: Severity;
  kind: Kind;
  /** Of a deadline: how many days before it is told, each once. */
  within: readonly number[];
  deliver: 'now' | 'digest';
  /** Whether another value of what is open is told. */
  whenChanged: boolean;
  /** Hours that something must be gone before it is over. */
  holdHours: number;
  tellsResolved: boolean;
  /** Working days between reminders of what nobody acknowledged; null: none. */
  remindWorkdays: number | null;
  escalate: { afterWorkdays: number; to: string } | null;
  /** More than so many of one kind in one message are told as their number. */
  many: number;
}

export const severities = ['urgent', 'normal', 'info'] as const;
export type Severity = (typeof severities)[number];

/** `state` is over some time, `event` happened, `deadline` is to come. */
export const kinds = ['state', 'event', 'deadline'] as const;
export type Kind = (typeof kinds)[number];

export const defaults: Omit<Condition, 'name' | 'title' | 'to'> = {
  severity: 'normal',
  kind: 'state',
  within: [],
  deliver: 'now',
  whenChanged: false,
  holdHours: 24,
  tellsResolved: true,
  remindWorkdays: null,
  escalate: null,
  many: 20,
};
