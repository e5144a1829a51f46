import { nextDigest, nextOpening } from './calendar.ts';
import type { Condition } from './condition.ts';
import type { Civil, Incident, Item, Recipient, What } from './incident.ts';
import { incidentKey, type Context, type Happening, type Known, type State, type Step } from './state.ts';
import { isFor } from './who.ts';

/** A step while it is made: what was changed by it stands over what was. */
export interface Draft {
  at: Civil;
  context: Context;
  known(alert: string): Known;
  setKnown(alert: string, known: Known): void;
  find(alert: string, key: string): Incident | undefined;
  /** The latest incidents that are open or away, of one alert or of all. */
  standing(alert?: string): Incident[];
  set(incident: Incident): Incident;
  /** Whom a condition tells what is about this, in order. */
  addressed(condition: Condition, about: Incident['about']): Recipient[];
  tell(condition: Condition, incident: Pick<Incident, 'key' | 'number'>, what: What, to: readonly Recipient[]): void;
  note(incident: Incident, what: Happening['what'], by?: string, said?: string): void;
  done(): Step;
}

const unheard: Known = { firstAt: null, unknown: [], why: null };

export function draftOf(state: State, at: Civil, context: Context): Draft {
  const known = new Map<string, Known>();
  const incidents = new Map<string, Incident>();
  const items: Item[] = [];
  const happened: Happening[] = [];
  const { calendar } = context;
  const dueOf = ({ severity, deliver }: Condition): Civil =>
    severity === 'urgent' ? at : deliver === 'digest' ? nextDigest(at, calendar) : nextOpening(at, calendar);
  return {
    at,
    context,
    known: (alert) => known.get(alert) ?? state.known.get(alert) ?? unheard,
    setKnown: (alert, now) => void known.set(alert, now),
    find: (alert, key) => incidents.get(incidentKey(alert, key)) ?? state.incidents.get(incidentKey(alert, key)),
    standing: (alert) =>
      [...new Map([...state.incidents, ...incidents]).values()].filter(
        (each) => each.status !== 'closed' && (alert === undefined || each.alert === alert)
      ),
    set: (incident) => (incidents.set(incidentKey(incident.alert, incident.key), incident), incident),
    addressed: ({ to }, about) => context.recipients.filter((recipient) => isFor(recipient, to, about)),
    tell(condition, { key, number }, what, to) {
      for (const { id } of to)
        items.push({ alert: condition.name, key, number, what, recipient: id, due: dueOf(condition) });
    },
    note: ({ alert, key, number }, what, by, said) =>
      void happened.push({ alert, key, number, at, what, by: by ?? null, note: said ?? null }),
    done: () => ({ known, incidents, items, happened }),
  };
}
