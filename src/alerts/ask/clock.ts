import { putDecisions, readCatalog } from '#query';
import type { FollowedDecisions } from '#store';
import type { Lease } from '#warehouse';
import { civilOf } from '../calendar.ts';
import type { AlertsContent } from '../content/read.ts';
import type { Outcome } from '../incident.ts';
import type { Context } from '../state.ts';
import type { AlertsStore } from '../store/open.ts';
import { takeEvaluation } from '../store/take.ts';
import { askCondition } from './ask.ts';
import { namesBefore } from './composed.ts';
import { gatherSystem } from './gather.ts';
import { placeOf } from './publications.ts';
import { systemNamed } from './system.ts';

/** What changes by itself is asked again by the clock: what rests on the machine, and on no version before. */
const isOfClock = (text: string): boolean =>
  systemNamed(text).some((name) => name !== 'papers') && !systemNamed(text).includes('papers') && !namesBefore(text);

/** Asks what rests on the machine of the version that is served, and takes what follows. */
export async function askClock({
  warehouse,
  store,
  content,
  context,
  decisions,
  now,
}: {
  warehouse: { folder: string; lease(): Promise<Lease> };
  store: AlertsStore;
  content: AlertsContent;
  context: Context;
  decisions: FollowedDecisions;
  now: number;
}): Promise<void> {
  const files = [...content.conditions.values()].filter(({ text }) => isOfClock(text));
  if (files.length === 0) return;
  const lease = await warehouse.lease();
  try {
    const { version } = lease;
    const { published } = await placeOf(warehouse.folder, version);
    const system = await gatherSystem(warehouse.folder, { version, published, store, papers: null, now });
    const catalog = await readCatalog(lease);
    const decided = decisions.now();
    await putDecisions(lease, catalog, decisions, decided);
    const ground = { reading: lease, now: { catalog: { ...catalog, decided }, alias: null }, then: null, system };
    const outcomes = new Map<string, Outcome>();
    for (const file of files) outcomes.set(file.name, await askCondition(ground, file));
    const at = civilOf(now);
    store.database.prepare("delete from evaluations where asked like 'clock %' and at < ?").run(at.slice(0, 10));
    takeEvaluation(store, `clock ${at}`, { at, version, outcomes }, context);
  } finally {
    lease.release();
  }
}
