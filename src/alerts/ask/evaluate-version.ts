import type { FollowedDecisions } from '#store';
import { hashOf } from '#warehouse';
import { civilOf } from '../calendar.ts';
import type { AlertsContent } from '../content/read.ts';
import type { Outcome, Recipient } from '../incident.ts';
import { alertsFile, openAlerts, type AlertsStore } from '../store/open.ts';
import { isEvaluated, takeEvaluation } from '../store/take.ts';
import { askCondition } from './ask.ts';
import { gatherSystem } from './gather.ts';
import { openGround } from './ground.ts';
import { placeOf } from './publications.ts';
import type { SystemRows } from './system.ts';

export interface EvaluationOptions {
  warehouse: string;
  version: string;
  content: AlertsContent;
  /** Asked when all is worked out, so that it is as it is then. */
  recipients: () => readonly Recipient[];
  decisions: FollowedDecisions;
  papers: SystemRows['papers'];
  /** Milliseconds since 1970. */
  now?: number;
}

export interface Evaluated {
  /** Whether it was evaluated now, and not before. */
  isNew: boolean;
  outcomes: ReadonlyMap<string, Outcome>;
}

/** What an evaluation is asked of beside its version: the same is evaluated once. */
export const askedOf = (
  position: number | null,
  head: string,
  { conditions }: Pick<AlertsContent, 'conditions'>
): string =>
  `${position ?? 'unrecorded'} ${head.slice(0, 16)} ${hashOf(JSON.stringify([...conditions.values()].map(({ text }) => text))).slice(0, 16)}`;

/** Asks every condition of a version, writing nothing; without a store nothing was ever to be told. */
export async function askVersion(
  { warehouse, version, content, decisions, papers, now = Date.now() }: Omit<EvaluationOptions, 'recipients'>,
  store: AlertsStore | null
): Promise<ReadonlyMap<string, Outcome>> {
  const { published, before } = await placeOf(warehouse, version);
  const system = await gatherSystem(warehouse, { version, published, store, papers, now });
  const ground = await openGround(warehouse, { version, before, decisions, system });
  try {
    const outcomes = new Map<string, Outcome>();
    for (const [name, file] of content.conditions) outcomes.set(name, await askCondition(ground, file));
    return outcomes;
  } finally {
    ground.close();
  }
}

/** Evaluates a version as it was published last, with what was decided by now: once. */
export async function evaluateVersion(options: EvaluationOptions): Promise<Evaluated> {
  const { warehouse, version, content, recipients, decisions, now = Date.now() } = options;
  const { published } = await placeOf(warehouse, version);
  const asked = askedOf(published?.position ?? null, decisions.now().head, content);
  const store = openAlerts(alertsFile(warehouse));
  try {
    if (isEvaluated(store, version, asked)) return { isNew: false, outcomes: new Map() };
    const outcomes = await askVersion(options, store);
    const context = { conditions: content.conditions, recipients: recipients(), calendar: content.calendar };
    const evaluation = { at: civilOf(now), version, outcomes };
    return { isNew: takeEvaluation(store, asked, evaluation, context), outcomes };
  } finally {
    store.close();
  }
}
