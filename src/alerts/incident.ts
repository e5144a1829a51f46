/** A moment of the clock of the province (Asia/Shanghai), without a zone: 2026-03-02T09:00:00. */
export type Civil = string;

/** Whom or what a row is about, by dimension: { city: '济南市' }. None: it is of the province. */
export type About = Readonly<Record<string, string>>;

/** What a condition found, one row a thing. */
export interface Found {
  /** What it is known by from evaluation to evaluation. */
  key: string;
  about: About;
  /** What must change to be told again, as text; null: nothing. */
  value: string | null;
  message: string;
  /**
   * The message as whoever may see what it is about and no more reads it; null where the condition finds nothing then,
   * and such a reader is told what it is about alone.
   */
  own: string | null;
  /** Values and addresses that the message rests on. */
  evidence: Readonly<Record<string, unknown>>;
  /** Of a deadline: a moment, or a day that is in time to its end. */
  due: string | null;
  /** Whether nobody can say of this row. */
  isUnknown: boolean;
}

/** What one condition came to at one moment; null: it could not be worked out, and `why` says so. */
export interface Outcome {
  found: readonly Found[] | null;
  why?: string;
}

/** All conditions that were asked of one published version. */
export interface Evaluation {
  at: Civil;
  version: string;
  /** By the name of the condition. One that is not here was not asked, and nothing follows of it. */
  outcomes: ReadonlyMap<string, Outcome>;
}

/** One thing that is, or was, so: by alert and key, the how-manieth of them. */
export interface Incident {
  alert: string;
  key: string;
  /** From 1. */
  number: number;
  /** `away` is gone and may come back until `holdHours` are over. */
  status: 'open' | 'away' | 'closed';
  about: About;
  value: string | null;
  message: string;
  own: string | null;
  evidence: Readonly<Record<string, unknown>>;
  due: string | null;
  openedAt: Civil;
  awayAt: Civil | null;
  closedAt: Civil | null;
  acknowledged: { at: Civil; by: string; note: string } | null;
  /** Since when nobody has answered for it: reminders and escalation count from here. */
  unansweredSince: Civil;
  remindedAt: Civil | null;
  escalatedAt: Civil | null;
  /** Of a deadline: the nearest threshold that was told; 0 where it was told as overdue. */
  threshold: number | null;
  /** Whether it was there at the first evaluation: it was told in a number alone. */
  isBaseline: boolean;
  /** Who was told of it by name, and of which value. */
  told: Readonly<Record<string, string | null>>;
  /** For whom its beginning was dropped because it was gone just then. */
  missed: readonly string[];
}

export const whats = [
  'baseline',
  'brief',
  'changed',
  'due',
  'escalated',
  'event',
  'moved',
  'opened',
  'overdue',
  'reminder',
  'resolved',
  'unknown',
] as const;
export type What = (typeof whats)[number];

/** Something that one recipient is to be told, once it is due. */
export interface Item {
  alert: string;
  /** `*` of what is about the condition itself. */
  key: string;
  /** Of which incident; 0 of none. */
  number: number;
  what: What;
  recipient: string;
  /** When it may leave. */
  due: Civil;
  /** Of `baseline`: how many there are in the recipient's own scope. */
  count?: number;
}

/** Who may be told something: an account with its role and scope as they are now. */
export interface Recipient {
  /** The account. */
  id: string;
  /** The role of the account, and the duties that it has for alerts. */
  roles: readonly string[];
  /** By dimension, the values whose rows it may read; none: all. */
  scope: Readonly<Record<string, readonly string[]>>;
  /** Whether it may see rows at all: who may not is told of what is of the province alone. */
  seesRows: boolean;
  /** Names of channels, in order. */
  channels: readonly string[];
}
