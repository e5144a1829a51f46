import type { Incident, Item } from '../incident.ts';
import { incidentKey, type Known, type State, type Step } from '../state.ts';
import type { AlertsStore } from './open.ts';

type Row = Readonly<Record<string, string | number | null>>;

const read = <T>(body: unknown): T => JSON.parse(String(body)) as T;

/** Where everything stands: of each alert and key the latest incident. */
export function readState({ database }: AlertsStore): State {
  const known = database.prepare('select alert, body from conditions').all() as Row[];
  const latest = database.prepare('select body, max(number) from incidents group by alert, key').all() as Row[];
  const incidents = latest.map(({ body }) => read<Incident>(body));
  return {
    known: new Map(known.map(({ alert, body }) => [String(alert), read<Known>(body)])),
    incidents: new Map(incidents.map((incident) => [incidentKey(incident.alert, incident.key), incident])),
  };
}

/** Writes down what a step changed and what it has to tell, within one transaction with what it was made of. */
export function writeStep(store: AlertsStore, { known, incidents, items, happened }: Step, at: string): void {
  const { database } = store;
  const setKnown = database.prepare(
    'insert into conditions (alert, body) values (?, ?) on conflict do update set body = excluded.body'
  );
  for (const [alert, now] of known) setKnown.run(alert, JSON.stringify(now));
  writeIncidents(store, incidents.values());
  const place = database.prepare('select id from incidents where alert = ? and key = ? and number = ?');
  const tell = database.prepare('insert into history (incident, at, what, by, note) values (?, ?, ?, ?, ?)');
  for (const { alert, key, number, at: when, what, by, note } of happened)
    tell.run(Number(place.get(alert, key, number)?.id), when, what, by, note);
  const queue = database.prepare(
    'insert into items (alert, key, number, what, recipient, due, made_at) values (?, ?, ?, ?, ?, ?, ?)'
  );
  for (const { alert, key, number, what, recipient, due } of items)
    queue.run(alert, key, number, what, recipient, due, at);
}

export function writeIncidents({ database }: AlertsStore, incidents: Iterable<Incident>): void {
  const put = database.prepare(
    `insert into incidents (alert, key, number, status, opened_at, body) values (?, ?, ?, ?, ?, ?)
    on conflict (alert, key, number) do update set status = excluded.status, body = excluded.body`
  );
  for (const incident of incidents) {
    const { alert, key, number, status, openedAt } = incident;
    put.run(alert, key, number, status, openedAt, JSON.stringify(incident));
  }
}

/** An item that waits, with its place. */
export interface WaitingItem extends Item {
  id: number;
}

export const waitingItems = ({ database }: AlertsStore): WaitingItem[] =>
  (
    database
      .prepare(`select id, alert, key, number, what, recipient, due from items where status = 'waiting' order by id`)
      .all() as Row[]
  ).map((row) => ({ ...row }) as unknown as WaitingItem);
