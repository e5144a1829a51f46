import { can, type Reader } from '#access';
import { isWhole, type Alerts, type AlertsSearch, type Incident as IncidentAnswer, type IncidentHistory } from '#spec';
import { civilOf, daysBetween, daysLeft } from './calendar.ts';
import type { AlertsContent } from './content/read.ts';
import type { Civil, Incident, What } from './incident.ts';
import type { Known } from './state.ts';
import type { AlertsStore } from './store/open.ts';
import { isWithin } from './who.ts';

/** Who reads, with the role of their account; null on one seat, where whoever sits there reads all. */
export interface AlertReader {
  reader: Reader;
  role: string | null;
}

type Row = Readonly<Record<string, string | number | null>>;

/** An incident with its place. */
interface Placed {
  id: number;
  incident: Incident;
}

const placed = ({ id, body }: Row): Placed => ({ id: Number(id), incident: JSON.parse(String(body)) as Incident });

/** Whether somebody may read of an incident: it must be within their scope and, of a part, told to their role. */
export function maySee({ reader, role }: AlertReader, { about, alert }: Incident, content: AlertsContent): boolean {
  if (!isWithin(reader.scope, about)) return false;
  if (!can(reader, 'rows') && Object.keys(about).length > 0) return false;
  return isWhole(reader.scope) || (role !== null && content.conditions.get(alert)?.to.includes(role) === true);
}

/**
 * The words of an incident as somebody may read them. Of a part of the province they are those that were found under
 * the scope of what it is about, which lies within theirs: what is withheld from them is not in these.
 */
export const messageFor = ({ reader }: AlertReader, { message, own, about }: Incident): string =>
  isWhole(reader.scope) ? message : (own ?? `${Object.values(about).join(' ')}有一条，请登录后看相应的页面。`);

export interface View {
  store: AlertsStore | null;
  content: AlertsContent;
  who: AlertReader;
  /** Milliseconds since 1970. */
  now: number;
}

/** The incidents that somebody may see, the most severe first, then the longest. */
export function readAlerts(
  view: View,
  { status = ['open', 'away'], city, alert, severity, limit = 500 }: AlertsSearch
): Alerts {
  const { store, content, who } = view;
  const asked = store?.database.prepare('select version, at from evaluations order by id desc limit 1').get() as
    { version: string; at: string } | undefined;
  const known = knownIn(store);
  const among = <T>(list: readonly T[] | undefined, value: T) => list === undefined || list.includes(value);
  const found = rowsOf(store, status)
    .filter(({ incident }) => maySee(who, incident, content))
    .map((each) => answerOf(each, view, known))
    .filter((each) => among(city, each.about.city ?? '') && among(alert, each.alert) && among(severity, each.severity))
    .sort((one, other) => rank(one) - rank(other) || compare(one.opened_at, other.opened_at) || one.id - other.id);
  const isAll = isWhole(who.reader.scope);
  return {
    evaluated_at: asked?.at ?? null,
    version: asked?.version ?? null,
    told: content.subscriptions.length > 0 && who.role !== null,
    total: found.length,
    incidents: found.slice(0, limit),
    conditions: isAll
      ? [...content.conditions.values()].map(({ name, title, severity: level, kind }) => {
          const { firstAt = null, unknown = [], why = null } = known.get(name) ?? {};
          return { alert: name, title, severity: level, kind, first_at: firstAt, unknown: [...unknown], why };
        })
      : [],
  };
}

/** How many stand open that nobody answers for, as somebody may see them; null where conditions were never asked. */
export function countAlerts({ store, content, who }: View): { open: number | null; urgent: number } {
  const isAsked = store !== null && store.database.prepare('select 1 from evaluations limit 1').get() !== undefined;
  if (!isAsked) return { open: null, urgent: 0 };
  const open = rowsOf(store, ['open']).filter(
    ({ incident }) => maySee(who, incident, content) && isCounted(incident, content)
  );
  const urgent = open.filter(({ incident }) => content.conditions.get(incident.alert)?.severity === 'urgent');
  return { open: open.length, urgent: urgent.length };
}

/** Open, and nobody answers for it. A deadline is no matter of its own until it is near. */
const isCounted = (
  { alert, status, acknowledged, threshold, isBaseline }: Incident,
  { conditions }: AlertsContent
): boolean =>
  status === 'open' &&
  acknowledged === null &&
  (conditions.get(alert)?.kind !== 'deadline' || (threshold !== null && !isBaseline));

/** One incident with what became of it and who was told; null where the reader may not see it or it is not there. */
export function readIncident(view: View, id: number): IncidentHistory | null {
  const { store, who, content } = view;
  const row = store?.database.prepare('select id, body from incidents where id = ?').get(id) as Row | undefined;
  if (store === null || row === undefined) return null;
  const found = placed(row);
  const { alert, key, number } = found.incident;
  if (!maySee(who, found.incident, content)) return null;
  const history = store.database
    .prepare('select at, what, by, note from history where incident = ? order by id')
    .all(id) as unknown as IncidentHistory['history'];
  const told = store.database
    .prepare(
      `select coalesce(ended_at, due) as at, what, recipient, status, why from items
      where alert = ? and key = ? and number = ? order by id`
    )
    .all(alert, key, number) as unknown as IncidentHistory['told'];
  return {
    incident: answerOf(found, view, knownIn(store)),
    history: history.map((each) => ({ ...each })),
    told: isWhole(who.reader.scope)
      ? told.map((each) => ({ ...each, what: whatWords[each.what as What] ?? each.what }))
      : [],
  };
}

/** The id of an incident and what the reader may read of it, by what it is known by; null where they may not. */
export function findIncident(
  view: View,
  { alert, key, number }: { alert: string; key: string; number: number }
): IncidentAnswer | null {
  const row = view.store?.database
    .prepare('select id, body from incidents where alert = ? and key = ? and number = ?')
    .get(alert, key, number) as Row | undefined;
  if (row === undefined) return null;
  const found = placed(row);
  return maySee(view.who, found.incident, view.content) ? answerOf(found, view, knownIn(view.store)) : null;
}

/** What stands, read once as long as it is the same: every page asks how much there is. */
const standing = new WeakMap<AlertsStore, { stamp: string; rows: Placed[] }>();

function rowsOf(store: AlertsStore | null, status: readonly string[]): Placed[] {
  if (store === null || status.length === 0) return [];
  if (status.includes('closed')) return readRows(store, status);
  const stamp = stampOf(store);
  let kept = standing.get(store);
  if (kept?.stamp !== stamp) standing.set(store, (kept = { stamp, rows: readRows(store, ['open', 'away']) }));
  return kept.rows.filter(({ incident }) => status.includes(incident.status));
}

/** Another one whenever something else stands: each change has a line of history, or follows from an evaluation. */
export function stampOf({ database }: AlertsStore): string {
  const row = database
    .prepare('select (select max(id) from history) as history, (select max(id) from evaluations) as evaluations')
    .get();
  return `${String(row?.history ?? 0)} ${String(row?.evaluations ?? 0)}`;
}

function readRows({ database }: AlertsStore, status: readonly string[]): Placed[] {
  const marks = status.map(() => '?').join(', ');
  return (
    database
      .prepare(`select id, body from incidents where status in (${marks}) order by id desc limit 20000`)
      .all(...status) as Row[]
  ).map(placed);
}

function knownIn(store: AlertsStore | null): ReadonlyMap<string, Known> {
  const rows = (store?.database.prepare('select alert, body from conditions').all() ?? []) as Row[];
  return new Map(rows.map(({ alert, body }) => [String(alert), JSON.parse(String(body)) as Known]));
}

function answerOf(
  { id, incident }: Placed,
  { content, who, now }: View,
  known: ReadonlyMap<string, Known>
): IncidentAnswer {
  const condition = content.conditions.get(incident.alert);
  const { unknown = [] } = known.get(incident.alert) ?? {};
  const at = civilOf(now);
  const left = incident.due === null ? null : daysLeft(at, incident.due);
  const end: Civil = incident.closedAt ?? at;
  return {
    id,
    alert: incident.alert,
    title: condition?.title ?? `${incident.alert}（条件已不在）`,
    key: isWhole(who.reader.scope) ? incident.key : String(id),
    number: incident.number,
    message: messageFor(who, incident),
    severity: condition?.severity ?? 'normal',
    kind: condition?.kind ?? 'state',
    status: incident.status,
    about: { ...incident.about },
    value: isWhole(who.reader.scope) || incident.own !== null ? incident.value : null,
    evidence: isWhole(who.reader.scope) ? (incident.evidence as IncidentAnswer['evidence']) : null,
    due: incident.due,
    days_left: typeof left === 'number' ? left : null,
    is_overdue: left === 'overdue',
    days: daysBetween(incident.openedAt, end),
    opened_at: incident.openedAt,
    away_at: incident.awayAt,
    closed_at: incident.closedAt,
    is_baseline: incident.isBaseline,
    is_counted: isCounted(incident, content),
    is_unknown: incident.status !== 'closed' && (unknown.includes('*') || unknown.includes(incident.key)),
    acknowledged: incident.acknowledged === null ? null : { ...incident.acknowledged },
  };
}

const ranks = ['urgent', 'normal', 'info'];
const rank = ({ severity }: IncidentAnswer): number => ranks.indexOf(severity);
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** What somebody is told of something, as people say it. */
export const whatWords: Readonly<Record<What, string>> = {
  brief: '定期简报',
  baseline: '启用时已有',
  changed: '有变化',
  due: '临近截止',
  escalated: '没有人认领，上报',
  event: '发生',
  moved: '截止时间改了',
  opened: '新出现',
  overdue: '已过截止',
  reminder: '提醒：还没有人认领',
  resolved: '已消除',
  unknown: '算不出来',
};
