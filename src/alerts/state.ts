import type { Condition } from './condition.ts';
import type { Calendar } from './calendar.ts';
import type { Civil, Incident, Item, Recipient } from './incident.ts';

/** What is known of a condition beside its incidents. */
export interface Known {
  /** When it could be worked out for the first time; null: never yet. */
  firstAt: Civil | null;
  /** What of it is unknown now: keys, or `*` where nothing could be worked out; none where all is known. */
  unknown: readonly string[];
  /** Why, as it is told. */
  why: string | null;
}

/** Where everything stands. */
export interface State {
  /** By the name of the condition. */
  known: ReadonlyMap<string, Known>;
  /** The latest incident of each alert and key, by `incidentKey`. */
  incidents: ReadonlyMap<string, Incident>;
}

export const emptyState: State = { known: new Map(), incidents: new Map() };

export const incidentKey = (alert: string, key: string): string => JSON.stringify([alert, key]);

/** What a step goes by beside the state: content and people, as they are now. */
export interface Context {
  conditions: ReadonlyMap<string, Condition>;
  recipients: readonly Recipient[];
  calendar: Calendar;
}

/** A line of what became of an incident. */
export interface Happening {
  alert: string;
  key: string;
  number: number;
  at: Civil;
  what:
    'opened' | 'changed' | 'moved' | 'away' | 'back' | 'closed' | 'overdue' | 'acknowledged' | 'escalated' | 'event';
  by: string | null;
  note: string | null;
}

/** What follows of a step: what is another now, and what is to be told. */
export interface Step {
  known: ReadonlyMap<string, Known>;
  incidents: ReadonlyMap<string, Incident>;
  items: readonly Item[];
  happened: readonly Happening[];
}

/** The state after a step. */
export const after = (state: State, { known, incidents }: Pick<Step, 'known' | 'incidents'>): State => ({
  known: new Map([...state.known, ...known]),
  incidents: new Map([...state.incidents, ...incidents]),
});
